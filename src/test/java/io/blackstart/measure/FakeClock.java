package io.blackstart.measure;

import org.agrona.concurrent.NanoClock;

/** A clock that moves a fixed tick with each look, and by leaps when told. One thread. */
final class FakeClock implements NanoClock {
    private final long tickNanos;
    private long nowNanos = 5_000_000_000L;
    private long parkedNanos;

    FakeClock(long tickNanos) {
        this.tickNanos = tickNanos;
    }

    @Override
    public long nanoTime() {
        nowNanos += tickNanos;
        return nowNanos;
    }

    /** The time without a look. */
    long now() {
        return nowNanos;
    }

    void leap(long nanos) {
        nowNanos += nanos;
    }

    /** Stands in for parking. */
    void park(long nanos) {
        parkedNanos += nanos;
        leap(nanos);
    }

    long parkedNanos() {
        return parkedNanos;
    }
}
