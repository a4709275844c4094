package io.blackstart.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ForkMainIT {
    private static final Path MEMORY = Path.of("/dev/shm");

    @TempDir(factory = TargetDirectory.class)
    Path directory;

    @Test
    void endsAndCleansUpWhenItsParentDies() throws IOException, InterruptedException {
        var fork = new ForkProcess(directory);
        Process process = fork.start(
                "jmh",
                "AppendBenchmark",
                "-f",
                "0",
                "-wi",
                "1",
                "-i",
                "1000000",
                "-p",
                "record=64",
                "-p",
                "design=" + FileLogDesign.Honest.NAME);
        Iterator<String> lines = ForkProcess.linesOf(process).iterator();
        boolean measuring = false;
        while (!measuring && lines.hasNext()) {
            measuring = lines.next().startsWith("Iteration   1:");
        }
        assertTrue(measuring, "it never began to measure");
        assertTrue(Files.isDirectory(fork.data()));
        process.getOutputStream().close();
        assertEquals(ExitCode.ENVIRONMENT.value(), process.waitFor());
        assertFalse(Files.exists(fork.data()), "the fork's data was left");
    }

    @Test
    void refusesDurableLogsInMemory() throws IOException, InterruptedException {
        assumeTrue(Files.isWritable(MEMORY), "no " + MEMORY + " here");
        Path data = Files.createTempDirectory(MEMORY, "blackstart-test-");
        try {
            var fork = new ForkProcess(directory).with("-D" + ForkSettings.DATA + "=" + data);
            String design = "design=" + FileLogDesign.Honest.NAME;
            assertRefusesMemory(fork.run("jmh", "AppendDurableBenchmark", "-f", "0", "-p", design));
            assertRefusesMemory(fork.run("jmh", "LimitBenchmark.forceBatch", "-f", "0"));
            assertRefusesMemory(fork.run("jmh", "LimitBenchmark.deviceRead", "-f", "0"));
            try (var left = Files.list(data)) {
                assertEquals(0, left.count());
            }
        } finally {
            Files.delete(data);
        }
    }

    private static void assertRefusesMemory(ForkProcess.Ended ended) {
        assertTrue(ended.expect(ExitCode.ENVIRONMENT).failureLine().contains("tmpfs"), ended.failureLine());
    }

    @Test
    void namesTheNearestParameter() throws IOException, InterruptedException {
        ForkProcess.Ended ended = new ForkProcess(directory)
                .run("jmh", "AppendBenchmark", "-f", "0", "-p", "recrod=64")
                .expect(ExitCode.USAGE);
        assertTrue(ended.failureLine().contains("'record'"), ended.failureLine());
    }

    @Test
    void namesTheNearestDesignAndRecord() throws IOException, InterruptedException {
        ForkProcess.Ended design = new ForkProcess(directory)
                .run("jmh", "AppendBenchmark", "-f", "0", "-p", "record=64", "-p", "design=test-honets")
                .expect(ExitCode.USAGE);
        assertTrue(design.failureLine().contains("'test-honest'"), design.failureLine());
        ForkProcess.Ended record = new ForkProcess(directory)
                .run("jmh", "LimitBenchmark.copy$", "-f", "0", "-p", "record=chta")
                .expect(ExitCode.USAGE);
        assertTrue(record.failureLine().contains("'chat'"), record.failureLine());
    }

    @Test
    void refusesWhatItDoesNotKnow() throws IOException, InterruptedException {
        var fork = new ForkProcess(directory);
        fork.run().expect(ExitCode.USAGE).failureLine();
        fork.run("jhm").expect(ExitCode.USAGE).failureLine();
        fork.run("jmh", "NoSuchBenchmark").expect(ExitCode.USAGE).failureLine();
        fork.run("jmh", "--no-such-option").expect(ExitCode.USAGE).failureLine();
        fork.run("rig", "--design", "test-honest").expect(ExitCode.USAGE).failureLine();
        fork.run("prepare", "--bytes", "many").expect(ExitCode.USAGE).failureLine();
        assertFalse(Files.exists(fork.data()));
    }

    @Test
    void listsBenchmarksAsJmhDoes() throws IOException, InterruptedException {
        ForkProcess.Ended ended = new ForkProcess(directory).run("jmh", "-l").expect(ExitCode.FINE);
        assertTrue(
                ended.output().contains("io.blackstart.benchmarks.LimitBenchmark.copyAndCrc32c"),
                ended.output()::toString);
    }
}
