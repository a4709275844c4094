package io.blackstart.measure;

import java.util.Optional;

/**
 * {@code /proc/<pid>/stat} of one process; times in ticks, which are told in proc(5).
 *
 * @param pid process id
 * @param parentPid of the parent
 * @param kernelThread whether it is a thread of the kernel
 * @param ownTicks processor time of all its threads
 * @param reapedTicks processor time of children that ended and were waited for, with theirs
 * @param startTicks start, since boot
 */
record ProcessStat(long pid, long parentPid, boolean kernelThread, long ownTicks, long reapedTicks, long startTicks) {
    /** PF_KTHREAD of the kernel's sched.h. */
    private static final long KERNEL_THREAD_FLAG = 0x0020_0000;

    private static final int FIELDS_NEEDED = 20;

    /** Empty when the text has not the shape. The name in parentheses may itself hold spaces and parentheses, so the last one counts. */
    static Optional<ProcessStat> parse(String text) {
        int open = text.indexOf(" (");
        int close = text.lastIndexOf(") ");
        if (open < 0 || close < open) {
            return Optional.empty();
        }
        String[] fields = text.substring(close + 2).strip().split(" ", -1);
        if (fields.length < FIELDS_NEEDED || !text.substring(0, open).matches("\\d{1,18}")) {
            return Optional.empty();
        }
        for (int index : new int[] {1, 6, 11, 12, 13, 14, 19}) {
            if (!fields[index].matches("-?\\d{1,18}")) {
                return Optional.empty();
            }
        }
        return Optional.of(new ProcessStat(
                Long.parseLong(text.substring(0, open)),
                Long.parseLong(fields[1]),
                (Long.parseLong(fields[6]) & KERNEL_THREAD_FLAG) != 0,
                Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
                Long.parseLong(fields[13]) + Long.parseLong(fields[14]),
                Long.parseLong(fields[19])));
    }
}
