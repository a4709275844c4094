package io.blackstart.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.cli.BuildVersion;
import io.blackstart.cli.run.TestRuns.Recorder;
import io.blackstart.cli.run.TestRuns.ScriptedGate;
import io.blackstart.report.ReportWriter;
import io.blackstart.results.Fork;
import io.blackstart.results.Plan;
import io.blackstart.results.RunDirectory;
import io.blackstart.results.RunFiles;
import io.blackstart.results.RunStatus;
import io.blackstart.results.RunValidator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs over fakes: to their end, stopped, killed, resumed. */
@Timeout(240)
class RunSessionIT {
    private static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(60);

    // Below the build's folder, since a durable run refuses a temporary directory in memory; kept when a test fails.
    @TempDir(factory = InTarget.class, cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private final StringWriter err = new StringWriter();

    @Test
    void runsEveryForkAndLeavesAValidRecord() throws IOException {
        Plan plan = SessionMain.plan();
        Path path = directory.resolve("a run");
        try (RunDirectory run = begin(path, plan, new StopSignal())) {
            Outcome outcome = Outcome.finish(run);
            assertEquals(List.of(), outcome.reasons());
            assertEquals(RunStatus.COMPLETE, outcome.status());
        }
        assertEquals(List.of(), RunValidator.validate(path));
        assertEquals(List.of("a run"), names(directory));
        try (RunDirectory run = RunDirectory.open(path)) {
            assertTrue(run.has(RunFiles.JMH));
            assertTrue(run.has(RunFiles.REPORT_HTML));
            plan.forks().forEach(fork -> assertTrue(run.fork(fork).isPresent()));
        }
    }

    @Test
    void failsARunWithAnInvalidCell() {
        Plan plan = TestRuns.plan(TestRuns.append(1, 60_000, "fine", "badcheck"), "alpha");
        try (RunDirectory run = begin(directory.resolve("run"), plan, new StopSignal())) {
            Outcome outcome = Outcome.finish(run);
            assertEquals(RunStatus.FAILED, outcome.status());
            assertEquals(1, outcome.reasons().size());
            assertTrue(
                    outcome.reasons().get(0).startsWith("INVALID: append record badcheck, alpha: "),
                    () -> outcome.reasons().toString());
        }
        assertEquals(List.of(), RunValidator.validate(directory.resolve("run")));
    }

    @Test
    void refusesADirectoryThatIsNotEmptyAndLeavesIt() throws IOException {
        Path path = Files.createDirectories(directory.resolve("run"));
        Files.writeString(path.resolve("precious"), "mine");
        BlackstartException refusal =
                assertThrows(BlackstartException.class, () -> begin(path, SessionMain.plan(), new StopSignal()));
        assertEquals(ErrorCode.FOREIGN, refusal.code());
        assertEquals("mine", Files.readString(path.resolve("precious")));
        assertEquals(List.of("run"), names(directory));
    }

    @Test
    void removesTheDataOfAKilledRunFirst() throws Exception {
        Path stale = directory.resolve("other.data");
        var writer = new ProcessBuilder(
                        ForkHost.thisJava().toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ClaimMain.class.getName(),
                        stale.toString())
                .inheritIO()
                .start();
        assertEquals(0, writer.waitFor());
        assertTrue(Files.exists(stale));
        begin(directory.resolve("run"), TestRuns.plan(TestRuns.append(1, 60_000, "fine"), "alpha"), new StopSignal())
                .close();
        assertFalse(Files.exists(stale));
        assertTrue(err.toString().contains("removed what a killed run had left: " + stale), err::toString);
    }

    @Test
    void resumesAStoppedRunToTheSamePlan() throws IOException {
        Plan plan = SessionMain.plan();
        Path path = directory.resolve("run");
        var stop = new StopSignal();
        var stopping = new Recorder() {
            @Override
            public void ended(io.blackstart.results.Cell cell, Fork fork, long estimatedMillis) {
                stop.stop();
            }
        };
        RunSession session = session(TestRuns.IDENTITY, stop, stopping);
        session.begin(session.newManifest(List.of("test")), path, directory, plan)
                .close();
        assertEquals(List.of("run"), names(directory));
        try (RunDirectory run =
                session(TestRuns.IDENTITY, new StopSignal(), new Recorder()).resume(path, null)) {
            assertEquals(plan, run.plan());
            assertEquals(RunStatus.COMPLETE, Outcome.finish(run).status());
        }
        assertEquals(List.of(), RunValidator.validate(path));
    }

    @Test
    void refusesToResumeWithAnotherBuild() {
        Path path = stopped();
        var commit =
                new RunIdentity(new BuildVersion("test", "fedcba9876543210", false), TestRuns.IDENTITY.jarSha256());
        assertRefused(commit, path, "commit was 0123456789abcdef and is fedcba9876543210");
        var jar = new RunIdentity(TestRuns.IDENTITY.version(), "11".repeat(32));
        assertRefused(jar, path, "digest of the benchmarks was 0000");
    }

    @Test
    void refusesToResumeWhatIsComplete() {
        Path path = directory.resolve("run");
        Plan plan = TestRuns.plan(TestRuns.append(1, 60_000, "fine"), "alpha");
        try (RunDirectory run = begin(path, plan, new StopSignal())) {
            Outcome.finish(run);
        }
        assertRefused(TestRuns.IDENTITY, path, "nothing to resume, the run is COMPLETE");
    }

    @Test
    void leavesAPartialRunOnATermSignal() throws Exception {
        Path path = directory.resolve("run");
        Process process = start(path);
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("fork true ", out.readLine());
            // Process.destroy would close the pipe that the last line comes through.
            process.toHandle().destroy();
            List<String> rest = out.lines().toList();
            assertEquals("end PARTIAL", rest.get(rest.size() - 1));
        }
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertCleanAndResumable(path, "TERM");
    }

    @Test
    void leavesAPartialRunAndNothingElseWhenKilled() throws Exception {
        long seed = Long.getLong("blackstart.test.seed", System.nanoTime());
        System.out.println("leavesAPartialRunAndNothingElseWhenKilled seed=" + seed);
        var random = new Random(seed);
        Path path = directory.resolve("run");
        Process process = start(path);
        int forks = random.nextInt(SessionMain.plan().forks().size() - 1);
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (int i = 0; i < forks; i++) {
                assertEquals("fork true ", out.readLine());
            }
            // Chooses the moment; nothing is waited for.
            LockSupport.parkNanos(random.nextInt(1_000_000_000));
            process.destroyForcibly();
        }
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertCleanAndResumable(path, "seed=" + seed);
    }

    /** No process works for the run, no data is left, the record reads as partial, and a resume ends it. */
    private void assertCleanAndResumable(Path path, String evidence) throws IOException {
        Path data = RunSession.dataDirectory(path, directory);
        long start = System.nanoTime();
        while (Files.exists(data) || !processesWith(data).isEmpty()) {
            assertTrue(
                    System.nanoTime() - start < DEADLINE_NANOS,
                    () -> evidence + " data=" + Files.exists(data) + " processes=" + processesWith(data));
            Thread.onSpinWait();
        }
        if (!Files.exists(path.resolve(RunFiles.PLAN))) {
            // Killed before the run began to be one: nothing to resume, and nothing left behind.
            return;
        }
        try (RunDirectory run = RunDirectory.open(path)) {
            assertEquals(RunStatus.PARTIAL, run.manifest().status(), evidence);
            assertTrue(ReportWriter.render(run)
                    .markdown()
                    .toLowerCase(java.util.Locale.ROOT)
                    .contains("partial"));
        }
        if (!Files.exists(path.resolve(RunFiles.ENVIRONMENT))) {
            return;
        }
        try (RunDirectory run =
                session(TestRuns.IDENTITY, new StopSignal(), new Recorder()).resume(path, null)) {
            assertEquals(RunStatus.COMPLETE, Outcome.finish(run).status(), evidence);
        }
        assertEquals(List.of(), RunValidator.validate(path), evidence);
    }

    private static List<String> processesWith(Path data) {
        return ProcessHandle.allProcesses()
                .filter(handle -> handle.info()
                        .commandLine()
                        .filter(line -> line.contains(data.toString()))
                        .isPresent())
                .map(handle -> handle.pid() + " " + handle.info().commandLine().orElse(""))
                .toList();
    }

    private static Process start(Path path) throws IOException {
        return new ProcessBuilder(
                        ForkHost.thisJava().toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SessionMain.class.getName(),
                        path.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private Path stopped() {
        Path path = directory.resolve("run");
        var stop = new StopSignal();
        stop.stop();
        begin(path, SessionMain.plan(), stop).close();
        return path;
    }

    private void assertRefused(RunIdentity identity, Path path, String why) {
        RunSession session = session(identity, new StopSignal(), new Recorder());
        BlackstartException refusal = assertThrows(BlackstartException.class, () -> session.resume(path, null));
        assertTrue(String.valueOf(refusal.getMessage()).contains(why), refusal::getMessage);
    }

    private RunDirectory begin(Path path, Plan plan, StopSignal stop) {
        RunSession session = session(TestRuns.IDENTITY, stop, new Recorder());
        return session.begin(session.newManifest(List.of("test")), path, directory, plan);
    }

    private RunSession session(RunIdentity identity, StopSignal stop, Progress progress) {
        return new RunSession(
                identity,
                TestRuns.host(),
                new RunSession.Gates(new ScriptedGate(0), TestRuns.ADMIT_ALL),
                stop,
                new RunSession.Console(new PrintWriter(err, true), progress));
    }

    private static List<String> names(Path parent) throws IOException {
        try (var children = Files.list(parent)) {
            return new ArrayList<>(children.map(child -> child.getFileName().toString())
                    .sorted()
                    .toList());
        }
    }
}
