package io.blackstart.benchmarks;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a launcher tells one measuring JVM, through system properties, beside the parameters of the benchmark itself.
 *
 * @param dataDirectory below it the logs under test are written; {@code blackstart.data}, by default {@code blackstart-data}
 *     in the working directory, never the temporary directory, which may be memory
 * @param seed of the workload; {@code blackstart.seed}
 * @param checksFile gets one line a check; {@code blackstart.checks}, or null to keep none
 * @param replayLog log prepared before by {@code ForkMain prepare}; {@code blackstart.replay.log}, or null
 * @param curveFile gets the restoration curve; {@code blackstart.curve}, or null to keep none
 */
record ForkSettings(
        Path dataDirectory,
        long seed,
        @Nullable Path checksFile,
        @Nullable Path replayLog,
        @Nullable Path curveFile) {
    /** Where the logs under test go. */
    static final String DATA = "blackstart.data";
    /** Seed of the workload. */
    static final String SEED = "blackstart.seed";
    /** Where check lines are appended. */
    static final String CHECKS = "blackstart.checks";
    /** A prepared replay log. */
    static final String REPLAY_LOG = "blackstart.replay.log";
    /** Where the restoration curve goes. */
    static final String CURVE = "blackstart.curve";

    private static final long SEED_DEFAULT = 20_221_015L;

    /**
     * Reads the properties of this JVM.
     *
     * @throws IllegalArgumentException when the seed is no number
     */
    static ForkSettings ofThisJvm() {
        return new ForkSettings(
                Path.of(System.getProperty(DATA, "blackstart-data")).toAbsolutePath(),
                seedOrDefault(),
                pathOrNull(CHECKS),
                pathOrNull(REPLAY_LOG),
                pathOrNull(CURVE));
    }

    private static long seedOrDefault() {
        String text = System.getProperty(SEED);
        if (text == null) {
            return SEED_DEFAULT;
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(SEED + "=" + text + " must be a whole number", e);
        }
    }

    private static @Nullable Path pathOrNull(String property) {
        String text = System.getProperty(property);
        return text == null ? null : Path.of(text).toAbsolutePath();
    }
}
