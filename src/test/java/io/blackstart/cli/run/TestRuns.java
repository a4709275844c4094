package io.blackstart.cli.run;

import io.blackstart.cli.BuildVersion;
import io.blackstart.cli.run.Profile.Group;
import io.blackstart.cli.run.Profile.Near;
import io.blackstart.cli.run.Profile.Point;
import io.blackstart.cli.run.Profile.RateFrom;
import io.blackstart.results.Cell;
import io.blackstart.results.CrashVerdicts;
import io.blackstart.results.Fork;
import io.blackstart.results.ForkKind;
import io.blackstart.results.GateReading;
import io.blackstart.results.Plan;
import io.blackstart.results.PlannedFork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** Profiles, plans and tools of tests that start {@link FakeFork}s. */
final class TestRuns {
    static final RunIdentity IDENTITY =
            new RunIdentity(new BuildVersion("test", "0123456789abcdef", false), "00".repeat(32));

    private TestRuns() {}

    /** A host that starts fakes; they share this JVM's class path and take no time to compile anything. */
    static ForkHost host() {
        return new ForkHost(
                ForkHost.thisJava(),
                List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"),
                System.getProperty("java.class.path"),
                FakeFork.class.getName());
    }

    /** A profile with one group of append of records that make the fake fork behave. */
    static Profile append(int forks, long timeoutMillis, String... records) {
        return profile(group("append", "AppendBenchmark.append", "PROCESS", forks, timeoutMillis, points(records)));
    }

    /** Lets every design in. */
    static final Admission ADMIT_ALL =
            (plan, dataParent) -> new Admission.Admitted(plan, CrashVerdicts.admitting(plan, IDENTITY.jarSha256()));

    /** All suites, small. */
    static Profile everySuite() {
        return profile(
                limit("copyAndCrc32c", points("256"), near("append")),
                limit("crc32c", points("chat"), near("replay")),
                limit("deviceRead", List.of(point(Map.of())), near("replay")),
                limit(
                        "forceBatch",
                        List.of(point(Map.of("batchRecords", "64", "file", "allocated"))),
                        near("append.durable")),
                group("append", "AppendBenchmark.append", "PROCESS", 2, 30_000, points("256")),
                group(
                        "append.durable",
                        "AppendDurableBenchmark.append",
                        "POWER",
                        2,
                        30_000,
                        List.of(point(Map.of("inFlight", "64")))),
                group(
                        "replay",
                        "ReplayBenchmark.replay",
                        "PROCESS",
                        1,
                        30_000,
                        List.of(point(Map.of("cache", "warm", "into", "state", "logBytes", "4096")))),
                rig());
    }

    static Profile profile(Group... groups) {
        return new Profile(1, "test", "for tests", true, List.of("-Xmx64m"), List.of(groups), List.of());
    }

    /** A plan over these designs, all suites. */
    static Plan plan(Profile profile, String... designs) {
        List<Candidate> candidates = List.of(designs).stream()
                .map(design -> Candidate.of(design, Set.of("PROCESS", "POWER")))
                .toList();
        return Planner.plan(
                profile,
                new Planner.Choice(candidates, Set.copyOf(profile.suites()), 42, 1, OptionalInt.empty(), List.of()));
    }

    private static Group group(
            String suite, String benchmark, String durability, int forks, long timeoutMillis, List<Point> points) {
        return new Group(
                suite,
                benchmark,
                ForkKind.JMH,
                List.of(durability),
                0,
                forks,
                List.of(),
                500,
                timeoutMillis,
                1000,
                List.of(),
                List.of(),
                points,
                List.of());
    }

    private static Group limit(String method, List<Point> points, Near near) {
        return new Group(
                "limits",
                "LimitBenchmark." + method,
                ForkKind.JMH,
                List.of("NONE"),
                0,
                2,
                List.of(),
                500,
                30_000,
                1000,
                List.of(near),
                List.of(),
                points,
                List.of());
    }

    private static Group rig() {
        return new Group(
                "append.latency",
                "AppendLatencyRig",
                ForkKind.RIG,
                List.of("POWER"),
                1,
                1,
                List.of(),
                500,
                30_000,
                1000,
                List.of(),
                List.of(new RateFrom("POWER", "append.durable", point(Map.of("inFlight", "64")))),
                List.of(point(Map.of("loadPercent", "50"))),
                List.of());
    }

    private static Near near(String suite) {
        return new Near(suite, new TreeMap<>());
    }

    private static Point point(Map<String, String> parameters) {
        return new Point(1, new TreeMap<>(parameters));
    }

    private static List<Point> points(String... records) {
        return List.of(records).stream()
                .map(record -> point(Map.of("record", record)))
                .toList();
    }

    /** A gate that finds the machine noisy while told so. */
    static final class ScriptedGate implements Gate {
        private int noisyLeft;

        ScriptedGate(int noisy) {
            this.noisyLeft = noisy;
        }

        @Override
        public Watch settle() {
            return () -> noisyLeft-- > 0
                    ? new GateReading(0.5, 0, 0, false, "other processes used 50 %")
                    : new GateReading(0, 0, 0, true, "");
        }
    }

    /** Keeps what it hears. */
    static class Recorder implements Progress {
        final List<Fork> ended = new ArrayList<>();
        final List<String> prepared = new ArrayList<>();
        int forkCount;

        @Override
        public void begin(long totalMillis, int count) {
            forkCount = count;
        }

        @Override
        public void preparing(Cell cell) {
            prepared.add(cell.design());
        }

        @Override
        public void starting(Cell cell, PlannedFork planned) {}

        @Override
        public void ended(Cell cell, Fork fork, long estimatedMillis) {
            ended.add(fork);
        }

        @Override
        public void end() {}
    }
}
