package io.blackstart.report;

import io.blackstart.BlackstartException;
import io.blackstart.forecast.RestoreFloor;
import io.blackstart.forecast.SiteAssumptions;
import io.blackstart.measure.Environment;
import io.blackstart.results.Cell;
import io.blackstart.results.CellSummary;
import io.blackstart.results.Check;
import io.blackstart.results.Checks;
import io.blackstart.results.CrashVerdict;
import io.blackstart.results.ForkOutcome;
import io.blackstart.results.Json;
import io.blackstart.results.Manifest;
import io.blackstart.results.Plan;
import io.blackstart.results.Problem;
import io.blackstart.results.RunContents;
import io.blackstart.results.RunDirectory;
import io.blackstart.results.RunFiles;
import io.blackstart.results.RunStatus;
import io.blackstart.results.Summarizer;
import io.blackstart.results.Summary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything a report tells of, read once. Figures are derived again from the raw files; a stored summary is not looked at.
 *
 * @param contents plan, forks, problems
 * @param summary derived from them
 * @param floor the first restore answer
 * @param environment null when not readable
 * @param latency merged histograms of rig cells, by cell id
 * @param curves restoration curves, by cell id
 * @param runChecks checks on the run as a whole
 * @param verdicts of the crash kit, one a design and class
 * @param problems one line each
 */
record RunView(
        RunContents contents,
        Summary summary,
        RestoreFloor floor,
        @Nullable Environment environment,
        Map<String, LatencyHistograms> latency,
        Map<String, List<RestorationCurves.Step>> curves,
        List<Check> runChecks,
        List<CrashVerdict> verdicts,
        List<String> problems) {
    /** Reads a run. */
    static RunView read(RunDirectory run) {
        RunContents contents = RunContents.read(run);
        Summary summary = Summarizer.summarize(contents);
        List<String> problems = new ArrayList<>();
        for (Problem problem : contents.problems()) {
            problems.add(problem.toString());
        }
        run.leftovers().forEach(name -> problems.add(name + ": left half written by a process that was killed"));
        Map<String, LatencyHistograms> latency = LatencyHistograms.of(run, contents, problems);
        Map<String, List<RestorationCurves.Step>> curves = RestorationCurves.of(run, contents, problems);
        Environment environment = environment(run, problems);
        List<Check> runChecks = runChecks(run, problems);
        RestoreFloor floor = RestoreFloor.of(summary.rateCard(), SiteAssumptions.PANGYO);
        return new RunView(
                contents, summary, floor, environment, latency, curves, runChecks, verdicts(run, problems), problems);
    }

    private static @Nullable Environment environment(RunDirectory run, List<String> problems) {
        try {
            return Json.read(run.resolve(RunFiles.ENVIRONMENT), Environment.class);
        } catch (BlackstartException e) {
            String line = RunFiles.ENVIRONMENT + ": the machine of this run is not known: " + e.code();
            if (problems.stream().noneMatch(known -> known.startsWith(RunFiles.ENVIRONMENT + ":"))) {
                problems.add(line);
            }
            return null;
        }
    }

    private static List<CrashVerdict> verdicts(RunDirectory run, List<String> problems) {
        try {
            return run.verdicts();
        } catch (BlackstartException e) {
            problems.add(RunFiles.VERDICTS + ": what the crash kit said is not known: " + e.code());
            return List.of();
        }
    }

    private static List<Check> runChecks(RunDirectory run, List<String> problems) {
        if (!run.has(RunFiles.CHECKS)) {
            return List.of();
        }
        try {
            return Json.read(run.resolve(RunFiles.CHECKS), Checks.class).checks().stream()
                    .filter(check -> check.cellId().isEmpty())
                    .toList();
        } catch (BlackstartException e) {
            problems.add(RunFiles.CHECKS + ": checks of the run as a whole are not known: " + e.code());
            return List.of();
        }
    }

    Manifest manifest() {
        return contents.manifest();
    }

    Optional<Plan> plan() {
        return Optional.ofNullable(contents.plan());
    }

    boolean isPartial() {
        return manifest().status() == RunStatus.PARTIAL
                || contents.forks().stream().anyMatch(ForkOutcome::notRun);
    }

    boolean isComparable() {
        return plan().map(Plan::comparable).orElse(false);
    }

    /** Cells of a suite in plan order. */
    List<CellSummary> cells(String suite) {
        return summary.cells().stream()
                .filter(cell -> cell.cell().suite().equals(suite))
                .toList();
    }

    /** Designs in order of their first cell. */
    List<String> designs() {
        return summary.cells().stream()
                .map(cell -> cell.cell().design())
                .filter(design -> !design.equals(Cell.NO_DESIGN))
                .distinct()
                .toList();
    }

    /** The colour of each design, the same in every chart. */
    Map<String, Ink> inks() {
        var inks = new LinkedHashMap<String, Ink>();
        designs().forEach(design -> inks.put(design, Ink.series(inks.size())));
        return inks;
    }

    /** Checks of all forks, repeated ones included. */
    Stream<Check> forkChecks() {
        return contents.forks().stream()
                .flatMap(outcome -> Stream.concat(outcome.noisyAttempts().stream(), Stream.ofNullable(outcome.fork())))
                .flatMap(fork -> fork.checks().stream());
    }
}
