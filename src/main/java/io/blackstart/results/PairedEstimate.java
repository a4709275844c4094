package io.blackstart.results;

import io.blackstart.measure.Interval;
import io.blackstart.measure.Statistics;
import java.util.List;

/**
 * Paired difference of two arms, d = ln(B/A) signed so that d above 0 is worse.
 *
 * @param pairs how many
 * @param noisyPairs of them, with a fork that counted although the machine was not quiet
 * @param estimate Hodges-Lehmann
 * @param low lower end of the exact signed-rank interval
 * @param high upper end
 * @param level confidence reached; 0 when there are too few pairs for what was asked
 * @param pValue of the exact two-sided Wilcoxon signed-rank test
 */
public record PairedEstimate(
        int pairs, int noisyPairs, double estimate, double low, double high, double level, double pValue) {
    /** The estimate over pairs of values above 0. */
    static PairedEstimate of(List<Pair> pairs, Better better, double level) {
        double[] a = pairs.stream().mapToDouble(Pair::base).toArray();
        double[] b = pairs.stream().mapToDouble(Pair::candidate).toArray();
        double[] differences = Statistics.pairedDifferences(a, b, better == Better.HIGHER);
        Interval interval = Statistics.signedRankInterval(differences, level);
        return new PairedEstimate(
                pairs.size(),
                (int) pairs.stream().filter(Pair::noisy).count(),
                interval.estimate(),
                interval.low(),
                interval.high(),
                interval.level(),
                Statistics.wilcoxonPValue(differences));
    }

    /** Whether the interval reached its level and does not contain 0. */
    public boolean differs() {
        return level > 0 && (low > 0 || high < 0);
    }

    /** Whether the interval reached its level and lies within {@code -ln(1 + delta)} and {@code ln(1 + delta)}. */
    public boolean within(double delta) {
        double bound = Math.log1p(delta);
        return level > 0 && low >= -bound && high <= bound;
    }

    /** The smallest change these pairs could have told from none, as a ratio above 0: half the interval's width. */
    public double smallestSeen() {
        return Math.expm1((high - low) / 2);
    }

    /**
     * The two forks of one block.
     *
     * @param base value of arm A
     * @param candidate value of arm B
     * @param noisy whether one of them ran on a machine that was not quiet
     */
    record Pair(double base, double candidate, boolean noisy) {}
}
