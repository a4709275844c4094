package io.blackstart.cli.run;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.measure.CollectedEnvironment;
import io.blackstart.measure.DataDirectory;
import io.blackstart.measure.Doctor;
import io.blackstart.measure.Environment;
import io.blackstart.measure.EnvironmentCollector;
import io.blackstart.measure.Finding;
import io.blackstart.measure.Severity;
import io.blackstart.results.CrashVerdict;
import io.blackstart.results.Json;
import io.blackstart.results.Launch;
import io.blackstart.results.Manifest;
import io.blackstart.results.Plan;
import io.blackstart.results.RunDirectory;
import io.blackstart.results.RunFiles;
import io.blackstart.results.RunStatus;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One run from its checked plan to its last fork: examines the machine, writes the record, runs the forks, cleans up. Used by
 * one thread.
 */
public final class RunSession {
    private static final String DATA_SUFFIX = ".data";

    private final RunIdentity identity;
    private final ForkHost host;
    private final Gates gates;
    private final StopSignal stop;
    private final Console console;

    /**
     * Where a session tells what it does.
     *
     * @param err for lines about the machine
     * @param progress of the forks
     */
    public record Console(PrintWriter err, Progress progress) {}

    /**
     * What stands between a plan and its figures.
     *
     * @param quiet waits for a quiet machine before each fork
     * @param admission lets designs in before the first
     */
    public record Gates(Gate quiet, Admission admission) {}

    /**
     * A session.
     *
     * @param identity of the program that measures
     * @param host starts it
     * @param gates before runs and forks
     * @param stop ends the session early
     * @param console hears of it
     */
    public RunSession(RunIdentity identity, ForkHost host, Gates gates, StopSignal stop, Console console) {
        this.identity = identity;
        this.host = host;
        this.gates = gates;
        this.stop = stop;
        this.console = console;
    }

    /** Where the data of a run lies unless told otherwise: beside the run. */
    public static Path dataParent(Path run) {
        return Objects.requireNonNull(run.toAbsolutePath().normalize().getParent(), "a run has a parent directory");
    }

    /** The data directory of a run. */
    static Path dataDirectory(Path run, Path parent) {
        return parent.toAbsolutePath()
                .normalize()
                .resolve(run.toAbsolutePath().normalize().getFileName() + DATA_SUFFIX);
    }

    /** The manifest of a run that is about to begin; its id names the directory where the user names none. */
    public Manifest newManifest(List<String> commandLine) {
        return identity.manifest(commandLine);
    }

    /**
     * Runs a plan from its beginning. Nothing is written before the machine was examined.
     *
     * @param manifest from {@link #newManifest}
     * @param path of the run, missing or empty
     * @param dataParent below it the logs under test are written
     * @param plan what to do
     * @return the run, open for writing; with a fork without outcome when it was stopped
     * @throws BlackstartException when the machine or a directory cannot do it, or something fails meanwhile
     */
    public RunDirectory begin(Manifest manifest, Path path, Path dataParent, Plan plan) {
        removeStale(dataParent);
        examine(dataParent, plan);
        Admission.Admitted admitted = gates.admission().admit(plan, dataParent);
        Path data = dataDirectory(path, dataParent);
        RunDirectory run = RunDirectory.create(path, manifest);
        return keepOrClose(run, () -> {
            run.writeJson(RunFiles.PLAN, admitted.plan());
            for (CrashVerdict verdict : admitted.verdicts()) {
                run.writeJson(RunFiles.verdict(verdict.subject()), verdict);
            }
            run.checkpoint();
            inData(data, janitor -> {
                CollectedEnvironment environment = collect(data, plan);
                environment
                        .dumps()
                        .forEach((name, dump) -> run.writeText(RunFiles.ENVIRONMENT_FOLDER + "/" + name, dump));
                run.writeJson(RunFiles.ENVIRONMENT, environment.environment());
                run.checkpoint();
                runForks(run, data, janitor);
            });
        });
    }

    /**
     * Goes on with a partial run.
     *
     * @param path of the run
     * @param dataParent below it the logs under test are written; null for where they were
     * @return the run, as from {@link #begin}
     * @throws BlackstartException UNSUPPORTED when it is not partial, or was begun by another build or on another machine
     */
    public RunDirectory resume(Path path, @Nullable Path dataParent) {
        RunDirectory run = RunDirectory.resume(path);
        return keepOrClose(run, () -> {
            if (run.manifest().status() != RunStatus.PARTIAL) {
                throw new BlackstartException(
                        ErrorCode.UNSUPPORTED,
                        "nothing to resume, the run is " + run.manifest().status(),
                        path,
                        BlackstartException.NO_POSITION,
                        null);
            }
            identity.requireSame(run.manifest(), path);
            Environment begun = Json.read(run.resolve(RunFiles.ENVIRONMENT), Environment.class);
            Path before = Path.of(begun.stable().storage().directory());
            Path parent = dataParent == null ? dataParent(before) : dataParent;
            removeStale(parent);
            Plan plan = run.plan();
            examine(parent, plan);
            Path data = dataDirectory(path, parent);
            inData(data, janitor -> {
                Environment now = collect(data, plan).environment();
                RunIdentity.requireEqual("class of the environment", begun.envClass(), now.envClass(), path);
                runForks(run, data, janitor);
            });
        });
    }

    /** The run is the caller's when all went well, and closed otherwise. */
    private static RunDirectory keepOrClose(RunDirectory run, Runnable work) {
        boolean done = false;
        try {
            work.run();
            done = true;
            return run;
        } finally {
            if (!done) {
                run.close();
            }
        }
    }

    /** Works on a data directory and removes it whatever happens; when this process is killed, the janitor does. */
    private static void inData(Path data, Consumer<Janitor> work) {
        try (Janitor janitor = Janitor.start(data)) {
            DataDirectory.claim(data);
            try {
                work.accept(janitor);
            } finally {
                DataDirectory.remove(data);
            }
        }
    }

    private void runForks(RunDirectory run, Path data, Janitor janitor) {
        var place = new ForkRunner.Place(run, new RunData(data));
        new RunLoop(place, new RunLoop.Tools(host, gates.quiet(), janitor, stop, console.progress())).run();
    }

    private void removeStale(Path dataParent) {
        for (Path stale : Doctor.removeStale(dataParent)) {
            console.err().println("removed what a killed run had left: " + stale);
        }
    }

    /** Refuses a machine that cannot do what the plan asks; says what will make its figures worse. */
    private void examine(Path dataParent, Plan plan) {
        List<Finding> findings = Doctor.ofSystem().examine(new Estimate(plan).request(dataParent));
        String refused = findings.stream()
                .filter(finding -> finding.severity() == Severity.REFUSE)
                .map(RunSession::line)
                .collect(Collectors.joining("; "));
        if (!refused.isEmpty()) {
            throw new BlackstartException(ErrorCode.UNSUPPORTED, refused);
        }
        findings.stream()
                .filter(finding -> finding.severity() == Severity.WARN)
                .forEach(finding -> console.err().println("note: " + line(finding)));
    }

    private static String line(Finding finding) {
        return finding.what()
                + (finding.where().isEmpty() ? "" : " [" + finding.where() + "]")
                + (finding.remedy().isEmpty() ? "" : ": " + finding.remedy());
    }

    private CollectedEnvironment collect(Path data, Plan plan) {
        var flags = new ArrayList<>(host.flags());
        plan.launches().stream().map(Launch::jvmArguments).findFirst().ifPresent(flags::addAll);
        return EnvironmentCollector.ofSystem().collect(data, flags);
    }
}
