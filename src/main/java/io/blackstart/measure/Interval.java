package io.blackstart.measure;

/**
 * An estimate with its confidence interval.
 *
 * @param estimate the point estimate
 * @param low lower end
 * @param high upper end
 * @param level confidence reached, 0 to 1: at least what was asked, as the distribution is discrete; 0 when the samples are too few for that, and
 *     {@code low} and {@code high} are only smallest and largest
 */
public record Interval(double estimate, double low, double high, double level) {
    /** Whether a value lies within, ends included. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** Half of the width: the smallest change that could have been told from none. */
    public double halfWidth() {
        return (high - low) / 2;
    }
}
