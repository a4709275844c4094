package io.blackstart.benchmarks;

import io.blackstart.log.Durability;
import io.blackstart.log.LogDesign;
import io.blackstart.measure.ArrivalSchedule;
import io.blackstart.measure.HistogramLog;
import io.blackstart.measure.OpenLoopRig;
import io.blackstart.measure.Percentiles;
import io.blackstart.measure.RigOptions;
import io.blackstart.measure.RigReading;
import io.blackstart.results.Json;
import io.blackstart.results.RigResult;
import io.blackstart.results.RunSchema;
import io.blackstart.workload.RecordTape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * <b>Question:</b> how long does a client wait for the acknowledgement of one record while records arrive at a given rate, whatever
 * the log does?
 *
 * <p><b>Timed:</b> each record has an intended send time from a schedule with equal gaps. Its response time runs from there,
 * its service time from the call of append, both to the moment when the sending thread sees the record below
 * {@code durablePosition}. For class POWER another thread waits for durability all the time, as a server would that answers
 * asynchronously.
 *
 * <p><b>Excluded:</b> warm-up; opening, with room for the whole run; closing. Afterwards everything is read back and compared.
 *
 * <p><b>What would make it lie:</b> a sender that falls behind and forgives itself: times run from the intended send, and below
 * 99 % of the offered rate the result is saturated, its percentiles not comparable; fewer free processors than the sender, the
 * waiter and the log's own threads need, where the scheduler shows in the tail.
 *
 * <p>{@code java FLAGS -cp benchmarks.jar io.blackstart.benchmarks.ForkMain rig --design group-commit --durability POWER --rate 50000
 * --millis 10000 --result rig.json --histograms rig.hlog}
 */
@Command(name = "rig")
final class AppendLatencyRig implements Runnable {
    private static final int IN_FLIGHT_LIMIT = 1 << 16;
    private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(10);

    @Option(names = "--design", required = true, description = "name of the design")
    private String design = "";

    @Option(names = "--durability", required = true, description = "PROCESS or POWER")
    private Durability durability = Durability.PROCESS;

    @Option(names = "--rate", required = true, description = "records a second, above 0")
    private double ratePerSecond;

    @Option(names = "--millis", defaultValue = "5000", description = "time that is recorded, at least 1")
    private long millis;

    @Option(
            names = "--warmup-millis",
            defaultValue = "2000",
            description = "time at the same rate before that, at least 0")
    private long warmupMillis;

    @Option(names = "--record", defaultValue = "256", description = "64, 256, 1024 or chat")
    private String record = "";

    @Option(names = "--result", required = true, description = "gets the result as JSON")
    private Path result = Path.of("");

    @Option(names = "--histograms", description = "gets both histograms as an HdrHistogram log")
    private @Nullable Path histograms;

    @Override
    public void run() {
        LogDesign logDesign = LogUnderTest.design(design);
        RigOptions options = options();
        RecordTape tape = Tapes.of(record);
        long recordCount = options.warmupCount() + options.measuredCount();
        long payloadBytes = tape.streamBytes(recordCount);
        try (LogUnderTest log = LogUnderTest.create(logDesign, durability, recordCount, payloadBytes)) {
            RigReading reading;
            long sentCount;
            try (DurabilityWaiter waiter = DurabilityWaiter.start(log.log())) {
                var operation = new AppendOperation(log.log(), tape.cursor(0), waiter, options.inFlightLimit());
                reading = new OpenLoopRig().run(ArrivalSchedule.fixedRate(ratePerSecond), operation, options);
                sentCount = operation.sentCount();
            }
            ReadBack readBack = log.readBack(tape, sentCount);
            report(reading, options.warmupCount(), readBack);
            readBack.require();
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

    private void report(RigReading reading, long warmupCount, ReadBack readBack) {
        var rigResult = new RigResult(
                RunSchema.VERSION,
                reading.offeredPerSecond(),
                reading.achievedPerSecond(),
                reading.sentCount(),
                reading.durationNanos(),
                reading.saturated(),
                Percentiles.of(reading.response()),
                Percentiles.of(reading.service()),
                Math.max(0, readBack.equalCount() - warmupCount),
                readBack.differentCount());
        try {
            Files.write(result, Json.bytes(rigResult));
        } catch (IOException e) {
            throw AllocatedFile.failure("the result cannot be written", result, e);
        }
        if (histograms != null) {
            HistogramLog.write(histograms, reading, List.of(comment()));
        }
    }

    private String comment() {
        return "design=" + design + " durability=" + durability + " rate=" + ratePerSecond + " record=" + record
                + " seed=" + ForkSettings.ofThisJvm().seed();
    }
}
