package io.blackstart.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The random numbers, the alias method and the length law. */
class DrawingTest {
    private static final int DRAWS = 2_000_000;

    /** Computed with the authors' C code of SplitMix64 and xoshiro256++ for the same seed. */
    @Test
    void drawsWhatTheAuthorsCodeDraws() {
        var random = new Xoshiro256(0);
        assertEquals(0x53175D61490B23DFL, random.nextLong());
        assertEquals(0x61DA6F3DC380D507L, random.nextLong());
        assertEquals(0x5C0FDF91EC9A7BFCL, random.nextLong());
    }

    @Test
    void boundedNumbersCoverTheirRangeEvenly() {
        var random = new Xoshiro256(3);
        int[] counts = new int[7];
        for (int i = 0; i < 700_000; i++) {
            counts[random.nextInt(7)]++;
        }
        for (int count : counts) {
            assertEquals(100_000, count, 1_500);
        }
        for (int i = 0; i < 1_000; i++) {
            double drawn = random.nextDouble();
            assertTrue(drawn >= 0 && drawn < 1);
        }
    }

    @Test
    void anAliasTableDrawsByWeight() {
        double[] weights = {5, 0, 1, 3, 0.5, 0.5};
        var table = new AliasTable(weights);
        var random = new Xoshiro256(4);
        int[] counts = new int[weights.length];
        for (int i = 0; i < DRAWS; i++) {
            counts[table.draw(random.nextLong())]++;
        }
        for (int i = 0; i < weights.length; i++) {
            assertEquals(DRAWS * weights[i] / 10, counts[i], 5 * Math.sqrt(DRAWS * weights[i] / 10), "index=" + i);
        }
    }

    @Test
    void anAliasTableRefusesWhatIsNoWeight() {
        assertThrows(IllegalArgumentException.class, () -> new AliasTable(new double[] {1, -1}));
        assertThrows(IllegalArgumentException.class, () -> new AliasTable(new double[] {1, Double.NaN}));
        assertThrows(IllegalArgumentException.class, () -> new AliasTable(new double[] {0, 0}));
        assertThrows(IllegalArgumentException.class, () -> new AliasTable(new double[0]));
    }

    /** facts: mean 40.4 letters, median 18, by a log-normal body with mu 2.83 and sigma 1.15 and a heavy tail of 0.3 %. */
    @Test
    void textLengthsHaveTheMeanAndMedianOfRealMessages() {
        double[] weights = TextLengths.weights(WorkloadOptions.DEFAULT);
        double mean = 0;
        double below = 0;
        int median = 0;
        for (int i = 0; i < weights.length; i++) {
            mean += weights[i] * (i + 1);
            below += weights[i];
            median = below < 0.5 ? i + 2 : median;
        }
        assertEquals(1, below, 1e-9);
        assertEquals(40.4, mean, 0.5);
        assertEquals(18, median, 1);
        assertEquals(10_000, weights.length);
        double tail = 0;
        for (int i = 1_999; i < weights.length; i++) {
            tail += weights[i];
        }
        assertEquals(0.0013, tail, 0.0005, "texts of 2,000 letters and more");
    }

    @Test
    void drawnLengthsFollowTheirWeights() {
        var lengths = new TextLengths(WorkloadOptions.DEFAULT);
        var random = new Xoshiro256(5);
        double sum = 0;
        int longest = 0;
        for (int i = 0; i < DRAWS; i++) {
            int drawn = lengths.draw(random.nextLong());
            sum += drawn;
            longest = Math.max(longest, drawn);
        }
        assertEquals(40.4, sum / DRAWS, 1);
        assertTrue(longest > 9_000 && longest <= 10_000, "longest=" + longest);
    }

    @Test
    void refusesALawThatLeavesNoLength() {
        WorkloadOptions impossible = WorkloadOptions.DEFAULT
                .with(WorkloadParameter.TEXT_LETTERS_MAX, 1)
                .with(WorkloadParameter.TEXT_SIGMA, 0.05)
                .with(WorkloadParameter.TEXT_MU, 6);
        assertThrows(IllegalArgumentException.class, () -> new TextLengths(impossible));
    }
}
