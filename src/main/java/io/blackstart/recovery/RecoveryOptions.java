package io.blackstart.recovery;

/**
 * How a recovery works; a design takes notice of what concerns it.
 *
 * @param threadCount threads that verify and apply, 1 to 64; only designs that say so use more than one
 * @param lateBytes how far behind a newer message of its room, in bytes of log, an older one or a copy may stand, at least 0. Designs that
 *     answer before they have read the whole log wait until they have read this much more than what they answer from; a record
 *     that is later still is found when the rest is read, and refused
 */
public record RecoveryOptions(int threadCount, long lateBytes) {
    /** One thread; a mebibyte, which a server writes in well under the time after which a client sends again. */
    public static final RecoveryOptions DEFAULT = new RecoveryOptions(1, 1 << 20);

    private static final int THREADS_MAX = 64;

    /** Checks every range. */
    public RecoveryOptions {
        if (threadCount < 1 || threadCount > THREADS_MAX || lateBytes < 0) {
            throw new IllegalArgumentException("threadCount=" + threadCount + " must be from 1 to " + THREADS_MAX
                    + ", lateBytes=" + lateBytes + " at least 0");
        }
    }

    /** The same with another number of threads. */
    public RecoveryOptions withThreadCount(int count) {
        return new RecoveryOptions(count, lateBytes);
    }
}
