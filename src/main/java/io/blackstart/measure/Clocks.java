package io.blackstart.measure;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import org.agrona.concurrent.NanoClock;

/** Measures how fine, how dear and how sound a monotonic clock is: no latency can be known better than its clock. */
public final class Clocks {
    private static final int DEFAULT_CALL_COUNT = 200_000;

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
     * Measures a clock by calling it back to back. The overhead is a mean over all calls, so it includes whatever interrupted them.
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
        long granularityNanos = Long.MAX_VALUE;
        long backwardCount = 0;
        final long firstNanos = clock.nanoTime();
        long lastNanos = firstNanos;
        for (int call = 1; call < callCount; call++) {
            long nowNanos = clock.nanoTime();
            long stepNanos = nowNanos - lastNanos;
            if (stepNanos < 0) {
                backwardCount++;
            } else if (stepNanos > 0) {
                granularityNanos = Math.min(granularityNanos, stepNanos);
            }
            lastNanos = nowNanos;
        }
        if (granularityNanos == Long.MAX_VALUE) {
            throw new BlackstartException(
                    ErrorCode.UNSUPPORTED, "the monotonic clock did not advance in " + callCount + " calls");
        }
        return new ClockReading(granularityNanos, (double) (lastNanos - firstNanos) / (callCount - 1), backwardCount);
    }
}
