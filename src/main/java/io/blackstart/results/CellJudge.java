package io.blackstart.results;

import io.blackstart.measure.Interval;
import io.blackstart.measure.Statistics;
import io.blackstart.results.SuiteDefinition.MetricDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What became of one cell and arm, and its figures without limits. */
final class CellJudge {
    /** Confidence asked of every interval. */
    static final double LEVEL = 0.95;

    private final Cell cell;
    private final String arm;
    private final List<ForkOutcome> forks;

    private CellJudge(Cell cell, String arm, List<ForkOutcome> forks) {
        this.cell = cell;
        this.arm = arm;
        this.forks = forks;
    }

    /** Judges the cell by its forks, in block order. */
    static CellSummary judge(Cell cell, String arm, List<ForkOutcome> forks) {
        return new CellJudge(cell, arm, forks).judge();
    }

    private CellSummary judge() {
        Optional<SuiteDefinition> suite = SuiteCatalog.definition(cell.suite());
        Optional<String> failedCheck = failedCheck();
        List<ForkOutcome> usable =
                forks.stream().filter(fork -> fork.raw() != null).toList();
        if (failedCheck.isPresent()) {
            return without(CellStatus.INVALID, failedCheck.get());
        }
        if (forks.stream().allMatch(ForkOutcome::notRun)) {
            return without(CellStatus.NOT_RUN, "the run ended before it");
        }
        if (suite.isEmpty()) {
            return without(CellStatus.FAILED, "suite is not known to this build: " + cell.suite());
        }
        if (usable.isEmpty()) {
            return without(CellStatus.FAILED, failures().findFirst().orElse("no fork left a result"));
        }
        List<Figure> figures = suite.get().metrics().stream()
                .flatMap(metric -> figure(metric, usable).stream())
                .toList();
        if (figures.isEmpty()) {
            return without(CellStatus.FAILED, "its raw results hold none of the suite's metrics");
        }
        Optional<String> saturated = saturated(usable);
        Optional<String> warm = warmInsteadOfCold(usable);
        return new CellSummary(
                cell,
                arm,
                saturated.isPresent() ? CellStatus.SATURATED : CellStatus.OK,
                Stream.of(saturated.stream(), warm.stream(), notes())
                        .flatMap(reasons -> reasons)
                        .reduce((a, b) -> a + "; " + b)
                        .orElse(""),
                noisyForks(usable),
                warm.isPresent() ? "cache=warm" : "",
                figures);
    }

    private CellSummary without(CellStatus status, String reason) {
        return new CellSummary(cell, arm, status, reason, 0, "", List.of());
    }

    /** A failed check voids the cell, also one of an attempt that was repeated: noise explains time, not wrong records. */
    private Optional<String> failedCheck() {
        for (ForkOutcome outcome : forks) {
            String where =
                    "fork " + outcome.planned().arm() + "-" + outcome.planned().block();
            Stream<Fork> records = Stream.concat(Stream.ofNullable(outcome.fork()), outcome.noisyAttempts().stream());
            Optional<Check> failed = records.flatMap(fork -> fork.checks().stream())
                    .filter(check -> check.verdict() == Verdict.FAIL)
                    .findFirst();
            if (failed.isPresent()) {
                Check check = failed.get();
                String what = check.id().substring(check.id().lastIndexOf('/') + 1);
                return Optional.of("check " + what + " failed in " + where + ": expected " + check.expected() + ", was "
                        + check.actual());
            }
            if (outcome.raw() instanceof RigResult rig && rig.mismatched() > 0) {
                return Optional.of(rig.mismatched() + " records read back wrong in " + where);
            }
        }
        return Optional.empty();
    }

    private Stream<String> failures() {
        return forks.stream().map(ForkOutcome::failure).filter(failure -> !failure.isEmpty());
    }

    private Stream<String> notes() {
        var notes = new ArrayList<String>();
        long missing = forks.stream().filter(ForkOutcome::notRun).count();
        if (missing > 0) {
            notes.add(missing + " of " + forks.size() + " forks not run");
        }
        long failed = failures().count();
        if (failed > 0) {
            notes.add(failed + " of " + forks.size() + " forks failed: "
                    + failures().findFirst().orElse(""));
        }
        return notes.stream();
    }

    private static Optional<String> saturated(List<ForkOutcome> usable) {
        List<RigResult> missed = usable.stream()
                .map(ForkOutcome::raw)
                .filter(RigResult.class::isInstance)
                .map(RigResult.class::cast)
                .filter(RigResult::saturated)
                .toList();
        if (missed.isEmpty()) {
            return Optional.empty();
        }
        RigResult first = missed.get(0);
        return Optional.of(String.format(
                Locale.ROOT,
                "%d of %d forks missed the offered rate, the first with %.0f of %.0f records/s",
                missed.size(),
                usable.size(),
                first.achievedPerSecond(),
                first.offeredPerSecond()));
    }

    /** Cold is cold or is called warm. The fork says in its check {@code cache} what it found. */
    private Optional<String> warmInsteadOfCold(List<ForkOutcome> usable) {
        if (!cell.has("cache", "cold")) {
            return Optional.empty();
        }
        return usable.stream()
                .flatMap(outcome -> Stream.ofNullable(outcome.fork()))
                .flatMap(fork -> fork.checks().stream())
                .filter(check -> check.id().endsWith("/cache") && check.actual().startsWith("warm"))
                .findFirst()
                .map(check -> "the page cache could not be made cold, these figures are warm (" + check.actual() + ")");
    }

    private static int noisyForks(List<ForkOutcome> usable) {
        return (int) usable.stream()
                .filter(outcome ->
                        outcome.fork() != null && !outcome.fork().gate().quiet())
                .count();
    }

    private Optional<Figure> figure(MetricDefinition definition, List<ForkOutcome> usable) {
        List<Double> values = ForkValues.all(definition.source(), cell, usable);
        if (values.isEmpty()) {
            return Optional.empty();
        }
        Interval interval = Statistics.medianInterval(
                values.stream().mapToDouble(Double::doubleValue).toArray(), LEVEL);
        Metric metric = definition.metric();
        return Optional.of(new Figure(
                metric.name(),
                metric.unit(),
                metric.better(),
                values,
                interval.estimate(),
                interval.low(),
                interval.high(),
                interval.level(),
                null));
    }
}
