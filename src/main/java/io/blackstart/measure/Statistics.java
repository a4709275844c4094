package io.blackstart.measure;

/**
 * Statistics over forks: rules 2 to 5 of the measuring rules. Pure functions; no argument is modified.
 */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class Statistics {
    private Statistics() {}

    /** The median; the mean of the two middle values when there are two. */
    public static double median(double... values) {
        throw new UnsupportedOperationException("values=" + values.length);
    }

    /** Median absolute deviation from the median, not scaled. */
    public static double medianAbsoluteDeviation(double... values) {
        throw new UnsupportedOperationException("values=" + values.length);
    }

    /**
     * d = ln(B/A) of each pair, signed so that d above 0 is worse.
     *
     * @param a arm A, one value per fork, none negative
     * @param b arm B, in the same order
     * @param higherIsBetter direction of the metric
     */
    public static double[] pairedDifferences(double[] a, double[] b, boolean higherIsBetter) {
        throw new UnsupportedOperationException("a=" + a.length + b.length + higherIsBetter);
    }

    /** Hodges-Lehmann estimate: the median of the Walsh averages. */
    public static double hodgesLehmann(double... differences) {
        throw new UnsupportedOperationException("differences=" + differences.length);
    }

    /** Hodges-Lehmann estimate with its exact signed-rank interval of at least {@code level}. */
    public static Interval signedRankInterval(double[] differences, double level) {
        throw new UnsupportedOperationException("differences=" + differences.length + level);
    }

    /** Exact two-sided p value of Wilcoxon's signed-rank test against a centre at 0. */
    public static double wilcoxonPValue(double... differences) {
        throw new UnsupportedOperationException("differences=" + differences.length);
    }

    /** Median of one arm with an interval from the same machinery. */
    public static Interval medianInterval(double[] values, double level) {
        throw new UnsupportedOperationException("values=" + values.length + level);
    }

    /** A/A floor: the largest difference, as |d|, that two equal arms are still compatible with. */
    public static double floor(double[] equalArmDifferences, double level) {
        throw new UnsupportedOperationException("equalArmDifferences=" + equalArmDifferences.length + level);
    }

    /** A difference d as percent of change: 100 (e^d - 1). */
    public static double percent(double difference) {
        return 100 * Math.expm1(difference);
    }
}
