package io.blackstart.cli.run;

import io.blackstart.report.ReportWriter;
import io.blackstart.results.CellStatus;
import io.blackstart.results.CellSummary;
import io.blackstart.results.RunDirectory;
import io.blackstart.results.RunStatus;
import io.blackstart.results.Summarizer;
import io.blackstart.results.Summary;
import io.blackstart.results.Target;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What came of a run whose plan is done.
 *
 * @param status COMPLETE, or FAILED when a cell or a target failed
 * @param summary everything derived
 */
public record Outcome(RunStatus status, Summary summary) {
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
        RunStatus status = failed(summary) ? RunStatus.FAILED : RunStatus.COMPLETE;
        run.finish(status, Instant.now());
        ReportWriter.write(run);
        return new Outcome(status, summary);
    }

    /** Cells that have no figure and should have. */
    public List<CellSummary> failures() {
        return summary.cells().stream()
                .filter(cell -> FAILURES.contains(cell.status()))
                .toList();
    }

    private static boolean failed(Summary summary) {
        return summary.cells().stream().anyMatch(cell -> FAILURES.contains(cell.status()))
                || !summary.targets().stream().allMatch(Target::met);
    }
}
