package io.blackstart.measure;

/** Equal gaps. Not thread-safe: one sender owns it. */
final class FixedRateSchedule implements ArrivalSchedule {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double gapNanos;
    private long index;

    FixedRateSchedule(double ratePerSecond) {
        if (!(ratePerSecond > 0) || Double.isInfinite(ratePerSecond)) {
            throw new IllegalArgumentException("ratePerSecond=" + ratePerSecond + ", must be a number above 0");
        }
        this.gapNanos = NANOS_PER_SECOND / ratePerSecond;
    }

    @Override
    public long nextNanos() {
        return Math.round(index++ * gapNanos);
    }
}
