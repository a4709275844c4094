package io.blackstart.measure;

/** When operations arrive, whatever the system under test does. One thread asks; a schedule is used once. */
@FunctionalInterface
public interface ArrivalSchedule {
    /**
     * The intended send time of the next operation.
     *
     * @return nanoseconds since the start of the schedule, never less than the time before
     */
    long nextNanos();

    /**
     * Equal gaps. Each time is computed from its index, so no rounding error adds up.
     *
     * @param ratePerSecond above 0
     * @throws IllegalArgumentException when the rate is not a number above 0
     */
    static ArrivalSchedule fixedRate(double ratePerSecond) {
        return new FixedRateSchedule(ratePerSecond);
    }
}
