package io.blackstart.results;

import io.blackstart.results.MetricVerdict.Pairs;
import io.blackstart.results.PairedEstimate.Pair;
import io.blackstart.results.Stages.Stage;
import io.blackstart.results.SuiteDefinition.MetricDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * {@code comparison.json}: two arms that ran interleaved in one run, metric by metric. Numbers of different runs are never
 * compared here: only the ratio within a run is a result.
 *
 * @param schemaVersion {@link RunSchema#VERSION}
 * @param runId of the run that holds both arms
 * @param metrics in the order of cells and of their suites' metrics
 */
public record Comparison(int schemaVersion, String runId, List<MetricComparison> metrics) {
    /** Copies the list. */
    public Comparison {
        metrics = List.copyOf(metrics);
    }

    /**
     * Two sides that may not be alike.
     *
     * @param baseEnvClass machine of the base
     * @param candidateEnvClass machine of what is compared with it
     * @param baseWorkloadVersion generator of the base
     * @param candidateWorkloadVersion generator of what is compared with it
     */
    public record Sides(
            String baseEnvClass, String candidateEnvClass, int baseWorkloadVersion, int candidateWorkloadVersion) {
        /** Why they may not be compared, empty when they may. */
        String difference() {
            if (!baseEnvClass.equals(candidateEnvClass) || baseEnvClass.isEmpty()) {
                return "environment differs or is not known: " + baseEnvClass + ", " + candidateEnvClass;
            }
            return baseWorkloadVersion == candidateWorkloadVersion
                    ? ""
                    : "workload version differs: " + baseWorkloadVersion + ", " + candidateWorkloadVersion;
        }
    }

    /**
     * Compares the arms of a run named by {@link Stages#arm}. Pairs are forks of one block; a block that lacks a side does not count.
     *
     * @param contents of the run
     * @param sides what the two sides are; equal for two builds on one machine
     */
    public static Comparison of(RunContents contents, Sides sides) {
        var metrics = new ArrayList<MetricComparison>();
        Plan plan = contents.plan();
        if (plan != null) {
            for (Cell cell : plan.cells()) {
                SuiteCatalog.definition(cell.suite()).ifPresent(suite -> {
                    for (MetricDefinition metric : suite.metrics()) {
                        compare(contents, cell, metric, sides).ifPresent(metrics::add);
                    }
                });
            }
        }
        return new Comparison(RunSchema.VERSION, contents.manifest().runId(), metrics);
    }

    private static Optional<MetricComparison> compare(
            RunContents contents, Cell cell, MetricDefinition metric, Sides sides) {
        List<CellSummary> arms = arms(contents, cell);
        boolean compared = arms.stream().anyMatch(arm -> arm.arm().equals(Stages.arm(Stage.SCREEN, true)));
        var pairs = new Pairs(
                pairs(contents, cell, metric, Stage.SCREEN),
                pairs(contents, cell, metric, Stage.CONFIRM),
                pairs(contents, cell, metric, Stage.FLOOR));
        boolean measured =
                Stream.of(pairs.screen(), pairs.confirm(), pairs.floor()).anyMatch(stage -> !stage.isEmpty());
        String invalid = firstReason(arms, CellStatus.INVALID);
        if (!compared || (!measured && invalid.isEmpty())) {
            return Optional.empty(); // a cell with one arm, or a metric this benchmark does not have
        }
        String saturated = isPercentile(metric.metric()) ? firstReason(arms, CellStatus.SATURATED) : "";
        String incomparable = sides.difference().isEmpty() ? saturated : sides.difference();
        return Optional.of(MetricVerdict.judge(cell.id(), metric.metric(), pairs, invalid, incomparable));
    }

    private static List<CellSummary> arms(RunContents contents, Cell cell) {
        return contents.forks().stream()
                .map(ForkOutcome::planned)
                .filter(fork -> fork.cellId().equals(cell.id()))
                .map(PlannedFork::arm)
                .distinct()
                .map(arm -> CellJudge.judge(cell, arm, contents.forksOf(cell.id(), arm)))
                .toList();
    }

    private static String firstReason(List<CellSummary> arms, CellStatus status) {
        return arms.stream()
                .filter(arm -> arm.status() == status)
                .map(arm -> arm.arm() + ": " + arm.reason())
                .findFirst()
                .orElse("");
    }

    private static boolean isPercentile(Metric metric) {
        return metric.unit().equals("ns")
                && (metric.name().startsWith("response") || metric.name().startsWith("service"));
    }

    private static List<Pair> pairs(RunContents contents, Cell cell, MetricDefinition metric, Stage stage) {
        List<ForkOutcome> base = contents.forksOf(cell.id(), Stages.arm(stage, false));
        List<ForkOutcome> candidate = contents.forksOf(cell.id(), Stages.arm(stage, true));
        SortedMap<Integer, Double> a = ForkValues.byBlock(metric.source(), cell, base);
        SortedMap<Integer, Double> b = ForkValues.byBlock(metric.source(), cell, candidate);
        var pairs = new ArrayList<Pair>();
        a.forEach((block, value) -> {
            Double other = b.get(block);
            if (other != null) {
                boolean noisy = Stream.concat(base.stream(), candidate.stream())
                        .filter(outcome -> outcome.planned().block() == block)
                        .anyMatch(outcome ->
                                outcome.fork() != null && !outcome.fork().gate().quiet());
                pairs.add(new Pair(value, other, noisy));
            }
        });
        return pairs;
    }
}
