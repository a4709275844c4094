package io.blackstart.measure;

import java.util.Arrays;

/**
 * The exact distribution of Wilcoxon's signed-rank statistic: the sum of those ranks whose difference is positive, when each sign is a fair coin.
 * Ranks are held doubled, so that the halves of tied mid-ranks are whole numbers.
 *
 * <p>The probabilities are built rank by rank, p'(s) = p(s)/2 + p(s - r)/2: only sums of positive terms, so nothing cancels, and up to 52 ranks
 * every value is exact in binary. See Hollander, Wolfe and Chicken, Nonparametric Statistical Methods, 3rd edition, section 3.1.
 */
final class SignedRankDistribution {
    /** Beyond it 2^-n leaves the range of normal doubles. */
    static final int LARGEST_COUNT = 1000;

    private final double[] cumulative;

    private SignedRankDistribution(int[] doubledRanks) {
        double[] probability = new double[Arrays.stream(doubledRanks).sum() + 1];
        probability[0] = 1;
        int reach = 0;
        for (int rank : doubledRanks) {
            reach += rank;
            for (int sum = reach; sum >= 0; sum--) {
                double withRank = sum >= rank ? probability[sum - rank] : 0;
                probability[sum] = (probability[sum] + withRank) / 2;
            }
        }
        for (int sum = 1; sum < probability.length; sum++) {
            probability[sum] += probability[sum - 1];
        }
        this.cumulative = probability;
    }

    /** The distribution without ties: ranks 1 to {@code count}. */
    static SignedRankDistribution ofCount(int count) {
        int[] doubledRanks = new int[count];
        Arrays.setAll(doubledRanks, index -> 2 * (index + 1));
        return ofDoubledRanks(doubledRanks);
    }

    /** The distribution of given ranks, each doubled; a difference of 0 has no sign and is left out. */
    static SignedRankDistribution ofDoubledRanks(int[] doubledRanks) {
        if (doubledRanks.length > LARGEST_COUNT) {
            throw new IllegalArgumentException("count=" + doubledRanks.length + ", exact only up to " + LARGEST_COUNT);
        }
        return new SignedRankDistribution(doubledRanks);
    }

    /** P(statistic at most {@code doubledSum / 2}); 0 below 0. */
    double atMost(int doubledSum) {
        return doubledSum < 0 ? 0 : cumulative[Math.min(doubledSum, cumulative.length - 1)];
    }

    /** P(statistic at least {@code doubledSum / 2}): by symmetry the lower tail at the mirrored sum. */
    double atLeast(int doubledSum) {
        return atMost(cumulative.length - 1 - doubledSum);
    }
}
