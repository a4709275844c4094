package io.blackstart.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.recovery.Recoveries;
import io.blackstart.recovery.Recovery;
import io.blackstart.results.Json;
import io.blackstart.results.RigResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Every benchmark once, in JVMs of their own, the numbers thrown away: what counts is that each ends, is verified and leaves nothing. */
@Timeout(300)
class SuitesIT {
    private static final Map<String, List<String>> TINY = Map.of(
            "AppendBenchmark", List.of("record=64"),
            "AppendDurableBenchmark", List.of("inFlight=16"),
            "ReplayBenchmark", List.of("logBytes=1000000", "cache=warm"),
            "RecoveryBenchmark", List.of("logBytes=1000000", "cache=warm", "recovery=scan", "shards=1"));
    private static final List<String> ALL_TINY = Stream.concat(
                    TINY.values().stream().flatMap(List::stream).distinct(),
                    Stream.of("fileBytes=16777216", "batchRecords=16"))
            .toList();

    // On the disk of the build, not the temporary directory, which may be memory.
    @TempDir(factory = TargetDirectory.class)
    Path directory;

    @Test
    void everyBenchmarkRunsIsVerifiedAndLeavesNothing() throws IOException, InterruptedException {
        var fork = new ForkProcess(directory);
        Path result = directory.resolve("jmh.json");
        fork.run(tiny(
                        "io\\.blackstart\\.benchmarks\\.(Append|Limit|Recovery|Replay)",
                        "-p",
                        "design=" + FileLogDesign.Honest.NAME,
                        "-rf",
                        "json",
                        "-rff",
                        result.toString()))
                .expect(ExitCode.FINE);
        var measured = new TreeSet<String>();
        for (JsonNode one : Json.tree(result)) {
            String name = one.get("benchmark").stringValue();
            measured.add(name.substring("io.blackstart.benchmarks.".length()));
            assertTrue(one.get("primaryMetric").get("score").doubleValue() > 0, name);
        }
        Set<String> expected = new TreeSet<>(List.of(
                "AppendBenchmark.append",
                "AppendDurableBenchmark.append",
                "LimitBenchmark.channelWrite",
                "LimitBenchmark.copy",
                "LimitBenchmark.copyAndCrc32c",
                "LimitBenchmark.crc32c",
                "LimitBenchmark.deviceRead",
                "LimitBenchmark.deviceWrite",
                "LimitBenchmark.forceBatch",
                "LimitBenchmark.generatorFresh",
                "LimitBenchmark.generatorTape",
                "RecoveryBenchmark.recover",
                "ReplayBenchmark.replay"));
        assertEquals(expected, measured);
        List<String> checks = fork.checks();
        for (String what : List.of(
                "read-back",
                "durable-above-acknowledged",
                "records",
                "digest",
                "content",
                "cache",
                "last-record-copied")) {
            assertTrue(checks.stream().anyMatch(line -> line.startsWith(what + "\t")), what + " in " + checks);
        }
        assertTrue(checks.stream().allMatch(line -> line.endsWith("\tPASS")), checks::toString);
        assertNothingLeft(fork);
    }

    @Test
    void everyRecoveryDesignRestoresShardsAndAnswersRightly() throws IOException, InterruptedException {
        var fork = new ForkProcess(directory);
        String designs = Recoveries.all().stream().map(Recovery::name).collect(Collectors.joining(","));
        fork.run(
                        "jmh",
                        "RecoveryBenchmark",
                        "-f",
                        "0",
                        "-p",
                        "design=mapped",
                        "-p",
                        "recovery=" + designs,
                        "-p",
                        "cache=cold",
                        "-p",
                        "shards=2",
                        "-p",
                        "logBytes=1000000")
                .expect(ExitCode.FINE);
        List<String> right = fork.checks().stream()
                .filter(line -> line.startsWith("wrong-answers\t"))
                .toList();
        assertEquals(Recoveries.all().size(), right.size());
        assertTrue(fork.checks().stream().allMatch(line -> line.endsWith("\tPASS")), fork.checks()::toString);
        assertNothingLeft(fork);
    }

    @Test
    void producersShareALogOfOneWriter() throws IOException, InterruptedException {
        var fork = new ForkProcess(directory);
        fork.run(tiny("AppendDurableBenchmark", "-p", "design=" + FileLogDesign.Honest.NAME, "-t", "4"))
                .expect(ExitCode.FINE);
        assertTrue(fork.checks().stream().allMatch(line -> line.endsWith("\tPASS")), fork.checks()::toString);
        assertNothingLeft(fork);
    }

    @Test
    void aLogThatLosesARecordVoidsTheFork() throws IOException, InterruptedException {
        assertVoid("AppendBenchmark", FileLogDesign.Dropping.NAME);
        assertVoid("AppendDurableBenchmark", FileLogDesign.Dropping.NAME);
    }

    @Test
    void aLogThatAltersARecordVoidsTheFork() throws IOException, InterruptedException {
        assertVoid("AppendBenchmark", FileLogDesign.Altering.NAME);
        assertVoid("ReplayBenchmark", FileLogDesign.Altering.NAME);
    }

    private void assertVoid(String benchmark, String design) throws IOException, InterruptedException {
        var fork = new ForkProcess(directory.resolve(benchmark + design));
        Files.createDirectories(fork.data());
        ForkProcess.Ended ended =
                fork.run(tiny(benchmark, "-p", "design=" + design)).expect(ExitCode.FAILED);
        assertTrue(ended.failureLine().contains("check "), ended.failureLine());
        assertEquals(
                1,
                fork.checks().stream().filter(line -> line.endsWith("\tFAIL")).count(),
                fork.checks()::toString);
        try (var left = Files.list(fork.data())) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void theRigMeasuresVerifiesAndWritesBothFiles() throws IOException, InterruptedException {
        for (String durability : List.of("PROCESS", "POWER")) {
            var fork = new ForkProcess(directory);
            Path result = directory.resolve(durability + ".json");
            Path histograms = directory.resolve(durability + ".hlog");
            fork.run(rig(FileLogDesign.Honest.NAME, durability, result, histograms))
                    .expect(ExitCode.FINE);
            RigResult rigResult = Json.read(result, RigResult.class);
            assertEquals(rigResult.sentCount(), rigResult.verified());
            assertEquals(0, rigResult.mismatched());
            assertTrue(rigResult.responseNanos().containsKey("max"), rigResult::toString);
            assertTrue(Files.size(histograms) > 0);
            assertNothingLeft(fork);
        }
    }

    @Test
    void theRigVoidsALogThatLosesARecord() throws IOException, InterruptedException {
        var fork = new ForkProcess(directory);
        Path result = directory.resolve("rig.json");
        fork.run(rig(FileLogDesign.Dropping.NAME, "PROCESS", result, directory.resolve("rig.hlog")))
                .expect(ExitCode.FAILED);
        assertTrue(Json.read(result, RigResult.class).mismatched() > 0);
        assertNothingLeft(fork);
    }

    @Test
    void aPreparedLogIsWrittenOnceAndReplayedByOthers() throws IOException, InterruptedException {
        Path prepared = directory.resolve("prepared");
        var fork = new ForkProcess(directory).with("-D" + ForkSettings.REPLAY_LOG + "=" + prepared);
        String design = FileLogDesign.Honest.NAME;
        String[] prepare = {"prepare", "--design", design, "--bytes", "1000000", "--into", prepared.toString()};
        fork.run(prepare).expect(ExitCode.FINE);
        var writtenAt = Files.getLastModifiedTime(prepared.resolve("log").resolve("log"));
        fork.run(prepare).expect(ExitCode.FINE);
        assertEquals(
                writtenAt, Files.getLastModifiedTime(prepared.resolve("log").resolve("log")));
        fork.run(tiny("ReplayBenchmark", "-p", "design=" + design)).expect(ExitCode.FINE);
        assertEquals(
                2,
                fork.checks().stream()
                        .filter(line -> line.startsWith("digest\t"))
                        .count());
        assertNothingLeft(fork);
        prepare[4] = "2000000";
        assertTrue(fork.run(prepare).expect(ExitCode.ENVIRONMENT).failureLine().contains("FOREIGN"));
    }

    private static String[] rig(String design, String durability, Path result, Path histograms) {
        return new String[] {
            "rig",
            "--design",
            design,
            "--durability",
            durability,
            "--rate",
            "2000",
            "--millis",
            "200",
            "--warmup-millis",
            "50",
            "--record",
            "64",
            "--result",
            result.toString(),
            "--histograms",
            histograms.toString()
        };
    }

    private static String[] tiny(String benchmark, String... more) {
        var arguments = new ArrayList<String>(List.of("jmh", benchmark));
        arguments.addAll(List.of("-f", "0", "-wi", "0", "-i", "1", "-w", "50ms", "-r", "50ms"));
        for (String parameter : TINY.getOrDefault(benchmark, ALL_TINY)) {
            arguments.addAll(List.of("-p", parameter));
        }
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private static void assertNothingLeft(ForkProcess fork) {
        assertFalse(Files.exists(fork.data()), () -> fork.data() + " was left");
    }
}
