package io.blackstart.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.cli.run.TestRuns.Recorder;
import io.blackstart.cli.run.TestRuns.ScriptedGate;
import io.blackstart.results.Check;
import io.blackstart.results.Fork;
import io.blackstart.results.Json;
import io.blackstart.results.Plan;
import io.blackstart.results.PlannedFork;
import io.blackstart.results.RigResult;
import io.blackstart.results.RunDirectory;
import io.blackstart.results.RunFiles;
import io.blackstart.results.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The loop over real processes that stand in for forks. */
@Timeout(120)
class RunLoopIT {
    private static final long TIMEOUT_MILLIS = 60_000;

    @TempDir
    private Path directory;

    private final StopSignal stop = new StopSignal();
    private final Recorder recorder = new Recorder();

    @Test
    void filesEveryForkOfThePlan() throws IOException {
        Plan plan = TestRuns.plan(TestRuns.append(2, TIMEOUT_MILLIS, "fine"), "alpha", "beta");
        try (RunDirectory run = run(plan, 0)) {
            assertEquals(4, recorder.ended.size());
            for (PlannedFork planned : plan.forks()) {
                Fork fork = run.fork(planned).orElseThrow();
                assertTrue(fork.valid(), fork::reason);
                assertEquals(0, fork.exitCode());
                assertEquals(
                        List.of(planned.cellId() + "/main-" + planned.block() + "/read-back"),
                        fork.checks().stream().map(Check::id).toList());
                assertTrue(run.has(RunFiles.raw(planned)));
                assertTrue(fork.command().contains("-Dblackstart.seed=" + planned.seed()));
            }
            assertTrue(run.files().stream().noneMatch(file -> file.endsWith(".log")));
        }
    }

    @Test
    void voidsAForkWhoseCheckFails() throws IOException {
        Fork fork = only("badcheck");
        assertEquals("check read-back-2 failed: expected 5 records, was 4 records", fork.reason());
        assertEquals(
                List.of(Verdict.PASS, Verdict.FAIL),
                fork.checks().stream().map(Check::verdict).toList());
    }

    @Test
    void voidsAForkWhoseCheckWasCutShort() throws IOException {
        assertTrue(only("garbled").reason().startsWith("check check-line failed"));
    }

    @Test
    void voidsAForkThatChecksNothing() throws IOException {
        assertTrue(only("nocheck").reason().startsWith("made no check"));
    }

    @Test
    void tellsTheForksOwnReasonAndKeepsItsOutput() throws IOException {
        Fork fork = only("exit");
        assertEquals("exit code 3: DISK_FULL: no room for the log", fork.reason());
        assertEquals(3, fork.exitCode());
        String log = Files.readString(directory.resolve("run/" + fork.planned().stem("forks") + ".log"));
        assertTrue(log.contains("some other line"), log);
    }

    @Test
    void voidsAForkThatLeavesNoResult() throws IOException {
        assertEquals("exit code 0, but no result was left", only("noresult").reason());
    }

    @Test
    void voidsAForkWhoseResultCannotBeRead() throws IOException {
        assertTrue(only("badresult").reason().startsWith("the result cannot be read"));
    }

    @Test
    void endsAForkThatHangs() throws IOException {
        Fork fork = only(TestRuns.append(1, 1_000, "hang"));
        assertEquals("took longer than 1 s and was ended", fork.reason());
    }

    @Test
    void goesOnAfterAForkThatFailed() throws IOException {
        Plan plan = TestRuns.plan(TestRuns.append(1, TIMEOUT_MILLIS, "exit", "fine"), "alpha");
        try (RunDirectory run = run(plan, 0)) {
            assertEquals(
                    List.of(false, true),
                    recorder.ended.stream().map(Fork::valid).toList());
            assertEquals(2, run.plan().forks().size());
        }
    }

    @Test
    void repeatsAForkOnANoisyMachineAndKeepsTheNoisyOne() throws IOException {
        Plan plan = TestRuns.plan(TestRuns.append(2, TIMEOUT_MILLIS, "fine"), "alpha");
        try (RunDirectory run = run(plan, 1)) {
            Fork first = recorder.ended.get(0);
            assertEquals(1, first.attempt());
            assertTrue(first.gate().quiet());
            assertEquals(
                    2,
                    run.files().stream()
                            .filter(file -> file.contains(".noisy-0."))
                            .count(),
                    () -> run.files().toString());
        }
    }

    @Test
    void repeatsAtMostHalfAsManyForksAsWerePlanned() throws IOException {
        Plan plan = TestRuns.plan(TestRuns.append(4, TIMEOUT_MILLIS, "fine"), "alpha");
        try (RunDirectory run = run(plan, Integer.MAX_VALUE)) {
            assertEquals(
                    2,
                    run.files().stream()
                            .filter(file -> file.contains(".noisy-") && file.endsWith(".fork.json"))
                            .count());
            assertTrue(recorder.ended.stream().noneMatch(fork -> fork.gate().quiet()));
            assertTrue(recorder.ended.stream().allMatch(Fork::valid));
        }
    }

    @Test
    void preparesALogOnceForEachDesignThatReplaysIt() throws IOException {
        Plan plan = TestRuns.plan(TestRuns.everySuite(), "alpha", "beta");
        try (RunDirectory run = run(plan, 0)) {
            assertEquals(
                    List.of("alpha", "beta"),
                    recorder.prepared.stream().sorted().toList());
            recorder.ended.forEach(fork -> assertTrue(fork.valid(), fork::reason));
            assertEquals(plan.forks().size(), recorder.ended.size());
            assertTrue(run.files().size() > plan.forks().size());
        }
    }

    @Test
    void refusesForksWhoseLogCouldNotBePrepared() throws IOException {
        Plan plan = TestRuns.plan(TestRuns.everySuite(), "unpreparable");
        try (RunDirectory run = run(plan, 0)) {
            List<Fork> refused =
                    recorder.ended.stream().filter(fork -> !fork.valid()).toList();
            assertEquals(
                    List.of("its log could not be written: exit code 3: IO: cannot write"),
                    refused.stream().map(Fork::reason).toList());
            assertTrue(run.fork(refused.get(0).planned()).isPresent());
        }
    }

    @Test
    void offersTheRigAShareOfTheMedianJustFound() throws IOException {
        Plan plan = TestRuns.plan(TestRuns.everySuite(), "alpha");
        try (RunDirectory run = run(plan, 0)) {
            PlannedFork rig = plan.forks().get(plan.forks().size() - 1);
            RigResult result = Json.read(run.resolve(RunFiles.raw(rig)), RigResult.class);
            assertEquals(500, result.offeredPerSecond());
            assertTrue(run.has(RunFiles.histograms(rig)));
            assertEquals(
                    "100 records, 0 different",
                    run.fork(rig).orElseThrow().checks().get(0).actual());
        }
    }

    @Test
    void startsNothingOnceStopped() throws IOException {
        stop.stop();
        try (RunDirectory run = run(TestRuns.plan(TestRuns.append(1, TIMEOUT_MILLIS, "fine"), "alpha"), 0)) {
            assertEquals(List.of(), recorder.ended);
            assertTrue(run.files().stream().noneMatch(file -> file.startsWith("forks/")));
        }
    }

    @Test
    void endsTheForkThatRunsWhenStoppedAndFilesNothing() throws Exception {
        Plan plan = TestRuns.plan(TestRuns.append(2, TIMEOUT_MILLIS, "hang"), "alpha");
        var stopping = new Recorder() {
            @Override
            public void starting(io.blackstart.results.Cell cell, PlannedFork planned) {
                // The fork is started by this thread right after; whichever comes first, it must not run on.
                var thread = new Thread(stop::stop);
                thread.start();
            }
        };
        try (RunDirectory run = run(plan, new ScriptedGate(0), stopping)) {
            assertEquals(List.of(), stopping.ended);
            assertEquals(Optional.empty(), run.fork(plan.forks().get(0)));
        }
    }

    @Test
    void goesOnWhereAStoppedRunEnded() throws IOException {
        Plan plan = TestRuns.plan(TestRuns.append(2, TIMEOUT_MILLIS, "fine"), "alpha", "beta");
        var stopping = new Recorder() {
            @Override
            public void ended(io.blackstart.results.Cell cell, Fork fork, long estimatedMillis) {
                super.ended(cell, fork, estimatedMillis);
                stop.stop();
            }
        };
        run(plan, new ScriptedGate(0), stopping).close();
        assertEquals(1, stopping.ended.size());
        try (RunDirectory run = RunDirectory.resume(directory.resolve("run"))) {
            loop(run, new ScriptedGate(0), recorder, new StopSignal());
            assertEquals(3, recorder.forkCount);
            plan.forks().forEach(planned -> assertTrue(run.fork(planned).isPresent()));
        }
    }

    private Fork only(String behaviour) throws IOException {
        return only(TestRuns.append(1, TIMEOUT_MILLIS, behaviour));
    }

    private Fork only(Profile profile) throws IOException {
        Plan plan = TestRuns.plan(profile, "alpha");
        try (RunDirectory run = run(plan, 0)) {
            Fork fork = run.fork(plan.forks().get(0)).orElseThrow();
            assertFalse(fork.valid());
            return fork;
        }
    }

    private RunDirectory run(Plan plan, int noisy) throws IOException {
        return run(plan, new ScriptedGate(noisy), recorder);
    }

    private RunDirectory run(Plan plan, Gate gate, Progress progress) throws IOException {
        RunDirectory run = RunDirectory.create(directory.resolve("run"), TestRuns.IDENTITY.manifest(List.of("test")));
        run.writeJson(RunFiles.PLAN, plan);
        run.checkpoint();
        loop(run, gate, progress, stop);
        return run;
    }

    private void loop(RunDirectory run, Gate gate, Progress progress, StopSignal signal) throws IOException {
        Path data = Files.createDirectories(directory.resolve("data"));
        try (Janitor janitor = Janitor.start(data)) {
            var place = new ForkRunner.Place(run, new RunData(data));
            new RunLoop(place, new RunLoop.Tools(TestRuns.host(), gate, janitor, signal, progress)).run();
        }
    }
}
