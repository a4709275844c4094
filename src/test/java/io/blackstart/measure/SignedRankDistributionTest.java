package io.blackstart.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SignedRankDistributionTest {
    /**
     * Largest sum that is significant, two-sided, for n = 6, 7, ...: Wilcoxon, Katti and Wilcox, Critical values and probability levels for
     * the Wilcoxon rank sum test and the Wilcoxon signed rank test, Selected Tables in Mathematical Statistics 1 (1970), table II.
     */
    private static final int[] CRITICAL_AT_FIVE_PERCENT = {0, 2, 3, 5, 8, 10, 13, 17, 21, 25, 29, 34, 40, 46, 52};

    /** The same at 1 % for n = 8, 9, ... */
    private static final int[] CRITICAL_AT_ONE_PERCENT = {0, 1, 3, 5, 7, 9, 12, 15, 19, 23, 27, 32, 37};

    @Test
    void hasThePublishedCriticalValues() {
        for (int index = 0; index < CRITICAL_AT_FIVE_PERCENT.length; index++) {
            assertCritical(index + 6, CRITICAL_AT_FIVE_PERCENT[index], 0.05);
        }
        for (int index = 0; index < CRITICAL_AT_ONE_PERCENT.length; index++) {
            assertCritical(index + 8, CRITICAL_AT_ONE_PERCENT[index], 0.01);
        }
    }

    private static void assertCritical(int count, int critical, double alpha) {
        var distribution = SignedRankDistribution.ofCount(count);
        assertTrue(distribution.atMost(2 * critical) <= alpha / 2, "count=" + count + ", critical=" + critical);
        assertTrue(distribution.atMost(2 * (critical + 1)) > alpha / 2, "count=" + count + ", critical=" + critical);
    }

    @Test
    void isTheCountOfSubsetsWithASum() {
        // Subsets of {1, 2, 3} by sum: 0 1 2 3 4 5 6 have 1 1 1 2 1 1 1.
        var distribution = SignedRankDistribution.ofCount(3);
        double[] expected = {1 / 8.0, 2 / 8.0, 3 / 8.0, 5 / 8.0, 6 / 8.0, 7 / 8.0, 1};
        for (int sum = 0; sum < expected.length; sum++) {
            assertEquals(expected[sum], distribution.atMost(2 * sum));
            assertEquals(expected[expected.length - 1 - sum], distribution.atLeast(2 * sum));
        }
        assertEquals(0, distribution.atMost(-1));
        assertEquals(1, distribution.atMost(1_000));
    }

    @Test
    void staysADistributionAtTheLargestCount() {
        int count = 300;
        var distribution = SignedRankDistribution.ofCount(count);
        assertEquals(1, distribution.atMost(count * (count + 1)), 1e-12);
        assertEquals(0.5, distribution.atMost(count * (count + 1) / 2), 0.001);
        assertTrue(distribution.atMost(0) > 0);
    }

    @Test
    void refusesWhatDoublesCannotHold() {
        assertThrows(
                IllegalArgumentException.class,
                () -> SignedRankDistribution.ofDoubledRanks(new int[SignedRankDistribution.LARGEST_COUNT + 1]));
    }
}
