package io.blackstart.cli.run;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.results.Check;
import io.blackstart.results.Fork;
import io.blackstart.results.ForkKind;
import io.blackstart.results.Json;
import io.blackstart.results.PlannedFork;
import io.blackstart.results.RigResult;
import io.blackstart.results.RunDirectory;
import io.blackstart.results.RunFiles;
import io.blackstart.results.RunSchema;
import io.blackstart.results.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs one fork of the plan: lets the machine settle, watches it, starts the JVM, judges what it left and files it. A fork on
 * a noisy machine is repeated while the budget lasts. Used by one thread.
 */
final class ForkRunner {
    private final RunDirectory run;
    private final RunData data;
    private final Gate gate;
    private final ForkProcess process;
    private final StopSignal stop;
    private final RepeatBudget repeats;

    ForkRunner(Place place, Gate gate, ForkProcess process, StopSignal stop, RepeatBudget repeats) {
        this.run = place.run();
        this.data = place.data();
        this.gate = gate;
        this.process = process;
        this.stop = stop;
        this.repeats = repeats;
    }

    /**
     * Where forks leave what they measured, and where they work.
     *
     * @param run open for writing
     * @param data of that run
     */
    record Place(RunDirectory run, RunData data) {}

    /**
     * One fork to be run.
     *
     * @param planned which
     * @param kind who measures
     * @param command complete command line
     * @param timeoutMillis after which it is ended
     * @param checked whether it must leave checks: a log under test is always read back
     */
    record Job(PlannedFork planned, ForkKind kind, List<String> command, long timeoutMillis, boolean checked) {}

    /**
     * Runs and files a fork.
     *
     * @return its record; empty when the run was stopped meanwhile, nothing is filed then
     */
    Optional<Fork> run(Job job) {
        for (int attempt = nextAttempt(job.planned()); ; attempt++) {
            Optional<Fork> ended = attempt(job, attempt);
            if (ended.isEmpty()) {
                return ended;
            }
            Fork fork = ended.get();
            if (fork.valid() && !fork.gate().quiet() && repeats.take()) {
                run.recordNoisy(fork);
            } else {
                run.record(fork);
                if (!fork.valid()) {
                    run.writeText(fork.planned().stem(RunFiles.FORKS) + ".log", ForkOutput.tail(data.output()));
                }
                return ended;
            }
        }
    }

    /** Files a fork that could not be started. */
    Fork refuse(PlannedFork planned, ForkKind kind, String reason) {
        var fork = new Fork(
                RunSchema.VERSION,
                planned,
                kind,
                0,
                java.time.Instant.now(),
                0,
                -1,
                List.of(),
                new io.blackstart.results.GateReading(-1, -1, -1, true, "not started"),
                false,
                reason,
                List.of());
        run.record(fork);
        return fork;
    }

    /** Noisy attempts before a resume keep their numbers. */
    private int nextAttempt(PlannedFork planned) {
        String stem = planned.stem(RunFiles.FORKS) + ".noisy-";
        return run.files().stream()
                .filter(file -> file.startsWith(stem))
                .mapToInt(file -> Integer.parseInt(file.substring(stem.length(), file.indexOf('.', stem.length()))) + 1)
                .max()
                .orElse(0);
    }

    private Optional<Fork> attempt(Job job, int attempt) {
        clear(job.planned());
        Gate.Watch watch = gate.settle();
        if (stop.isStopped()) {
            return Optional.empty();
        }
        ForkProcess.Exit exit = process.run(job.command(), data.output(), job.timeoutMillis());
        var reading = watch.reading();
        if (stop.isStopped()) {
            return Optional.empty();
        }
        var checks = new ArrayList<>(CheckLines.read(data.checks(), job.planned()));
        String reason = judge(job, exit, checks);
        return Optional.of(new Fork(
                RunSchema.VERSION,
                job.planned(),
                job.kind(),
                attempt,
                exit.startedAt(),
                exit.durationMillis(),
                exit.exitCode(),
                job.command(),
                reading,
                reason.isEmpty(),
                reason,
                checks));
    }

    /** Why the figures of a fork do not count; empty when they do. */
    private String judge(Job job, ForkProcess.Exit exit, List<Check> checks) {
        if (exit.timedOut()) {
            return "took longer than " + job.timeoutMillis() / 1000 + " s and was ended";
        }
        Optional<String> failed = firstFailure(checks);
        if (failed.isPresent()) {
            return failed.get();
        }
        if (exit.exitCode() != 0) {
            return "exit code " + exit.exitCode() + ": " + ForkOutput.lastWord(data.output());
        }
        String unreadable = unreadable(job, checks);
        if (!unreadable.isEmpty()) {
            return unreadable;
        }
        if (job.checked() && checks.isEmpty()) {
            return "made no check: nothing shows that its log holds what was appended";
        }
        return firstFailure(checks).orElse("");
    }

    private static Optional<String> firstFailure(List<Check> checks) {
        return checks.stream()
                .filter(check -> check.verdict() == Verdict.FAIL)
                .findFirst()
                .map(check -> "check " + check.id().substring(check.id().lastIndexOf('/') + 1) + " failed: expected "
                        + check.expected() + ", was " + check.actual());
    }

    /** Looks at the raw result; the rig's tells of its read-back, which becomes a check. */
    private String unreadable(Job job, List<Check> checks) {
        String raw = RunFiles.raw(job.planned());
        if (!run.isStaged(raw)) {
            return "exit code 0, but no result was left";
        }
        Path file = run.stage(raw);
        try {
            if (job.kind() == ForkKind.JMH) {
                return Json.tree(file).size() == 1 ? "" : "the result of JMH is not an array of one";
            }
            RigResult result = Json.read(file, RigResult.class);
            if (checks.isEmpty()) {
                checks.add(readBack(job.planned(), result));
            }
            return "";
        } catch (BlackstartException e) {
            return "the result cannot be read: " + e.getMessage();
        }
    }

    private static Check readBack(PlannedFork planned, RigResult result) {
        return new Check(
                planned.cellId() + "/" + planned.arm() + "-" + planned.block() + "/read-back",
                planned.cellId(),
                result.sentCount() + " records, 0 different",
                result.verified() + " records, " + result.mismatched() + " different",
                result.verified() == result.sentCount() && result.mismatched() == 0 ? Verdict.PASS : Verdict.FAIL);
    }

    /** What an earlier attempt left must not be taken for this one's. */
    private void clear(PlannedFork planned) {
        try {
            Files.deleteIfExists(data.checks());
            for (String file : List.of(RunFiles.raw(planned), RunFiles.histograms(planned), RunFiles.curve(planned))) {
                if (run.isStaged(file)) {
                    Files.delete(run.stage(file));
                }
            }
        } catch (IOException e) {
            throw new BlackstartException(
                    ErrorCode.IO,
                    "what an earlier fork left cannot be deleted",
                    data.root(),
                    BlackstartException.NO_POSITION,
                    e);
        }
    }
}
