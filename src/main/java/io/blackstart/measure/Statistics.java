package io.blackstart.measure;

import java.util.Arrays;

/**
 * Statistics over forks: rules 2 to 5 of the measuring rules. Pure functions over one value per fork; no argument is modified, and each refuses
 * an empty array and NaN with IllegalArgumentException. Infinite differences, which arise when a metric goes from or to 0, are allowed;
 * opposite infinities average to 0.
 *
 * <p>The methods are those of Hollander, Wolfe and Chicken, Nonparametric Statistical Methods, 3rd edition, chapter 3: the signed-rank test
 * (3.1), the Hodges-Lehmann estimate (3.2) and Tukey's interval (3.3). Commons Statistics has the test, but is exact only without ties and
 * zeros, and has no interval; it stands beside ours in the tests.
 */
public final class Statistics {
    private Statistics() {}

    /** The median; the mean of the two middle values when there are two. */
    public static double median(double... values) {
        double[] sorted = sortedCopy(values);
        return medianOfSorted(sorted);
    }

    /**
     * Median absolute deviation from the median, not scaled. Times 1.4826 it estimates the standard deviation of a normal distribution.
     *
     * @throws IllegalArgumentException also when a value is infinite
     */
    public static double medianAbsoluteDeviation(double... values) {
        double centre = median(values);
        double[] deviations = new double[values.length];
        for (int index = 0; index < values.length; index++) {
            if (Double.isInfinite(values[index])) {
                throw new IllegalArgumentException("values[" + index + "]=" + values[index]);
            }
            deviations[index] = Math.abs(values[index] - centre);
        }
        return median(deviations);
    }

    /**
     * d = ln(B/A) of each pair, with its sign turned where higher is better, so that d above 0 always means that B is worse. Two zeros
     * give 0; a zero against something else gives an infinity of the right sign.
     *
     * @param a arm A, one value per fork, each finite and not negative
     * @param b arm B, in the same order
     * @param higherIsBetter direction of the metric
     * @return one difference a pair
     * @throws IllegalArgumentException when the arms differ in length, or a value is negative or not finite
     */
    public static double[] pairedDifferences(double[] a, double[] b, boolean higherIsBetter) {
        if (a.length != b.length || a.length == 0) {
            throw new IllegalArgumentException("a.length=" + a.length + ", b.length=" + b.length);
        }
        double[] differences = new double[a.length];
        for (int index = 0; index < a.length; index++) {
            checkMagnitude("a", index, a[index]);
            checkMagnitude("b", index, b[index]);
            double logRatio = a[index] == b[index] ? 0 : Math.log(b[index] / a[index]);
            differences[index] = higherIsBetter ? 0 - logRatio : logRatio;
        }
        return differences;
    }

    private static void checkMagnitude(String arm, int index, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(arm + "[" + index + "]=" + value + ", must be finite and not negative");
        }
    }

    /** Hodges-Lehmann estimate of the centre: the median of the Walsh averages (x_i + x_j) / 2 with i at most j. */
    public static double hodgesLehmann(double... differences) {
        return medianOfSorted(sortedWalshAverages(differences));
    }

    /**
     * Hodges-Lehmann estimate with its exact signed-rank interval. With n(n+1)/2 Walsh averages in order it reaches from the k-th smallest to the
     * k-th largest, k being the largest number for which P(statistic at most k - 1) is no more than half of what {@code level} leaves out.
     * It needs 6 values for 95 % and 8 for 99 %; with fewer, low and high are the smallest and the largest value and the level is 0.
     * With ties it holds more than the level it tells.
     *
     * @param differences one a pair
     * @param level confidence asked for, above 0 and below 1
     * @return the interval and the level really reached, which is {@code level} or more, or 0
     */
    public static Interval signedRankInterval(double[] differences, double level) {
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException("level=" + level + ", must be above 0 and below 1");
        }
        double[] walshAverages = sortedWalshAverages(differences);
        double estimate = medianOfSorted(walshAverages);
        var distribution = SignedRankDistribution.ofCount(differences.length);
        double tail = (1 - level) / 2;
        int rank = 0;
        while (distribution.atMost(2 * rank) <= tail) {
            rank++;
        }
        int lastIndex = walshAverages.length - 1;
        if (rank == 0) {
            return new Interval(estimate, walshAverages[0], walshAverages[lastIndex], 0);
        }
        double reached = 1 - 2 * distribution.atMost(2 * (rank - 1));
        return new Interval(estimate, walshAverages[rank - 1], walshAverages[lastIndex - (rank - 1)], reached);
    }

    /**
     * Exact two-sided p value of Wilcoxon's signed-rank test against a centre at 0. Ties share the mean of their ranks; zeros are ranked
     * with the rest and then carry no sign (Pratt, Remarks on zeros and ties in the Wilcoxon signed rank procedures, JASA 54, 1959). Given the
     * ranks, each of the 2^m signs is equally likely, and that distribution is used as it is, without approximation.
     *
     * @return above 0, at most 1; 1 when every difference is 0
     */
    public static double wilcoxonPValue(double... differences) {
        int[] doubledRanks = doubledMidRanks(differences);
        int positiveSum = 0;
        int nonZeroCount = 0;
        int[] signedRanks = new int[differences.length];
        for (int index = 0; index < differences.length; index++) {
            if (differences[index] != 0) {
                signedRanks[nonZeroCount++] = doubledRanks[index];
                positiveSum += differences[index] > 0 ? doubledRanks[index] : 0;
            }
        }
        var distribution = SignedRankDistribution.ofDoubledRanks(Arrays.copyOf(signedRanks, nonZeroCount));
        double tail = Math.min(distribution.atMost(positiveSum), distribution.atLeast(positiveSum));
        return Math.min(1, 2 * tail);
    }

    /** Twice the mid-rank of each absolute difference, in the order of {@code differences}. */
    private static int[] doubledMidRanks(double[] differences) {
        double[] magnitudes = new double[differences.length];
        Arrays.setAll(magnitudes, index -> Math.abs(differences[index]));
        double[] sorted = sortedCopy(magnitudes);
        int[] doubledRanks = new int[differences.length];
        for (int index = 0; index < differences.length; index++) {
            int below = 0;
            int equal = 0;
            for (double magnitude : sorted) {
                below += magnitude < magnitudes[index] ? 1 : 0;
                equal += magnitude == magnitudes[index] ? 1 : 0;
            }
            doubledRanks[index] = 2 * below + equal + 1;
        }
        return doubledRanks;
    }

    /**
     * Median of one arm with the signed-rank interval of {@link #signedRankInterval} around it. That interval supposes a symmetric
     * distribution; where a skewed sample puts its own median outside, the interval is widened to it, which only adds to the level.
     *
     * @param values one a fork
     * @param level confidence asked for, above 0 and below 1
     */
    public static Interval medianInterval(double[] values, double level) {
        double median = median(values);
        Interval interval = signedRankInterval(values, level);
        return new Interval(
                median, Math.min(interval.low(), median), Math.max(interval.high(), median), interval.level());
    }

    /**
     * A/A floor: the largest |d| that the interval over pairs of equal arms still holds, and so what this machine cannot tell from
     * nothing. Above three times the smallest change of interest the machine is unstable.
     *
     * @param equalArmDifferences d of pairs in which both arms ran the same
     * @param level confidence asked for; when it cannot be reached, the largest |d| seen counts
     */
    public static double floor(double[] equalArmDifferences, double level) {
        Interval interval = signedRankInterval(equalArmDifferences, level);
        return Math.max(Math.abs(interval.low()), Math.abs(interval.high()));
    }

    /** A difference d as percent of change: 100 (e^d - 1), so ln 2 is 100 and -ln 2 is -50. */
    public static double percent(double difference) {
        return 100 * Math.expm1(difference);
    }

    private static double[] sortedWalshAverages(double[] values) {
        double[] sorted = sortedCopy(values);
        double[] averages = new double[Math.multiplyExact(sorted.length, sorted.length + 1) / 2];
        int count = 0;
        for (int first = 0; first < sorted.length; first++) {
            for (int second = first; second < sorted.length; second++) {
                averages[count++] = midpoint(sorted[first], sorted[second]);
            }
        }
        Arrays.sort(averages);
        return averages;
    }

    private static double medianOfSorted(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : midpoint(sorted[middle - 1], sorted[middle]);
    }

    /** Halves first, so that two large values do not overflow; opposite infinities meet at 0. */
    private static double midpoint(double first, double second) {
        if (first == second) {
            return first;
        }
        double midpoint = first / 2 + second / 2;
        return Double.isNaN(midpoint) ? 0 : midpoint;
    }

    private static double[] sortedCopy(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("values.length=0");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        if (Double.isNaN(sorted[sorted.length - 1])) {
            throw new IllegalArgumentException("values hold NaN: " + Arrays.toString(values));
        }
        return sorted;
    }
}
