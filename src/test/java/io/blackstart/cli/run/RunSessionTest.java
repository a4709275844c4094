package io.blackstart.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.blackstart.BlackstartException;
import io.blackstart.cli.run.Profile.Group;
import io.blackstart.cli.run.Profile.Point;
import io.blackstart.cli.run.TestRuns.Recorder;
import io.blackstart.cli.run.TestRuns.ScriptedGate;
import io.blackstart.results.ForkKind;
import io.blackstart.results.Plan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a session refuses before anything has run. */
class RunSessionTest {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long MUCH = 1L << 55;

    @TempDir(factory = InTarget.class)
    private Path directory;

    @Test
    void refusesMemoryForADurableCell() throws IOException {
        assumeTrue(
                Files.isWritable(MEMORY) && Files.getFileStore(MEMORY).type().equals("tmpfs"),
                "needs tmpfs at /dev/shm");
        Path data = MEMORY.resolve("blackstart-test-" + ProcessHandle.current().pid());
        assertRefused("tmpfs", data, plan("POWER", List.of("-Xmx64m"), 1000));
        assertFalse(Files.exists(data));
    }

    @Test
    void refusesADiskWithoutRoom() {
        assertRefused("MiB free, the plan writes up to", directory, plan("PROCESS", List.of("-Xmx64m"), MUCH));
    }

    @Test
    void refusesAMachineWithTooLittleMemory() {
        assertRefused("free memory", directory, plan("PROCESS", List.of("-Xmx900000g"), 1000));
    }

    @Test
    void refusesADataDirectoryThatIsAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "mine");
        assertRefused("is not a directory", file, plan("PROCESS", List.of("-Xmx64m"), 1000));
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void keepsTheDataBesideTheRun() {
        assertEquals(directory, RunSession.dataParent(directory.resolve("run")));
        assertEquals(directory.resolve("run.data"), RunSession.dataDirectory(directory.resolve("run"), directory));
    }

    private void assertRefused(String why, Path data, Plan plan) {
        Path run = directory.resolve("run");
        var recorder = new Recorder();
        var session = new RunSession(
                TestRuns.IDENTITY,
                TestRuns.host(),
                new RunSession.Gates(new ScriptedGate(0), TestRuns.ADMIT_ALL),
                new StopSignal(),
                new RunSession.Console(new PrintWriter(new StringWriter()), recorder));
        BlackstartException refusal = assertThrows(
                BlackstartException.class, () -> session.begin(session.newManifest(List.of("test")), run, data, plan));
        assertTrue(String.valueOf(refusal.getMessage()).contains(why), refusal::getMessage);
        assertEquals(1, String.valueOf(refusal.getMessage()).lines().count());
        assertFalse(Files.exists(run));
        assertEquals(0, recorder.forkCount);
    }

    private static Plan plan(String durability, List<String> jvmArguments, long dataBytes) {
        var group = new Group(
                "append",
                "AppendBenchmark.append",
                ForkKind.JMH,
                List.of(durability),
                0,
                1,
                List.of(),
                500,
                30_000,
                dataBytes,
                List.of(),
                List.of(),
                List.of(new Point(1, new TreeMap<>(Map.of("record", "256")))),
                List.of());
        return TestRuns.plan(new Profile(1, "test", "", true, jvmArguments, List.of(group), List.of()), "alpha");
    }
}
