package io.blackstart.measure;

/**
 * How long the rig drives, and how far behind the system may fall.
 *
 * @param warmupCount operations sent first and not recorded, 0 or more
 * @param measuredCount operations recorded, at least 2
 * @param inFlightLimit sent and not completed at one time; a power of two; a sender that meets it waits, and the wait counts as response time
 * @param limitNanos time after the last intended send at which the rig gives up
 */
public record RigOptions(long warmupCount, long measuredCount, int inFlightLimit, long limitNanos) {}
