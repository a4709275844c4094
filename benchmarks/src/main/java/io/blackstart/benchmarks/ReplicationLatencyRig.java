package io.blackstart.benchmarks;

import io.blackstart.measure.ArrivalSchedule;
import io.blackstart.measure.HistogramLog;
import io.blackstart.measure.OpenLoopRig;
import io.blackstart.measure.Percentiles;
import io.blackstart.measure.RigOperation;
import io.blackstart.measure.RigOptions;
import io.blackstart.measure.RigReading;
import io.blackstart.replication.AckPolicy;
import io.blackstart.replication.Replication;
import io.blackstart.results.Json;
import io.blackstart.results.RigResult;
import io.blackstart.results.RunSchema;
import io.blackstart.workload.RecordSource;
import io.blackstart.workload.RecordTape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * <b>Question:</b> how long does a client wait for the acknowledgement of one record under a policy, while records arrive at a
 * given rate, whatever the replicas do?
 *
 * <p><b>Timed:</b> from the intended send of each record to the moment when the sending thread sees it below
 * {@code acknowledgedPosition}; service time from the call of publish.
 *
 * <p><b>Excluded:</b> warm-up, starting the replicas. Afterwards every replica's log is compared with the tape.
 *
 * <p><b>What would make it lie:</b> as for {@link AppendLatencyRig}; and replicas that share processors with the sender, which
 * stand in the tail.
 */
@Command(name = "replicate")
final class ReplicationLatencyRig implements Runnable {
    private static final int IN_FLIGHT_LIMIT = 1 << 15;
    private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(20);

    @Option(names = "--design", required = true, description = "name of the replication design")
    private String design = "";

    @Option(names = "--durability", description = "class the policy promises, for the record")
    private String durability = "";

    @Option(names = "--policy", defaultValue = "quorum/memory", description = "who must have a record")
    private String policy = "";

    @Option(names = "--replicas", defaultValue = "3", description = "copies, the leader's too")
    private int replicas;

    @Option(names = "--sites", defaultValue = "3", description = "sites, among which they are dealt")
    private int sites;

    @Option(names = "--network", defaultValue = SiteNetwork.LOOPBACK, description = "loopback or namespaces")
    private String network = "";

    @Option(names = "--megabits", defaultValue = "0", description = "limit of each link; 0 for none")
    private int megabits;

    @Option(names = "--round-trip-micros", defaultValue = "0", description = "added between sites")
    private long roundTripMicros;

    @Option(names = "--rate", required = true, description = "records a second, above 0")
    private double ratePerSecond;

    @Option(names = "--millis", defaultValue = "5000", description = "time that is recorded, at least 1")
    private long millis;

    @Option(names = "--warmup-millis", defaultValue = "2000", description = "time before that, at least 0")
    private long warmupMillis;

    @Option(names = "--record", defaultValue = "256", description = "64, 256, 1024 or chat")
    private String record = "";

    @Option(names = "--result", required = true, description = "gets the result as JSON")
    private Path result = Path.of("");

    @Option(names = "--histograms", description = "gets both histograms as an HdrHistogram log")
    private @Nullable Path histograms;

    @Override
    public void run() {
        RigOptions options = options();
        RecordTape tape = Tapes.of(record);
        var setting = new ReplicationSetting(
                design,
                AckPolicy.parse(policy),
                new ReplicaPlan(replicas, sites),
                network,
                megabits,
                roundTripMicros,
                record,
                Map.of());
        try (ReplicationUnderTest test = ReplicationUnderTest.start(setting)) {
            Checks.note("promise", policy, test.leader().promise());
            var operation = new PublishOperation(test.leader(), tape.cursor(0));
            RigReading reading = new OpenLoopRig().run(ArrivalSchedule.fixedRate(ratePerSecond), operation, options);
            test.verify(operation.sentCount());
            report(reading, operation.sentCount() - options.warmupCount());
        }
    }

    private RigOptions options() {
        if (!(ratePerSecond > 0) || millis < 1 || warmupMillis < 0) {
            throw new UsageException("--rate=" + ratePerSecond + " --millis=" + millis + " --warmup-millis="
                    + warmupMillis + ": rate and millis must be above 0, warmup-millis not below");
        }
        double ratePerMilli = ratePerSecond / TimeUnit.SECONDS.toMillis(1);
        return new RigOptions(
                Math.round(ratePerMilli * warmupMillis),
                Math.max(2, Math.round(ratePerMilli * millis)),
                IN_FLIGHT_LIMIT,
                GIVE_UP_NANOS);
    }

    /** Written after every replica was compared and found equal; otherwise this fork has failed. */
    private void report(RigReading reading, long verified) {
        var rigResult = new RigResult(
                RunSchema.VERSION,
                reading.offeredPerSecond(),
                reading.achievedPerSecond(),
                reading.sentCount(),
                reading.durationNanos(),
                reading.saturated(),
                Percentiles.of(reading.response()),
                Percentiles.of(reading.service()),
                verified,
                0);
        try {
            Files.write(result, Json.bytes(rigResult));
        } catch (IOException e) {
            throw AllocatedFile.failure("the result cannot be written", result, e);
        }
        if (histograms != null) {
            HistogramLog.write(
                    histograms,
                    reading,
                    List.of("design=" + design + " policy=" + policy + " durability=" + durability + " rate="
                            + ratePerSecond + " record=" + record));
        }
    }

    /** One publish, complete when it is acknowledged. Positions are ordinals, so the acknowledged position is the count. */
    private static final class PublishOperation implements RigOperation {
        private final Replication leader;
        private final RecordSource records;
        private long sentCount;

        PublishOperation(Replication leader, RecordSource records) {
            this.leader = leader;
            this.records = records;
        }

        @Override
        public void send(long index) {
            records.next();
            leader.publish(records.buffer(), records.offset(), records.length());
            sentCount = index + 1;
        }

        @Override
        public long completedCount() {
            return leader.acknowledgedPosition();
        }

        long sentCount() {
            return sentCount;
        }
    }
}
