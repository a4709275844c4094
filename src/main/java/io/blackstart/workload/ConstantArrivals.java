package io.blackstart.workload;

/** Sends with equal gaps. */
final class ConstantArrivals implements ArrivalSchedule {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double gapNanos;
    private long index;

    ConstantArrivals(double ratePerSecond) {
        gapNanos = gapNanos(ratePerSecond);
    }

    /** The mean gap at a rate. */
    static double gapNanos(double ratePerSecond) {
        if (!(ratePerSecond > 0) || ratePerSecond == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("ratePerSecond=" + ratePerSecond + " must be above 0 and finite");
        }
        return NANOS_PER_SECOND / ratePerSecond;
    }

    @Override
    public long nextNanos() {
        return (long) (index++ * gapNanos);
    }
}
