package io.blackstart.workload;

/**
 * When sends arrive, whatever the system under test does. One thread asks; a schedule is used once.
 */
@FunctionalInterface
public interface ArrivalSchedule {
    /**
     * The intended time of the next send.
     *
     * @return nanoseconds since the start of the schedule, never less than the time before
     */
    long nextNanos();

    /**
     * Equal gaps, the first send at 0. Each time is computed from its ordinal, so no rounding adds up.
     *
     * @param ratePerSecond above 0 and finite
     */
    static ArrivalSchedule constant(double ratePerSecond) {
        return new ConstantArrivals(ratePerSecond);
    }

    /**
     * A Poisson process: independent gaps with an exponential law. Equal arguments give equal times on every platform.
     *
     * @param ratePerSecond mean rate, above 0 and finite
     * @param seed any number
     */
    static ArrivalSchedule poisson(double ratePerSecond, long seed) {
        return new PoissonArrivals(ratePerSecond, seed);
    }
}
