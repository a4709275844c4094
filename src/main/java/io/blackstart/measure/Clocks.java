package io.blackstart.measure;

import org.agrona.concurrent.NanoClock;

/** Measures a monotonic clock. */
public final class Clocks {
    private Clocks() {}

    /** Granularity and overhead of {@link System#nanoTime()}, in a few milliseconds. */
    public static ClockReading measure() {
        return measure(System::nanoTime, 200_000);
    }

    /**
     * Granularity and overhead of a clock.
     *
     * @param clock which
     * @param callCount how many calls to make, at least 2
     */
    public static ClockReading measure(NanoClock clock, int callCount) {
        throw new UnsupportedOperationException("clock=" + clock + callCount);
    }
}
