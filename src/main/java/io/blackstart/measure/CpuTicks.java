package io.blackstart.measure;

import java.util.Optional;

/**
 * The first line of {@code /proc/stat}: ticks of all processors since boot, which are told in proc(5). Time of guests is part of user time.
 *
 * @param work user, nice and system
 * @param steal taken by the hypervisor
 * @param total of all kinds
 */
record CpuTicks(long work, long steal, long total) {
    static final String PATH = "/proc/stat";

    /** Columns from user to steal, without the two for guests. */
    private static final int COLUMNS = 8;

    /** Empty when the text has no such line. Kernels older than 2.6.11 have no steal column: none of ours. */
    static Optional<CpuTicks> parse(String text) {
        String first = text.lines().findFirst().orElse("");
        String[] fields = first.split("\\s+", -1);
        if (!fields[0].equals("cpu") || fields.length <= COLUMNS) {
            return Optional.empty();
        }
        long[] ticks = new long[COLUMNS];
        long total = 0;
        for (int column = 0; column < COLUMNS; column++) {
            if (!fields[column + 1].matches("\\d{1,18}")) {
                return Optional.empty();
            }
            ticks[column] = Long.parseLong(fields[column + 1]);
            total += ticks[column];
        }
        return Optional.of(new CpuTicks(ticks[0] + ticks[1] + ticks[2], ticks[7], total));
    }
}
