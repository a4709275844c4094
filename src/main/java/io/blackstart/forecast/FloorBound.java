package io.blackstart.forecast;

/**
 * What one resource alone would take: a lower bound, without queueing.
 *
 * @param resource for people
 * @param how the formula with its quantities, for people
 * @param seconds from the median of the measured rate
 * @param lowSeconds from the upper end of that rate's interval; equal to {@code seconds} where nothing was measured
 * @param highSeconds from its lower end
 * @param heldByReplay whether the replay bound contains this work too, so that a sum would count it twice
 */
public record FloorBound(
        String resource, String how, double seconds, double lowSeconds, double highSeconds, boolean heldByReplay) {}
