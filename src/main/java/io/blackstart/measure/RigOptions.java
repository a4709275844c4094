package io.blackstart.measure;

/**
 * How long the rig drives, and how far behind the system under test may fall.
 *
 * @param warmupCount operations sent first and not recorded, 0 or more
 * @param measuredCount operations recorded, at least 2
 * @param inFlightLimit sent and not completed at one time, a power of two up to 2^24; a sender that meets it waits, and the wait counts as
 *     response time
 * @param lagLimitNanos how far the sender may fall behind its schedule, and how long after the last intended send the last completion may come,
 *     before the rig gives up; above 0
 */
public record RigOptions(long warmupCount, long measuredCount, int inFlightLimit, long lagLimitNanos) {
    /** In flight at one time unless told otherwise. */
    public static final int DEFAULT_IN_FLIGHT_LIMIT = 1 << 16;

    /** Lag unless told otherwise: 10 s. */
    public static final long DEFAULT_LAG_LIMIT_NANOS = 10_000_000_000L;

    private static final int LARGEST_IN_FLIGHT_LIMIT = 1 << 24;

    /**
     * Checks all parts together.
     *
     * @throws IllegalArgumentException when a part is out of its range
     */
    public RigOptions {
        if (warmupCount < 0) {
            throw new IllegalArgumentException("warmupCount=" + warmupCount + ", must be 0 or more");
        }
        if (measuredCount < 2) {
            throw new IllegalArgumentException("measuredCount=" + measuredCount + ", must be at least 2");
        }
        if (Integer.bitCount(inFlightLimit) != 1 || inFlightLimit < 1 || inFlightLimit > LARGEST_IN_FLIGHT_LIMIT) {
            throw new IllegalArgumentException(
                    "inFlightLimit=" + inFlightLimit + ", must be a power of two from 1 to " + LARGEST_IN_FLIGHT_LIMIT);
        }
        if (lagLimitNanos <= 0) {
            throw new IllegalArgumentException("lagLimitNanos=" + lagLimitNanos + ", must be above 0");
        }
    }

    /**
     * Counts from a rate and two times, all else by default.
     *
     * @param ratePerSecond offered, above 0
     * @param warmupNanos 0 or more
     * @param measuredNanos long enough for two operations
     */
    public static RigOptions ofRate(double ratePerSecond, long warmupNanos, long measuredNanos) {
        return new RigOptions(
                Math.round(ratePerSecond * warmupNanos / 1e9),
                Math.round(ratePerSecond * measuredNanos / 1e9),
                DEFAULT_IN_FLIGHT_LIMIT,
                DEFAULT_LAG_LIMIT_NANOS);
    }
}
