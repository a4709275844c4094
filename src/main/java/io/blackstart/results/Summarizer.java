package io.blackstart.results;

import io.blackstart.BlackstartException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Plan, forks, raw files and environment to {@link Summary}. Looks at nothing else, so that a summary can be made again at any
 * time and must come out equal.
 *
 * <p>One value a fork: the median of its iterations. Figures: median and interval over the values of the forks that count.
 */
public final class Summarizer {
    private Summarizer() {}

    /**
     * The summary of a run, also of a partial or damaged one: a cell has the figures its forks give, or a status and a reason.
     *
     * @param run open for reading or writing
     */
    public static Summary summarize(RunDirectory run) {
        return summarize(RunContents.read(run));
    }

    /**
     * The summary of what was read of a run.
     *
     * @param contents of the run
     */
    public static Summary summarize(RunContents contents) {
        Plan plan = contents.plan();
        if (plan == null) {
            List<NotMeasured> nothing =
                    List.of(new NotMeasured("every cell", "the plan of this run is missing or cannot be read"));
            return new Summary(
                    RunSchema.VERSION,
                    contents.manifest().runId(),
                    List.of(),
                    List.of(),
                    new RateCard(contents.envClass(), List.of()),
                    nothing);
        }
        var limits = new Limits(judge(plan, contents));
        List<CellSummary> cells = limits.beside();
        var notMeasured = new ArrayList<>(plan.notMeasured());
        notMeasured.addAll(limits.missing());
        List<Target> targets = List.of();
        if (plan.comparable()) {
            Targets judged = Targets.judge(cells);
            targets = judged.judged();
            notMeasured.addAll(judged.unjudged());
        } else {
            notMeasured.add(new NotMeasured(
                    "all targets", "profile " + plan.profile() + " is too short for a verdict on speed"));
        }
        List<CellSummary> all = Stream.concat(
                        cells.stream(), plan.refused().stream().map(Summarizer::refused))
                .toList();
        return new Summary(
                RunSchema.VERSION,
                contents.manifest().runId(),
                all,
                targets,
                RateCards.of(contents.envClass(), cells),
                notMeasured);
    }

    /**
     * Derives and writes {@code checks.json}, {@code jmh.json}, {@code summary.json} and {@code summary.csv}, and rewrites the
     * manifest.
     *
     * @param run open for writing
     * @param runChecks new checks on the run as a whole, with an empty cell id; those stored before stay, unless a new one has
     *     their id
     * @throws IllegalArgumentException when a check of the run names a cell
     */
    public static Summary write(RunDirectory run, List<Check> runChecks) {
        for (Check check : runChecks) {
            if (!check.cellId().isEmpty()) {
                throw new IllegalArgumentException("not a check of the whole run: cellId=" + check.cellId());
            }
        }
        RunContents contents = RunContents.read(run);
        Summary summary = summarize(contents);
        run.writeJson(
                RunFiles.CHECKS,
                new Checks(RunSchema.VERSION, allChecks(contents, merged(storedRunChecks(run), runChecks))));
        run.writeJson(RunFiles.JMH, JmhFiles.concatenate(jmhFiles(run, contents)));
        run.writeJson(RunFiles.SUMMARY, summary);
        run.write(RunFiles.SUMMARY_CSV, SummaryCsv.bytes(summary));
        run.checkpoint();
        return summary;
    }

    private static List<Check> merged(List<Check> stored, List<Check> added) {
        Map<String, Check> byId = new LinkedHashMap<>();
        stored.forEach(check -> byId.put(check.id(), check));
        added.forEach(check -> byId.put(check.id(), check));
        return List.copyOf(byId.values());
    }

    /** Checks of the whole run stand in {@code checks.json} only; from a damaged one they cannot be had back. */
    private static List<Check> storedRunChecks(RunDirectory run) {
        if (!run.has(RunFiles.CHECKS)) {
            return List.of();
        }
        try {
            return Json.read(run.resolve(RunFiles.CHECKS), Checks.class).checks().stream()
                    .filter(check -> check.cellId().isEmpty())
                    .toList();
        } catch (BlackstartException e) {
            return List.of(
                    new Check("run/stored-checks", "", "checks of the run", RunContents.message(e), Verdict.SKIPPED));
        }
    }

    /** Every check of a run: the forks' in plan order, then those of the run. */
    static List<Check> allChecks(RunContents contents, List<Check> runChecks) {
        var checks = new ArrayList<Check>();
        for (ForkOutcome outcome : contents.forks()) {
            outcome.noisyAttempts().forEach(fork -> checks.addAll(fork.checks()));
            if (outcome.fork() != null) {
                checks.addAll(outcome.fork().checks());
            }
        }
        checks.addAll(runChecks);
        return checks;
    }

    /** Raw files of the forks that count and were made by JMH, in plan order. */
    static List<Path> jmhFiles(RunDirectory run, RunContents contents) {
        return contents.forks().stream()
                .filter(fork -> fork.raw() instanceof JmhResult)
                .map(fork -> run.resolve(RunFiles.raw(fork.planned())))
                .toList();
    }

    private static List<CellSummary> judge(Plan plan, RunContents contents) {
        var cells = new ArrayList<CellSummary>();
        for (Cell cell : plan.cells()) {
            Set<String> arms = new LinkedHashSet<>();
            plan.forks().stream()
                    .filter(fork -> fork.cellId().equals(cell.id()))
                    .forEach(fork -> arms.add(fork.arm()));
            if (arms.isEmpty()) {
                cells.add(new CellSummary(
                        cell, PlannedFork.MAIN, CellStatus.NOT_RUN, "the plan gives it no fork", 0, "", List.of()));
            }
            for (String arm : arms) {
                cells.add(CellJudge.judge(cell, arm, contents.forksOf(cell.id(), arm)));
            }
        }
        return cells;
    }

    private static CellSummary refused(RefusedCell refused) {
        return new CellSummary(
                refused.cell(), PlannedFork.MAIN, CellStatus.REFUSED, refused.reason(), 0, "", List.of());
    }
}
