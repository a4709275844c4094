package io.blackstart.log.groupcommit;

/**
 * Decides how long the journal waits for more records before it forces. Producers that keep a window of records in flight send
 * it again as soon as it is acknowledged; forced at once, the first few of them would cost one force and the rest another.
 *
 * <p>So the journal waits until as much is in flight as was before the last acknowledgement, but never longer than a quarter
 * of a smoothed force, and not when nothing comes for a while. Where waiting did not bring what was expected - records
 * arrive at their own pace - the time allowed is halved, where it did, doubled.
 *
 * <p>For the journal thread alone.
 */
final class Linger {
    private static final long NANOS_MIN = 2_000;
    private static final long NANOS_MAX = 1_000_000;
    private static final int PROBE_INTERVAL = 64;

    private long forceNanos;
    private long allowedNanos;
    private long expectedBytes;
    private int batchCount;

    private long beganNanos;
    private long arrivedNanos;
    private long arrivedEnd;

    /** Begins a batch. */
    void begin(long nowNanos, long endPosition) {
        beganNanos = nowNanos;
        arrivedNanos = nowNanos;
        arrivedEnd = endPosition;
        batchCount++;
        if (batchCount % PROBE_INTERVAL == 0) {
            allowedNanos = limitNanos();
        }
    }

    /**
     * Whether to wait for more.
     *
     * @param endPosition behind the last record that was claimed
     * @param inFlightBytes taken by the journal and not acknowledged
     */
    boolean goesOn(long nowNanos, long endPosition, long inFlightBytes) {
        if (inFlightBytes >= expectedBytes) {
            allowedNanos = Math.min(limitNanos(), 2 * Math.max(allowedNanos, NANOS_MIN));
            return false;
        }
        if (endPosition != arrivedEnd) {
            arrivedEnd = endPosition;
            arrivedNanos = nowNanos;
        }
        boolean late = nowNanos - beganNanos > allowedNanos || nowNanos - arrivedNanos > allowedNanos / 2;
        if (late) {
            allowedNanos /= 2;
        }
        return !late;
    }

    /** Whether so much in flight is as much as is waited for. */
    boolean isExpected(long inFlightBytes) {
        return inFlightBytes >= expectedBytes;
    }

    /**
     * Tells how a batch went.
     *
     * @param inFlightBytes before the acknowledgement, whether in the batch or not
     * @param nanos what the force took
     */
    void forced(long inFlightBytes, long nanos) {
        expectedBytes = Math.max(inFlightBytes, expectedBytes - expectedBytes / 8);
        forceNanos += (nanos - forceNanos) / 8;
    }

    /** What a force took of late, smoothed. */
    long forceNanos() {
        return forceNanos;
    }

    private long limitNanos() {
        return Math.max(NANOS_MIN, Math.min(NANOS_MAX, forceNanos / 4));
    }
}
