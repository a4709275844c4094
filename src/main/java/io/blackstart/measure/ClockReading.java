package io.blackstart.measure;

/**
 * How good a monotonic clock is.
 *
 * @param granularityNanos smallest step seen that is above 0
 * @param overheadNanos what one call costs, undisturbed
 * @param backwardCount calls that gave less than the call before; 0 on a sound machine
 */
public record ClockReading(long granularityNanos, double overheadNanos, long backwardCount) {}
