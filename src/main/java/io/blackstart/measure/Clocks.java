package io.blackstart.measure;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import org.agrona.concurrent.NanoClock;

/** Measures how fine, how dear and how sound a monotonic clock is: no latency can be known better than its clock. */
public final class Clocks {
    private static final int DEFAULT_CALL_COUNT = 200_000;
    private static final int BATCH_CALL_COUNT = 1_000;

    private Clocks() {}

    /**
     * Measures {@link System#nanoTime()} with 200,000 calls, which takes some 5 to 20 ms.
     *
     * @throws BlackstartException UNSUPPORTED when the clock stands still
     */
    public static ClockReading measure() {
        return measure(System::nanoTime, DEFAULT_CALL_COUNT);
    }

    /**
     * Measures a clock by calling it back to back. The overhead is the median over batches of 1,000 calls of each batch's mean, so that neither the
     * first calls, which are interpreted, nor an interrupted batch count.
     *
     * @param clock which
     * @param callCount how many calls to make, at least 2
     * @throws IllegalArgumentException below 2 calls
     * @throws BlackstartException UNSUPPORTED when the clock stood still over all calls
     */
    public static ClockReading measure(NanoClock clock, int callCount) {
        if (callCount < 2) {
            throw new IllegalArgumentException("callCount=" + callCount + ", must be at least 2");
        }
        double[] batchMeans = new double[(callCount - 2) / BATCH_CALL_COUNT + 1];
        long granularityNanos = Long.MAX_VALUE;
        long backwardCount = 0;
        long lastNanos = clock.nanoTime();
        long batchStartNanos = lastNanos;
        int batchCallCount = 0;
        for (int call = 1; call < callCount; call++) {
            long nowNanos = clock.nanoTime();
            long stepNanos = nowNanos - lastNanos;
            backwardCount += stepNanos < 0 ? 1 : 0;
            granularityNanos = stepNanos > 0 ? Math.min(granularityNanos, stepNanos) : granularityNanos;
            lastNanos = nowNanos;
            batchCallCount++;
            if (batchCallCount == BATCH_CALL_COUNT || call == callCount - 1) {
                batchMeans[(call - 1) / BATCH_CALL_COUNT] = (double) (nowNanos - batchStartNanos) / batchCallCount;
                batchStartNanos = nowNanos;
                batchCallCount = 0;
            }
        }
        if (granularityNanos == Long.MAX_VALUE) {
            throw new BlackstartException(
                    ErrorCode.UNSUPPORTED, "the monotonic clock did not advance in " + callCount + " calls");
        }
        return new ClockReading(granularityNanos, Statistics.median(batchMeans), backwardCount);
    }
}
