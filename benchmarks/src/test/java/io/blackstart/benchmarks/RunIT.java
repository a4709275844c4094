package io.blackstart.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.cli.BuildVersion;
import io.blackstart.cli.run.Admission;
import io.blackstart.cli.run.Candidate;
import io.blackstart.cli.run.ConsoleProgress;
import io.blackstart.cli.run.ForkHost;
import io.blackstart.cli.run.Gate;
import io.blackstart.cli.run.Outcome;
import io.blackstart.cli.run.Planner;
import io.blackstart.cli.run.Profile;
import io.blackstart.cli.run.Profile.Group;
import io.blackstart.cli.run.Profile.Near;
import io.blackstart.cli.run.Profile.Point;
import io.blackstart.cli.run.Profile.RateFrom;
import io.blackstart.cli.run.RunIdentity;
import io.blackstart.cli.run.RunSession;
import io.blackstart.cli.run.StopSignal;
import io.blackstart.measure.JvmFlags;
import io.blackstart.results.Cell;
import io.blackstart.results.CellStatus;
import io.blackstart.results.CellSummary;
import io.blackstart.results.CrashRow;
import io.blackstart.results.CrashSubject;
import io.blackstart.results.CrashTier;
import io.blackstart.results.CrashVerdict;
import io.blackstart.results.ForkKind;
import io.blackstart.results.GateReading;
import io.blackstart.results.Plan;
import io.blackstart.results.RunDirectory;
import io.blackstart.results.RunValidator;
import io.blackstart.workload.TrafficGenerator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The launcher over the real benchmarks, once and tiny: they speak the same options, and a whole, valid record comes of it. */
@Timeout(300)
class RunIT {
    private static final Set<String> BOTH = Set.of("PROCESS", "POWER");

    @TempDir(factory = TargetDirectory.class, cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    private final StringWriter log = new StringWriter();

    @Test
    void measuresEverySuiteAndLeavesAValidRecord() throws Exception {
        Plan plan = plan("mapped", "chronicle");
        Path path = directory.resolve("run");
        RunSession session = session();
        try (RunDirectory run = session.begin(session.newManifest(List.of("test")), path, directory, plan)) {
            Outcome outcome = Outcome.finish(run);
            assertEquals(List.of(), outcome.reasons(), log::toString);
            for (CellSummary cell : outcome.summary().cells()) {
                assertTrue(Set.of(CellStatus.OK, CellStatus.SATURATED).contains(cell.status()), cell::toString);
                assertTrue(!cell.figures().isEmpty(), cell::toString);
            }
        }
        assertEquals(List.of(), RunValidator.validate(path));
        try (Stream<Path> left = Files.list(directory)) {
            assertEquals(List.of(path), left.toList());
        }
    }

    private RunSession session() {
        var err = new PrintWriter(log, true);
        Gate quiet = () -> () -> new GateReading(0, 0, 0, true, "");
        return new RunSession(
                new RunIdentity(new BuildVersion("test", "unknown", false), "00".repeat(32)),
                new ForkHost(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        JvmFlags.forThisJvm(),
                        System.getProperty("java.class.path"),
                        ForkMain.class.getName()),
                new RunSession.Gates(quiet, RunIT::admitAll),
                new StopSignal(),
                new RunSession.Console(err, new ConsoleProgress(err, false, System::nanoTime)));
    }

    /** What the crash kit says of designs is another test's. */
    private static Admission.Admitted admitAll(Plan plan, Path dataParent) {
        List<CrashVerdict> verdicts = plan.cells().stream()
                .filter(cell -> !cell.design().equals(Cell.NO_DESIGN))
                .map(cell -> new CrashSubject(
                        cell.design(), cell.durability(), false, new TreeMap<>(), "00".repeat(32), "test"))
                .distinct()
                .map(subject -> CrashVerdict.none(subject)
                        .with(new CrashTier(
                                "recorded",
                                "test",
                                "SHORT",
                                1,
                                Instant.EPOCH,
                                0,
                                "",
                                1,
                                List.of(new CrashRow("none", new TreeMap<>(Map.of("OK", 1L)), 0)),
                                List.of(),
                                List.of())))
                .toList();
        return new Admission.Admitted(plan, verdicts);
    }

    private static Plan plan(String... designs) {
        String shot = "-wi 0 -i 1 -foe true";
        String time = "-wi 0 -i 1 -r 100ms -foe true";
        Near durable = new Near("append.durable", new TreeMap<>(Map.of("batchRecords", "inFlight")));
        var profile = new Profile(
                1,
                "tiny",
                "for this test",
                false,
                List.of("-Xmx512m", "-XX:+UseSerialGC"),
                List.of(
                        limit("LimitBenchmark.copyAndCrc32c", shot, near("append"), Map.of("record", "64")),
                        limit("LimitBenchmark.deviceRead", shot, near("replay"), Map.of("fileBytes", "16777216")),
                        limit(
                                "LimitBenchmark.forceBatch",
                                time,
                                durable,
                                Map.of("batchRecords", "16", "file", "allocated")),
                        group(
                                "append",
                                "AppendBenchmark.append",
                                "PROCESS",
                                shot + " -prof gc",
                                Map.of("record", "64")),
                        group(
                                "append.durable",
                                "AppendDurableBenchmark.append",
                                "POWER",
                                time + " -prof gc",
                                Map.of("inFlight", "16")),
                        group(
                                "replay",
                                "ReplayBenchmark.replay",
                                "PROCESS",
                                "-foe true",
                                Map.of("cache", "warm", "into", "state", "logBytes", "1000000")),
                        rig()),
                List.of());
        List<Candidate> candidates =
                Stream.of(designs).map(name -> Candidate.of(name, BOTH)).toList();
        return Planner.plan(
                profile,
                new Planner.Choice(
                        candidates,
                        Set.copyOf(profile.suites()),
                        1,
                        TrafficGenerator.VERSION,
                        OptionalInt.empty(),
                        List.of()));
    }

    private static Near near(String suite) {
        return new Near(suite, new TreeMap<>());
    }

    private static Group limit(String benchmark, String arguments, Near near, Map<String, String> parameters) {
        return group("limits", benchmark, ForkKind.JMH, "NONE", arguments, List.of(near), List.of(), parameters);
    }

    private static Group group(
            String suite, String benchmark, String durability, String arguments, Map<String, String> parameters) {
        return group(suite, benchmark, ForkKind.JMH, durability, arguments, List.of(), List.of(), parameters);
    }

    private static Group rig() {
        var from = new RateFrom("POWER", "append.durable", new Point(1, new TreeMap<>(Map.of("inFlight", "16"))));
        return group(
                "append.latency",
                "AppendLatencyRig",
                ForkKind.RIG,
                "POWER",
                "--warmup-millis 100 --millis 200",
                List.of(),
                List.of(from),
                Map.of("loadPercent", "50"));
    }

    private static Group group(
            String suite,
            String benchmark,
            ForkKind kind,
            String durability,
            String arguments,
            List<Near> near,
            List<RateFrom> rateFrom,
            Map<String, String> parameters) {
        return new Group(
                suite,
                benchmark,
                kind,
                List.of(durability),
                kind == ForkKind.RIG ? 1 : 0,
                1,
                List.of(arguments.split(" ", -1)),
                1000,
                120_000,
                1L << 30,
                near,
                rateFrom,
                List.of(new Point(1, new TreeMap<>(parameters))),
                List.of());
    }
}
