package io.blackstart.workload;

/** Sends with exponential gaps, by inversion: {@code -ln(1 - u)} times the mean gap. */
final class PoissonArrivals implements ArrivalSchedule {
    private final double gapNanos;
    private final Xoshiro256 random;
    private double elapsedNanos;

    PoissonArrivals(double ratePerSecond, long seed) {
        gapNanos = ConstantArrivals.gapNanos(ratePerSecond);
        random = new Xoshiro256(seed);
    }

    @Override
    public long nextNanos() {
        elapsedNanos -= StrictMath.log(1 - random.nextDouble()) * gapNanos;
        return (long) elapsedNanos;
    }
}
