package io.blackstart.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.results.Json;
import io.blackstart.results.RigResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The replication suites once, with replicas in JVMs of their own on loopback: each is compared with what was sent. */
@Timeout(300)
class ReplicationIT {
    @TempDir(factory = TargetDirectory.class)
    Path directory;

    @Test
    void everyReplicaIsComparedAndNothingIsLeft() throws IOException, InterruptedException {
        var fork = new ForkProcess(directory);
        fork.run(
                        "jmh",
                        "ReplicationBenchmark",
                        "-f",
                        "0",
                        "-wi",
                        "0",
                        "-i",
                        "1",
                        "-p",
                        "design=relay,aeron-mdc",
                        "-p",
                        "sites=2")
                .expect(ExitCode.FINE);
        for (int node = 0; node < 3; node++) {
            String what = "replica-" + node + "\t";
            assertTrue(
                    fork.checks().stream().anyMatch(line -> line.startsWith(what) && line.endsWith("equal\tPASS")),
                    fork.checks()::toString);
        }
        assertFalse(Files.exists(fork.data()), () -> fork.data() + " was left");
    }

    @Test
    void theLimitsOfTheNetworkAreMeasured() throws IOException, InterruptedException {
        var fork = new ForkProcess(directory);
        fork.run("jmh", "ReplicationLimitBenchmark", "-f", "0", "-wi", "0", "-i", "1", "-p", "roundTripMicros=500")
                .expect(ExitCode.FINE);
    }

    @Test
    void theRigMeasuresAcknowledgementsOverALongerWay() throws IOException, InterruptedException {
        var fork = new ForkProcess(directory);
        Path result = directory.resolve("rig.json");
        fork.run(
                        "replicate",
                        "--design",
                        "star-ring",
                        "--policy",
                        "sites(2)/disk",
                        "--rate",
                        "2000",
                        "--millis",
                        "200",
                        "--warmup-millis",
                        "50",
                        "--round-trip-micros",
                        "1000",
                        "--result",
                        result.toString())
                .expect(ExitCode.FINE);
        RigResult rigResult = Json.read(result, RigResult.class);
        assertEquals(rigResult.sentCount(), rigResult.verified());
        assertFalse(Files.exists(fork.data()), () -> fork.data() + " was left");
    }

    @Test
    void refusesAPolicyThatTheSitesCannotKeep() throws IOException, InterruptedException {
        var fork = new ForkProcess(directory);
        assertTrue(
                fork.run("jmh", "ReplicationBenchmark", "-f", "0", "-wi", "0", "-i", "1", "-p", "policy=sites(9)/disk")
                        .failureLine()
                        .contains("siteCount=9"));
    }
}
