package io.blackstart.cli;

import io.blackstart.cli.crash.ConsoleCrashProgress;
import io.blackstart.cli.crash.CrashGate;
import io.blackstart.cli.crash.CrashKit;
import io.blackstart.cli.run.ConsoleProgress;
import io.blackstart.cli.run.Durations;
import io.blackstart.cli.run.Estimate;
import io.blackstart.cli.run.ForkHost;
import io.blackstart.cli.run.MachineGate;
import io.blackstart.cli.run.Outcome;
import io.blackstart.cli.run.RunIdentity;
import io.blackstart.cli.run.RunRequest;
import io.blackstart.cli.run.RunSession;
import io.blackstart.cli.run.StopHook;
import io.blackstart.cli.run.StopSignal;
import io.blackstart.log.LogDesigns;
import io.blackstart.results.CrashVerdictStore;
import io.blackstart.results.Manifest;
import io.blackstart.results.Plan;
import io.blackstart.results.RunDirectory;
import io.blackstart.results.RunFiles;
import io.blackstart.results.RunStatus;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code blackstart run}: measures designs beside the limits of this machine, checks them, writes the record and its report. */
@Command(
        name = "run",
        header = "Measure designs beside the limits of this machine and write a report.",
        description = {
            "",
            "Examines the machine, plans, starts one JVM after the other, reads every log back, and writes a run directory "
                    + "with raw files, summary, report.html and report.md. Ctrl-C leaves a partial run that --resume ends.",
            "",
            "Exit code 1 means that a check or a target failed, 3 that this machine or disk cannot do it; nothing has run then.",
            "",
        },
        sortOptions = false)
public final class RunCommand implements Callable<Integer> {
    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description =
                    "smoke (under a minute, not comparable), quick (default, under 6 minutes on 2 cores), full (hours).")
    private @Nullable String profile;

    @Option(
            names = "--suite",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Only these: append, append.durable, replay, append.latency, limits. The limits beside them come along.")
    private List<String> suites = new ArrayList<>();

    @Option(
            names = "--design",
            split = ",",
            paramLabel = "NAME",
            description = "Only these designs; `blackstart designs` lists them.")
    private List<String> designs = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "The run directory, missing or empty. Default: results/<time>-<commit>-<letters> in the checkout.")
    private @Nullable Path out;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Below it the logs under test are written, on the disk to be measured. Default: beside the run directory.")
    private @Nullable Path data;

    @Option(names = "--seed", paramLabel = "N", description = "All seeds come from it. Default: 20221015.")
    private @Nullable Long seed;

    @Option(names = "--forks", paramLabel = "N", description = "JVMs a cell, instead of the profile's number.")
    private @Nullable Integer forks;

    @Option(names = "--plan", paramLabel = "FILE", description = "Repeat the plan.json of another run.")
    private @Nullable Path plan;

    @Option(names = "--resume", paramLabel = "RUNDIR", description = "Go on with a partial run.")
    private @Nullable Path resume;

    @Spec
    private CommandSpec spec;

    /** Made by picocli, which also sets the fields. */
    @SuppressWarnings("NullAway.Init")
    public RunCommand() {}

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var err = spec.commandLine().getErr();
        var stop = new StopSignal();
        StopHook hook = StopHook.install(stop);
        try {
            return resume == null ? begin(request(), stop, out, err) : goOn(resume, stop, out, err);
        } finally {
            hook.close();
        }
    }

    private RunRequest request() {
        return new RunRequest(
                Optional.ofNullable(profile),
                suites,
                designs,
                Optional.ofNullable(out),
                Optional.ofNullable(data),
                seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
                Optional.ofNullable(plan),
                forks == null ? OptionalInt.empty() : OptionalInt.of(forks),
                commandLine());
    }

    private List<String> commandLine() {
        var words = new ArrayList<String>();
        words.add("blackstart");
        words.addAll(spec.commandLine().getParent().getParseResult().originalArgs());
        return words;
    }

    private int begin(RunRequest request, StopSignal stop, PrintWriter out, PrintWriter err) {
        Plan plan = Designs.planSource().plan(request);
        RunSession session = session(stop, err);
        Manifest manifest = session.newManifest(request.commandLine());
        Path path = request.out().orElseGet(() -> Checkout.results().resolve(manifest.runId()));
        Path dataParent = request.data().orElseGet(() -> RunSession.dataParent(path));
        err.println("profile " + plan.profile() + ": " + plan.forks().size() + " forks for "
                + plan.cells().size() + " cells, about "
                + Durations.of(new Estimate(plan).totalMillis())
                + (plan.comparable() ? ", up to half as much again when the machine is not quiet" : ", not comparable")
                + "; " + Checkout.shown(path));
        return ended(path, () -> session.begin(manifest, path, dataParent, plan), out, err);
    }

    private int goOn(Path path, StopSignal stop, PrintWriter out, PrintWriter err) {
        if (profile != null
                || !suites.isEmpty()
                || !designs.isEmpty()
                || seed != null
                || forks != null
                || plan != null) {
            throw new UsageException(
                    "--resume goes on with the plan of the run; of all options only --data goes with it");
        }
        if (this.out != null) {
            throw new UsageException("--resume goes on in the run directory it names; leave out --out");
        }
        RunSession session = session(stop, err);
        return ended(path, () -> session.resume(path, data), out, err);
    }

    private static RunSession session(StopSignal stop, PrintWriter err) {
        Path jar = Checkout.benchmarks();
        var progress = new ConsoleProgress(err, Boolean.getBoolean("blackstart.terminal"), System::nanoTime);
        RunIdentity identity = RunIdentity.of(jar);
        var place = new CrashKit.Place(
                ForkHost.of(jar),
                identity.jarSha256(),
                Checkout.results(),
                new CrashVerdictStore(Checkout.verdicts()),
                Checkout.command());
        var admission = new CrashGate(
                place, LogDesigns.all(), new ConsoleCrashProgress(err, Boolean.getBoolean("blackstart.terminal")));
        return new RunSession(
                identity,
                ForkHost.of(jar),
                new RunSession.Gates(new MachineGate(), admission),
                stop,
                new RunSession.Console(err, progress));
    }

    /** What runs the forks and gives back the open run. */
    private interface Work {
        RunDirectory run();
    }

    private int ended(Path path, Work work, PrintWriter out, PrintWriter err) {
        boolean done = false;
        try (RunDirectory run = work.run()) {
            done = run.plan().forks().stream().allMatch(fork -> run.has(RunFiles.fork(fork)));
            if (!done) {
                return ExitCode.ENVIRONMENT;
            }
            Outcome outcome = Outcome.finish(run);
            ResultTable.print(outcome.summary(), out);
            out.println();
            out.println(outcome.answer());
            out.println("report: " + Checkout.shown(run.resolve(RunFiles.REPORT_HTML)));
            outcome.reasons().forEach(err::println);
            return outcome.status() == RunStatus.COMPLETE ? ExitCode.OK : ExitCode.CHECK_FAILED;
        } finally {
            if (!done && java.nio.file.Files.exists(path.resolve(RunFiles.PLAN))) {
                err.println("the run is partial; go on with: " + Checkout.command() + " run --resume "
                        + Checkout.quoted(Checkout.shown(path)));
            }
        }
    }
}
