package io.blackstart.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;
import org.junit.jupiter.api.Test;

class StatisticsTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    /** Hamilton depression scale before and after: Hollander and Wolfe (1973), table 3.1; also the example of R's wilcox.test. */
    private static final double[] DEPRESSION_BEFORE = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};

    private static final double[] DEPRESSION_AFTER = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};

    /** Darwin's crossed and self-fertilised maize, differences in eighths of an inch: Fisher, The Design of Experiments (1935), chapter 3. */
    private static final double[] MAIZE = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};

    @Test
    void medianIsTheMiddleOrTheMeanOfTwo() {
        assertEquals(3, Statistics.median(9, 1, 3));
        assertEquals(2.5, Statistics.median(4, 1, 3, 2));
        assertEquals(7, Statistics.median(7));
        assertEquals(Double.MAX_VALUE, Statistics.median(Double.MAX_VALUE, Double.MAX_VALUE));
    }

    @Test
    void leavesItsArgumentAsItWas() {
        double[] values = {3, 1, 2, -4, 0, 7};
        double[] before = values.clone();
        Statistics.median(values);
        Statistics.hodgesLehmann(values);
        Statistics.signedRankInterval(values, 0.95);
        Statistics.wilcoxonPValue(values);
        Statistics.medianInterval(values, 0.95);
        assertArrayEquals(before, values);
    }

    @Test
    void deviationIsTheMedianDistanceFromTheMedian() {
        assertEquals(1, Statistics.medianAbsoluteDeviation(1, 1, 2, 2, 4, 6, 9));
        assertEquals(0, Statistics.medianAbsoluteDeviation(5));
        assertThrows(IllegalArgumentException.class, () -> Statistics.medianAbsoluteDeviation(1, 2, INFINITY));
    }

    @Test
    void refusesNothingAndNaN() {
        assertThrows(IllegalArgumentException.class, Statistics::median);
        assertThrows(IllegalArgumentException.class, () -> Statistics.median(1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Statistics.hodgesLehmann(Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> Statistics.wilcoxonPValue(Double.NaN));
        assertThrows(IllegalArgumentException.class, Statistics::wilcoxonPValue);
    }

    @Test
    void aDifferenceAboveZeroIsWorseWhicheverWayTheMetricPoints() {
        double[] a = {100, 100};
        double[] b = {110, 90};
        assertArrayEquals(
                new double[] {Math.log(1.1), Math.log(0.9)}, Statistics.pairedDifferences(a, b, false), 1e-12);
        assertArrayEquals(
                new double[] {-Math.log(1.1), -Math.log(0.9)}, Statistics.pairedDifferences(a, b, true), 1e-12);
    }

    @Test
    void zerosInAPairMeanNoneOrAllTheDifference() {
        double[] a = {0, 0, 8};
        double[] b = {0, 24, 0};
        assertArrayEquals(new double[] {0, INFINITY, -INFINITY}, Statistics.pairedDifferences(a, b, false));
        assertArrayEquals(new double[] {0, -INFINITY, INFINITY}, Statistics.pairedDifferences(a, b, true));
    }

    @Test
    void refusesPairsThatAreNone() {
        double[] one = {1};
        assertThrows(
                IllegalArgumentException.class, () -> Statistics.pairedDifferences(one, new double[] {1, 2}, true));
        assertThrows(
                IllegalArgumentException.class, () -> Statistics.pairedDifferences(new double[0], new double[0], true));
        for (double bad : new double[] {-1, Double.NaN, INFINITY}) {
            double[] wrong = {bad};
            assertThrows(IllegalArgumentException.class, () -> Statistics.pairedDifferences(wrong, one, true));
            assertThrows(IllegalArgumentException.class, () -> Statistics.pairedDifferences(one, wrong, true));
        }
    }

    @Test
    void anAllocationThatAppearsIsSeenAsWorseForSure() {
        double[] appeared = {INFINITY, INFINITY, INFINITY, INFINITY, INFINITY, INFINITY};
        Interval interval = Statistics.signedRankInterval(appeared, 0.95);
        assertEquals(INFINITY, interval.low());
        assertEquals(2 * Math.pow(0.5, 6), Statistics.wilcoxonPValue(appeared));
        assertEquals(0, Statistics.hodgesLehmann(INFINITY, -INFINITY));
    }

    @Test
    void agreesWithTheDepressionExample() {
        double[] differences = new double[DEPRESSION_BEFORE.length];
        Arrays.setAll(differences, index -> DEPRESSION_BEFORE[index] - DEPRESSION_AFTER[index]);
        // Hollander and Wolfe: estimate 0.46, 96.1 % interval 0.010 to 0.786; R: two-sided p = 0.03906.
        Interval interval = Statistics.signedRankInterval(differences, 0.95);
        assertEquals(0.46, interval.estimate(), 1e-9);
        assertEquals(0.010, interval.low(), 1e-9);
        assertEquals(0.786, interval.high(), 1e-9);
        assertEquals(1 - 20 / 512.0, interval.level());
        assertEquals(20 / 512.0, Statistics.wilcoxonPValue(differences));
    }

    @Test
    void agreesWithDarwinsMaize() {
        // Also the example of SciPy's wilcoxon: statistic 24, p = 0.041259765625.
        assertEquals(0.041259765625, Statistics.wilcoxonPValue(MAIZE));
    }

    @Test
    void tellsTheLevelReachedOrZeroWhenForksAreTooFew() {
        assertEquals(
                0,
                Statistics.signedRankInterval(new double[] {1, 2, 3, 4, 5}, 0.95)
                        .level());
        assertEquals(
                1 - 2 / 64.0,
                Statistics.signedRankInterval(new double[] {1, 2, 3, 4, 5, 6}, 0.95)
                        .level());
        assertEquals(
                0,
                Statistics.signedRankInterval(new double[] {1, 2, 3, 4, 5, 6, 7}, 0.99)
                        .level());
        assertEquals(
                1 - 2 / 256.0,
                Statistics.signedRankInterval(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 0.99)
                        .level());
        assertEquals(new Interval(4, 4, 4, 0), Statistics.signedRankInterval(new double[] {4}, 0.95));
        assertEquals(new Interval(2.5, 1, 4, 0), Statistics.signedRankInterval(new double[] {4, 1}, 0.95));
    }

    @Test
    void refusesALevelThatIsNone() {
        for (double level : new double[] {0, 1, -0.5, 95, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> Statistics.signedRankInterval(new double[] {1}, level));
        }
    }

    @Test
    void thePValueEqualsEnumerationAlsoWithTiesAndZeros() {
        var random = new Random(20_260_731);
        for (int round = 0; round < 400; round++) {
            double[] differences = new double[1 + random.nextInt(10)];
            // Few distinct whole numbers, so that ties and zeros abound.
            Arrays.setAll(differences, index -> random.nextInt(9) - 3);
            assertEquals(
                    enumeratedPValue(differences),
                    Statistics.wilcoxonPValue(differences),
                    Arrays.toString(differences));
        }
        assertEquals(1, Statistics.wilcoxonPValue(0, 0, 0));
    }

    /** All 2^n signs, one by one: the share at least as far from the middle on the same side, twice. */
    private static double enumeratedPValue(double[] differences) {
        int count = differences.length;
        double[] ranks = new double[count];
        for (int index = 0; index < count; index++) {
            double magnitude = Math.abs(differences[index]);
            long below = Arrays.stream(differences)
                    .filter(d -> Math.abs(d) < magnitude)
                    .count();
            long equal = Arrays.stream(differences)
                    .filter(d -> Math.abs(d) == magnitude)
                    .count();
            ranks[index] = below + (equal + 1) / 2.0;
        }
        double observed = 0;
        for (int index = 0; index < count; index++) {
            observed += differences[index] > 0 ? ranks[index] : 0;
        }
        int atMost = 0;
        int atLeast = 0;
        for (int signs = 0; signs < 1 << count; signs++) {
            double sum = 0;
            for (int index = 0; index < count; index++) {
                boolean positive = (signs >> index & 1) == 1;
                sum += positive && differences[index] != 0 ? ranks[index] : 0;
            }
            atMost += sum <= observed ? 1 : 0;
            atLeast += sum >= observed ? 1 : 0;
        }
        return Math.min(1, 2.0 * Math.min(atMost, atLeast) / (1 << count));
    }

    @Test
    void thePValueEqualsCommonsStatisticsWhereThatIsExact() {
        var test = WilcoxonSignedRankTest.withDefaults().with(PValueMethod.EXACT);
        var random = new Random(7);
        for (int count = 1; count <= 60; count++) {
            double[] differences = new double[count];
            Arrays.setAll(differences, index -> random.nextGaussian() + 0.2);
            assertEquals(
                    test.test(differences).getPValue(),
                    Statistics.wilcoxonPValue(differences),
                    1e-12,
                    "count=" + count);
        }
    }

    @Test
    void theIntervalIsTheSetOfCentresThatTheTestDoesNotReject() {
        var random = new Random(99);
        for (int round = 0; round < 60; round++) {
            double[] differences = new double[6 + random.nextInt(7)];
            Arrays.setAll(differences, index -> random.nextGaussian());
            Interval interval = Statistics.signedRankInterval(differences, 0.95);
            double nudge = 1e-9;
            assertTrue(pValueAt(differences, interval.low() + nudge) > 0.05);
            assertTrue(pValueAt(differences, interval.low() - nudge) <= 0.05);
            assertTrue(pValueAt(differences, interval.high() - nudge) > 0.05);
            assertTrue(pValueAt(differences, interval.high() + nudge) <= 0.05);
            assertTrue(interval.contains(interval.estimate()));
            assertTrue(interval.level() >= 0.95);
        }
    }

    private static double pValueAt(double[] differences, double centre) {
        double[] shifted = new double[differences.length];
        Arrays.setAll(shifted, index -> differences[index] - centre);
        return Statistics.wilcoxonPValue(shifted);
    }

    @Test
    void turningTheSignTurnsTheInterval() {
        double[] turned = new double[MAIZE.length];
        Arrays.setAll(turned, index -> -MAIZE[index]);
        Interval straight = Statistics.signedRankInterval(MAIZE, 0.95);
        Interval mirrored = Statistics.signedRankInterval(turned, 0.95);
        assertEquals(new Interval(-straight.estimate(), -straight.high(), -straight.low(), straight.level()), mirrored);
        assertEquals(Statistics.wilcoxonPValue(MAIZE), Statistics.wilcoxonPValue(turned));
    }

    @Test
    void theMedianIntervalHoldsTheMedian() {
        double[] skewed = new double[30];
        Arrays.setAll(skewed, index -> index < 16 ? 1 : 100);
        assertTrue(Statistics.signedRankInterval(skewed, 0.95).low() > 1);
        Interval widened = Statistics.medianInterval(skewed, 0.95);
        assertEquals(1, widened.estimate());
        assertEquals(1, widened.low());
        assertEquals(
                new Interval(3.5, 1, 6, 1 - 2 / 64.0),
                Statistics.medianInterval(new double[] {6, 5, 4, 3, 2, 1}, 0.95));
    }

    @Test
    void theFloorIsTheFarEndOfTheInterval() {
        double[] differences = {-0.03, -0.01, 0.00, 0.01, 0.01, 0.02};
        assertEquals(0.03, Statistics.floor(differences, 0.95), 1e-12);
        assertEquals(0.04, Statistics.floor(new double[] {0.04, -0.01}, 0.95), 1e-12);
    }

    @Test
    void percentUndoesTheLogarithm() {
        assertEquals(100, Statistics.percent(Math.log(2)), 1e-9);
        assertEquals(-50, Statistics.percent(-Math.log(2)), 1e-9);
        assertEquals(0, Statistics.percent(0));
    }
}
