package io.blackstart.measure;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Two equal arms on a simulated machine whose speed drifts: how often would a change be seen that is not there? */
class FalseAlarmTest {
    private static final int COMPARISON_COUNT = 4_000;
    private static final int PAIR_COUNT = 10;
    private static final double NOISE = 0.02;

    @Test
    void interleavedPairsKeepTheLevelThatTheyPromise() {
        double rate = falseAlarmRate(true);
        // The level reached with 10 pairs is 95.1 %; four standard errors of 4,000 trials are 1.4 %.
        assertTrue(rate > 0.035 && rate < 0.063, "rate=" + rate);
    }

    @Test
    void oneArmAfterTheOtherTakesDriftForAChange() {
        double rate = falseAlarmRate(false);
        assertTrue(rate > 0.3, "rate=" + rate);
    }

    private static double falseAlarmRate(boolean interleaved) {
        var random = new Random(20_221_015);
        int alarmCount = 0;
        for (int comparison = 0; comparison < COMPARISON_COUNT; comparison++) {
            double[] speeds = drifting(random);
            double[] a = new double[PAIR_COUNT];
            double[] b = new double[PAIR_COUNT];
            for (int pair = 0; pair < PAIR_COUNT; pair++) {
                // A B B A: every second pair runs the other way round, which cancels a steady drift.
                boolean turned = pair % 2 == 1;
                a[pair] = speeds[interleaved ? 2 * pair + (turned ? 1 : 0) : pair];
                b[pair] = speeds[interleaved ? 2 * pair + (turned ? 0 : 1) : PAIR_COUNT + pair];
            }
            double[] differences = Statistics.pairedDifferences(a, b, true);
            Interval interval = Statistics.signedRankInterval(differences, 0.95);
            boolean alarm = !interval.contains(0);
            // Interval and test are two faces of one thing.
            assertTrue(alarm == (Statistics.wilcoxonPValue(differences) <= 0.05), Arrays.toString(differences));
            alarmCount += alarm ? 1 : 0;
        }
        return (double) alarmCount / COMPARISON_COUNT;
    }

    /** A steady drift of a random size, a random walk, and noise of each fork. */
    private static double[] drifting(Random random) {
        double[] speeds = new double[2 * PAIR_COUNT];
        double slope = random.nextGaussian() * 0.004;
        double walk = 0;
        for (int fork = 0; fork < speeds.length; fork++) {
            walk += random.nextGaussian() * 0.01;
            speeds[fork] = 1_000_000 * Math.exp(slope * fork + walk + random.nextGaussian() * NOISE);
        }
        return speeds;
    }
}
