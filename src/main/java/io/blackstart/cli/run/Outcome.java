package io.blackstart.cli.run;

import io.blackstart.report.ReportWriter;
import io.blackstart.results.CellStatus;
import io.blackstart.results.CrashVerdict;
import io.blackstart.results.RunDirectory;
import io.blackstart.results.RunStatus;
import io.blackstart.results.Summarizer;
import io.blackstart.results.Summary;
import io.blackstart.results.Target;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What came of a run whose plan is done.
 *
 * @param status COMPLETE, or FAILED when a cell or a target failed
 * @param summary everything derived
 * @param verdicts of the crash kit
 * @param answer the report's first words
 */
public record Outcome(RunStatus status, Summary summary, List<CrashVerdict> verdicts, String answer) {
    /** A saturated or refused cell is an answer; these are none. */
    private static final Set<CellStatus> FAILURES =
            EnumSet.of(CellStatus.INVALID, CellStatus.FAILED, CellStatus.NOT_RUN);

    /**
     * Ends a run: derives the summary, sets the status, writes the report.
     *
     * @param run open for writing, every fork has an outcome
     */
    public static Outcome finish(RunDirectory run) {
        Summary summary = Summarizer.write(run, List.of());
        List<CrashVerdict> verdicts = run.verdicts();
        RunStatus status = failed(summary) || verdicts.stream().anyMatch(CrashVerdict::failsTheBuild)
                ? RunStatus.FAILED
                : RunStatus.COMPLETE;
        run.finish(status, Instant.now());
        return new Outcome(status, summary, verdicts, ReportWriter.write(run).answer());
    }

    /** Why the run failed, one line each; empty when it did not. */
    public List<String> reasons() {
        Stream<String> cells = summary.cells().stream()
                .filter(cell -> FAILURES.contains(cell.status()))
                .map(cell -> cell.status() + ": " + CellNames.full(cell.cell()) + ": " + cell.reason());
        Stream<String> targets = summary.targets().stream()
                .filter(target -> !target.met())
                .map(target -> "target missed: " + target.name());
        Stream<String> kit = verdicts.stream()
                .filter(CrashVerdict::failsTheBuild)
                .map(verdict -> "REFUSED: " + verdict.subject().design() + " in class "
                        + verdict.subject().durability() + " " + verdict.refusal());
        return Stream.of(kit, cells, targets).flatMap(lines -> lines).toList();
    }

    private static boolean failed(Summary summary) {
        return summary.cells().stream().anyMatch(cell -> FAILURES.contains(cell.status()))
                || !summary.targets().stream().allMatch(Target::met);
    }
}
