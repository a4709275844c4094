package io.blackstart.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.results.JmhText.Score;
import io.blackstart.results.MetricVerdict.Pairs;
import io.blackstart.results.PairedEstimate.Pair;
import io.blackstart.results.Stages.Stage;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final String CELL = "0123456789ab";
    private static final Metric SPEED =
            new Metric("recordsPerSecond", "records", "records/s", Better.HIGHER, Metric.Family.THROUGHPUT);
    private static final Metric BYTES =
            new Metric("allocatedBytesPerRecord", "allocated", "B/record", Better.LOWER, Metric.Family.BYTES);

    @Test
    void aLossThatFreshPairsConfirmIsARegression() {
        MetricComparison slower = judge(SPEED, pairs(6, 0.8), pairs(12, 0.81), List.of());
        assertEquals(ComparisonVerdict.REGRESSION, slower.verdict(), slower.reason());
        assertNotNull(slower.confirm());
        assertEquals(-Math.log(0.81), slower.confirm().estimate(), 0.01);
        assertTrue(slower.confirm().level() >= 0.99);
        assertTrue(slower.reason().startsWith("confirmed: 23."), slower.reason());
    }

    @Test
    void aGainIsAnImprovementWhicheverWayTheMetricGoes() {
        assertEquals(
                ComparisonVerdict.IMPROVEMENT,
                judge(SPEED, pairs(6, 1.2), pairs(12, 1.2), List.of()).verdict());
        assertEquals(
                ComparisonVerdict.IMPROVEMENT,
                judge(BYTES, pairs(6, 0.8), pairs(12, 0.8), List.of()).verdict());
        assertEquals(
                ComparisonVerdict.REGRESSION,
                judge(BYTES, pairs(6, 1.2), pairs(12, 1.2), List.of()).verdict());
    }

    @Test
    void whatOnlyTheScreenFoundIsSuspect() {
        assertEquals(
                ComparisonVerdict.SUSPECT,
                judge(SPEED, pairs(6, 0.8), List.of(), List.of()).verdict());
        MetricComparison few = judge(SPEED, pairs(6, 0.8), pairs(11, 0.8), List.of());
        assertEquals(ComparisonVerdict.SUSPECT, few.verdict());
        assertTrue(few.reason().endsWith("11 of 12 fresh pairs to confirm it"), few.reason());
    }

    @Test
    void freshPairsThatSayOtherwiseDecide() {
        assertEquals(
                ComparisonVerdict.EQUIVALENT,
                judge(SPEED, pairs(6, 0.8), pairs(12, 1.0), List.of()).verdict());
        MetricComparison opposite = judge(SPEED, pairs(6, 0.8), pairs(12, 1.3), List.of());
        assertEquals(ComparisonVerdict.INCONCLUSIVE, opposite.verdict(), opposite.reason());
    }

    @Test
    void anIntervalWithinDeltaIsEquivalentAndOneThatHoldsZeroIsNot() {
        assertEquals(
                ComparisonVerdict.EQUIVALENT,
                judge(SPEED, pairs(6, 1.0), List.of(), List.of()).verdict());
        List<Pair> wide = IntStream.range(0, 6)
                .mapToObj(i -> new Pair(100, i % 2 == 0 ? 130 - i : 80 + i, false))
                .toList();
        MetricComparison unsure = judge(SPEED, wide, List.of(), List.of());
        assertEquals(ComparisonVerdict.INCONCLUSIVE, unsure.verdict());
        assertTrue(unsure.reason().contains("could not have been seen"), unsure.reason());
    }

    @Test
    void fewerThanSixPairsSayNothing() {
        MetricComparison few = judge(SPEED, pairs(5, 0.5), pairs(12, 0.5), List.of());
        assertEquals(ComparisonVerdict.INCONCLUSIVE, few.verdict());
        assertEquals("5 pairs, 6 are needed for 95 %", few.reason());
    }

    @Test
    void equalArmsThatDifferTooMuchMakeTheMachineUnstable() {
        MetricComparison unstable = judge(SPEED, pairs(6, 0.5), pairs(12, 0.5), pairs(6, 0.8));
        assertEquals(ComparisonVerdict.UNSTABLE, unstable.verdict(), unstable.reason());
        assertNotNull(unstable.floor());
        MetricComparison stable = judge(SPEED, pairs(6, 0.5), pairs(12, 0.5), pairs(6, 0.95));
        assertEquals(ComparisonVerdict.REGRESSION, stable.verdict(), stable.reason());
    }

    @Test
    void verdictsComeInTheirOrder() {
        List<Pair> slow = pairs(12, 0.5);
        var all = new Pairs(slow, slow, pairs(6, 0.5));
        assertEquals(
                ComparisonVerdict.INVALID,
                MetricVerdict.judge(CELL, SPEED, all, "check failed", "other machine")
                        .verdict());
        assertEquals(
                ComparisonVerdict.INCOMPARABLE,
                MetricVerdict.judge(CELL, SPEED, all, "", "other machine").verdict());
        assertEquals(
                ComparisonVerdict.UNSTABLE,
                MetricVerdict.judge(CELL, SPEED, all, "", "").verdict());
    }

    @Test
    void bytesBelowTheResidueAreAllAlike() {
        List<Pair> residue = IntStream.range(0, 6)
                .mapToObj(i -> new Pair(0, 0.01 * (i + 1), false))
                .toList();
        assertEquals(
                ComparisonVerdict.EQUIVALENT,
                judge(BYTES, residue, List.of(), List.of()).verdict());
        List<Pair> grown =
                IntStream.range(0, 12).mapToObj(i -> new Pair(0, 24, false)).toList();
        assertEquals(
                ComparisonVerdict.REGRESSION,
                judge(BYTES, grown, grown, List.of()).verdict());
    }

    @Test
    void aZeroSpeedCannotBeCompared() {
        assertEquals(
                ComparisonVerdict.INCOMPARABLE,
                judge(SPEED, List.of(new Pair(0, 1, false)), List.of(), List.of())
                        .verdict());
    }

    @Test
    void armsOfARunArePairedBlockByBlock() {
        RunContents contents = run(0.8, 12, fork -> fork);
        Comparison comparison = Comparison.of(contents, new Comparison.Sides("m", "m", 1, 1));
        assertEquals(1, comparison.metrics().size(), comparison.toString());
        MetricComparison metric = comparison.metrics().get(0);
        assertEquals("recordsPerSecond", metric.metric());
        assertEquals(ComparisonVerdict.REGRESSION, metric.verdict(), metric.reason());
        assertNotNull(metric.screen());
        assertEquals(6, metric.screen().pairs());
        assertEquals(1, metric.screen().noisyPairs());
        assertNull(metric.floor());
        assertEquals(List.of(), new Schemas().errors("comparison", Json.toTree(comparison)));
        assertEquals(comparison, Json.as(Json.toTree(comparison), Comparison.class, Path.of("c.json")));
    }

    @Test
    void aBlockWithoutOneSideDoesNotCount() {
        RunContents contents = run(
                0.8,
                12,
                outcome -> outcome.planned().block() == 2
                                && outcome.planned().arm().equals("screen-b")
                        ? new ForkOutcome(outcome.planned(), null, null, "", List.of())
                        : outcome);
        MetricComparison metric = Comparison.of(contents, new Comparison.Sides("m", "m", 1, 1))
                .metrics()
                .get(0);
        assertEquals("5 pairs, 6 are needed for 95 %", metric.reason());
    }

    @Test
    void otherMachinesAndOtherWorkloadsAreNotCompared() {
        RunContents contents = run(0.8, 12, fork -> fork);
        for (Comparison.Sides sides : List.of(
                new Comparison.Sides("m", "n", 1, 1),
                new Comparison.Sides("", "", 1, 1),
                new Comparison.Sides("m", "m", 1, 2))) {
            assertEquals(
                    ComparisonVerdict.INCOMPARABLE,
                    Comparison.of(contents, sides).metrics().get(0).verdict(),
                    sides.toString());
        }
    }

    @Test
    void aRunWithOneArmComparesNothing() {
        RunContents contents = RunFixture.complete().forks(1).contents();
        assertEquals(
                List.of(),
                Comparison.of(contents, new Comparison.Sides("m", "m", 1, 1)).metrics());
    }

    private static MetricComparison judge(Metric metric, List<Pair> screen, List<Pair> confirm, List<Pair> floor) {
        return MetricVerdict.judge(CELL, metric, new Pairs(screen, confirm, floor), "", "");
    }

    /** Pairs whose ratio B/A is close to {@code ratio}, a little different each. */
    private static List<Pair> pairs(int count, double ratio) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Pair(100 + i, (100 + i) * ratio * (1 + 0.001 * (i % 5 - 2)), false))
                .toList();
    }

    private interface Change {
        ForkOutcome of(ForkOutcome outcome);
    }

    private static RunContents run(double ratio, int confirmations, Change change) {
        Cell cell = Cells.identified(SyntheticRates.cell(
                "append", "AppendBenchmark.append", Map.of("record", "256"), 1, "PROCESS", "mapped"));
        var outcomes = new ArrayList<ForkOutcome>();
        for (Stage stage : List.of(Stage.SCREEN, Stage.CONFIRM)) {
            for (int block = 0; block < (stage == Stage.SCREEN ? 6 : confirmations); block++) {
                for (boolean second : new boolean[] {false, true}) {
                    double nanos = (50 + 0.1 * block) / (second ? ratio : 1);
                    boolean quiet = !(stage == Stage.SCREEN && block == 3 && second);
                    outcomes.add(change.of(outcome(cell, Stages.arm(stage, second), block, nanos, quiet)));
                }
            }
        }
        var plan = new Plan(
                RunSchema.VERSION,
                "compare",
                true,
                1,
                List.of(cell),
                outcomes.stream().map(ForkOutcome::planned).toList(),
                List.of(),
                List.of(),
                List.of());
        return new RunContents(RunFixture.identity(), plan, "m", outcomes, List.of());
    }

    private static ForkOutcome outcome(Cell cell, String arm, int block, double nanos, boolean quiet) {
        var planned = new PlannedFork(cell.id(), arm, block, 1);
        String text = JmhText.array(
                cell.benchmark(),
                "ss",
                1,
                new TreeMap<>(Map.of("record", "256", "design", "mapped")),
                new Score("ns/op", List.of(nanos)),
                Map.of());
        var fork = new Fork(
                RunSchema.VERSION,
                planned,
                ForkKind.JMH,
                0,
                Instant.EPOCH,
                1,
                0,
                List.of(),
                new GateReading(0, 0, 0, quiet, quiet ? "" : "other processes"),
                true,
                "",
                List.of());
        Path file = Path.of("synthetic.json");
        return new ForkOutcome(planned, fork, JmhFiles.single(Json.parse(text, file), file), "", List.of());
    }
}
