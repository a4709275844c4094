package io.blackstart.benchmarks;

import io.blackstart.NearestName;
import io.blackstart.measure.CacheReport;
import io.blackstart.measure.CacheState;
import io.blackstart.measure.PageCache;
import io.blackstart.recovery.Recovery;
import io.blackstart.recovery.RecoveryListener;
import io.blackstart.recovery.RecoveryPhase;
import io.blackstart.recovery.RecoveryReport;
import io.blackstart.recovery.RecoverySources;
import io.blackstart.recovery.RestorationCurve;
import io.blackstart.recovery.RestorationMeter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * <b>Question:</b> when can people chat again?
 *
 * <p><b>Timed, once in each JVM:</b> one recovery design from closed logs to the whole state, answers to users on the way included:
 * opening, reading aids and records, verifying, applying, digesting, and {@code requestsPerSecond} requests that come by the
 * clock. Each is for the newest messages of a room, which are read from the log and compared with what was sent.
 *
 * <p><b>Excluded:</b> starting the JVM; writing logs and aids, which another JVM did that has ended; making the page cache cold
 * or warm.
 *
 * <p><b>What would make it lie:</b> all that {@link ReplayBenchmark} names. A design that answers what it cannot know: each
 * answer is compared with the traffic's own books, one wrong answer fails the check. A rate that leaves no time to recover: it is
 * the same for all designs, and what it costs is within their times.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar RecoveryBenchmark -p recovery=on-demand,scan -p cache=cold}. With
 * {@code java -Dblackstart.replay.log=DIR -jar ...} the shards are written once and kept for later forks.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Threads(1)
@Fork(
        value = 5,
        jvmArgsPrepend = {
            JvmArguments.HEAP_MIN,
            JvmArguments.HEAP_MAX,
            JvmArguments.COLLECTOR,
            JvmArguments.DIRECT_MAX,
            JvmArguments.EXPORT_MISC,
            JvmArguments.OPEN_NIO_CHANNELS,
            JvmArguments.OPEN_REFLECT,
            JvmArguments.OPEN_NIO,
            JvmArguments.NO_ANALYTICS,
            JvmArguments.NO_BOUNDS_CHECKS
        })
public class RecoveryBenchmark {
    private static final List<String> CACHES = List.of("cold", "warm");

    /** Name of the logs' design; one whose segments can be read apart, but for {@code scan}. */
    @Param({"mapped", "group-commit"})
    public String design;

    /** Name of the recovery design. */
    @Param({"scan", "parallel", "direct", "newest-first", "on-demand"})
    public String recovery;

    /** {@code cold}: nothing of logs and aids is in the page cache; {@code warm}: all of it is. The JVM is fresh either way. */
    @Param({"cold", "warm"})
    public String cache;

    /** Logs that share the rooms, 1 to 64. */
    @Param({"1", "4"})
    public int shards;

    /** Threads that verify and apply, for designs that use more than one. */
    @Param("1")
    public int workers;

    /** Payload bytes in all logs together, at least 1. */
    @Param("1073741824")
    public long logBytes;

    /** Requests of users while the recovery runs. */
    @Param("100")
    public int requestsPerSecond;

    private Path directory;
    private PreparedShards prepared;
    private Recovery recoveryDesign;
    private RecoverySources sources;
    private RestorationMeter meter;
    private @Nullable RecoveryReport done;

    /** Has the shards written where they are missing, and makes the page cache what {@code cache} says. */
    @Setup(Level.Trial)
    public void prepare() {
        if (!CACHES.contains(cache)) {
            throw new UsageException(NearestName.unknown("cache", cache, CACHES));
        }
        recoveryDesign = RecoveryUnderTest.design(recovery);
        LogUnderTest.design(design);
        Path kept = ForkSettings.ofThisJvm().replayLog();
        directory = kept != null ? kept : ForkDirectory.ofThisJvm().create("recovery");
        prepared = PreparedShards.find(directory).orElseGet(this::prepareNow);
        prepared.require(design, logBytes, shards, directory);
        sources = RecoveryUnderTest.sources(prepared, directory, workers);
        meter = new RestorationMeter(prepared.requests(), requestsPerSecond, System::nanoTime);
        setCache(RecoveryUnderTest.files(prepared, directory));
    }

    private PreparedShards prepareNow() {
        PreparationJvm.prepareShards(design, logBytes, shards, directory);
        return PreparedShards.find(directory)
                .orElseThrow(() ->
                        new IllegalStateException("directory=" + directory + " holds no shards after preparation"));
    }

    private void setCache(List<Path> files) {
        PageCache pageCache = PageCache.ofSystem();
        CacheReport cacheReport = cache.equals("cold") ? pageCache.makeCold(files) : pageCache.warm(files);
        String found = cacheReport.state() == CacheState.WARM ? "warm" : "cold";
        Checks.note("cache", cache, found + ": " + cacheReport.how());
    }

    /** Recovers, once; milliseconds. */
    @Benchmark
    public RecoveryReport recover() {
        RecoveryReport report = recoveryDesign.recover(sources, meter, RecoveryListener.NONE);
        done = report;
        return report;
    }

    /** Compares what was recovered and answered with what was written. */
    @TearDown(Level.Iteration)
    public void verify(Counters counters) throws IOException {
        RecoveryReport report = Objects.requireNonNull(done, "nothing was recovered");
        RestorationCurve curve = meter.curve();
        Checks.require("refused-ranges", List.of(), report.lostRanges());
        Checks.require("digest", Long.toHexString(prepared.stateDigest()), Long.toHexString(report.digest()));
        Checks.require("wrong-answers", 0L, curve.wrongCount());
        Checks.require("answered-at-the-end", true, curve.nanosTo(1) != RestorationCurve.NEVER);
        counters.records = prepared.recordCount();
        counters.bytes = prepared.storedBytes();
        counters.aidBytes = prepared.aidBytes();
        counters.openNanos = report.nanos(RecoveryPhase.OPEN);
        counters.aidsNanos = report.nanos(RecoveryPhase.AIDS);
        counters.scanNanos = report.nanos(RecoveryPhase.SCAN);
        counters.digestNanos = report.nanos(RecoveryPhase.DIGEST);
        counters.firstNanos = curve.firstServedNanos();
        counters.t50Nanos = curve.nanosTo(0.5);
        counters.t90Nanos = curve.nanosTo(0.9);
        counters.t99Nanos = curve.nanosTo(0.99);
        counters.allNanos = curve.allNanos();
        counters.t50Bytes = curve.readBytesTo(0.5);
        counters.t90Bytes = curve.readBytesTo(0.9);
        counters.t99Bytes = curve.readBytesTo(0.99);
        counters.allBytes = curve.allReadBytes();
        counters.peakBytes = ProcessMemory.peakBytes();
        Path file = ForkSettings.ofThisJvm().curveFile();
        if (file != null) {
            Files.write(file, curve.csv());
        }
    }

    /** Removes the shards, unless they are kept for other forks. */
    @TearDown(Level.Trial)
    public void remove() {
        if (ForkSettings.ofThisJvm().replayLog() == null) {
            ForkDirectory.ofThisJvm().remove(directory);
        }
    }

    /** What one recovery went through. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Counters {
        /** Records in the logs. */
        public long records;
        /** Bytes of the logs' files that hold them, frames included. */
        public long bytes;
        /** Bytes kept beside the logs. */
        public long aidBytes;
        /** Time to open the logs. */
        public long openNanos;
        /** Time to read aids. */
        public long aidsNanos;
        /** Time to read, verify, decode and apply. */
        public long scanNanos;
        /** Time to digest what was built. */
        public long digestNanos;
        /** Time to the first answer. */
        public long firstNanos;
        /** Time until half of the requests could be served. */
        public long t50Nanos;
        /** Time until 90 of 100 could. */
        public long t90Nanos;
        /** Time until 99 of 100 could. */
        public long t99Nanos;
        /** Time until everything was restored. */
        public long allNanos;
        /** Bytes read until then. */
        public long t50Bytes;
        /** Bytes read until then. */
        public long t90Bytes;
        /** Bytes read until then. */
        public long t99Bytes;
        /** Bytes read until then. */
        public long allBytes;
        /** The most memory that the process held. */
        public long peakBytes;
    }
}
