package io.blackstart.benchmarks;

import io.blackstart.NearestName;
import io.blackstart.log.LogDesign;
import io.blackstart.log.MessageLog;
import io.blackstart.measure.CacheReport;
import io.blackstart.measure.CacheState;
import io.blackstart.measure.PageCache;
import io.blackstart.recovery.Demand;
import io.blackstart.recovery.Recoveries;
import io.blackstart.recovery.Recovery;
import io.blackstart.recovery.RecoveryInto;
import io.blackstart.recovery.RecoveryListener;
import io.blackstart.recovery.RecoveryPhase;
import io.blackstart.recovery.RecoveryReport;
import io.blackstart.recovery.RecoverySources;
import io.blackstart.recovery.ShardSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
 * <b>Question:</b> how long does a server that starts from nothing take to get its log back into memory?
 *
 * <p><b>Timed, once in each JVM:</b> {@code scan} of package recovery: opening the log, what opening checks and allocates included;
 * reading, verifying and decoding every record; for {@code into=state} building the chat state and digesting it; closing the log.
 * All in interpreted code first, as in a real restart: warm-up is part of the price.
 *
 * <p><b>Excluded:</b> starting the JVM; writing the log, which another JVM did that has ended; making the page cache cold or warm.
 *
 * <p><b>What would make it lie:</b> a page cache that still holds what was just written: the log is evicted and that is
 * checked; where it cannot be, the check line {@code cache} says {@code warm}, and so must whoever reports. A host's cache
 * below a virtual disk cannot be seen from here: the limit {@link LimitBenchmark#deviceRead} suffers from it alike. A second
 * shot in one JVM would measure compiled code, so there is one iteration and no warm-up, and a fork is one sample. A reader that
 * skips records: their number, a digest over them or over the state, and (untimed, in a second pass) a checksum over every byte must
 * equal those of the traffic that was written.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar ReplayBenchmark -p design=mapped -p cache=cold -p into=state}. With
 * {@code java -Dblackstart.replay.log=DIR -jar ...} the log is written once and kept for later forks; otherwise each fork writes and
 * removes its own.
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
public class ReplayBenchmark {
    private static final String RECOVERY = "scan";
    private static final List<String> CACHES = List.of("cold", "warm");
    private static final List<String> INTOS =
            Stream.of(RecoveryInto.values()).map(RecoveryInto::label).toList();

    /** Name of the log's design, as {@code blackstart designs} lists it. */
    @Param({"mapped", "group-commit", "chronicle"})
    public String design;

    /** {@code cold}: nothing of the log is in the page cache; {@code warm}: all of it is. The JVM is fresh either way. */
    @Param({"cold", "warm"})
    public String cache;

    /** {@code verify}: each record is checked and decoded; {@code state}: the chat state is built from them too. */
    @Param({"verify", "state"})
    public String into;

    /** Payload bytes in the log, at least 1. */
    @Param("1073741824")
    public long logBytes;

    private Path directory;
    private PreparedLog prepared;
    private Recovery recovery;
    private RecoverySources sources;
    private @Nullable RecoveryReport done;

    /** Has the log written where it is missing, and makes the page cache what {@code cache} says. */
    @Setup(Level.Trial)
    public void prepare() {
        requireKnown("cache", cache, CACHES);
        requireKnown("into", into, INTOS);
        LogDesign logDesign = LogUnderTest.design(design);
        Path kept = ForkSettings.ofThisJvm().replayLog();
        directory = kept != null ? kept : ForkDirectory.ofThisJvm().create("replay");
        prepared = PreparedLog.find(directory).orElseGet(this::prepareNow);
        prepared.require(design, logBytes, directory);
        Path logDirectory = PreparedLog.logDirectory(directory);
        recovery = Recoveries.find(RECOVERY);
        sources = RecoverySources.of(ShardSource.of(
                        logDesign, logDirectory, LogUnderTest.options(ReplayPreparation.durabilityOf(logDesign))))
                .withInto(RecoveryInto.valueOf(into.toUpperCase(Locale.ROOT)));
        setCache(StoredBytes.files(logDirectory));
    }

    private PreparedLog prepareNow() {
        PreparationJvm.prepare(design, logBytes, directory);
        return PreparedLog.find(directory)
                .orElseThrow(
                        () -> new IllegalStateException("directory=" + directory + " holds no log after preparation"));
    }

    private void setCache(List<Path> files) {
        PageCache pageCache = PageCache.ofSystem();
        CacheReport cacheReport = cache.equals("cold") ? pageCache.makeCold(files) : pageCache.warm(files);
        String found = cacheReport.state() == CacheState.WARM ? "warm" : "cold";
        Checks.note("cache", cache, found + ": " + cacheReport.how());
    }

    /** Recovers from the log, once; milliseconds. */
    @Benchmark
    public RecoveryReport replay() {
        RecoveryReport report = recovery.recover(sources, Demand.NONE, RecoveryListener.NONE);
        done = report;
        return report;
    }

    /** Compares what was recovered with what was written. */
    @TearDown(Level.Iteration)
    public void verify(Counters counters) {
        RecoveryReport report = Objects.requireNonNull(done, "nothing was replayed");
        Checks.require("refused-ranges", List.of(), report.lostRanges());
        Checks.require("records", prepared.recordCount(), report.readCount());
        Checks.require("record-bytes", prepared.payloadBytes(), report.readBytes());
        long digest = report.into() == RecoveryInto.STATE ? prepared.stateDigest() : prepared.recordDigest();
        Checks.require("digest", Long.toHexString(digest), Long.toHexString(report.digest()));
        Checks.require("content", prepared.contentChecksum(), contentChecksum());
        counters.records = report.readCount();
        counters.bytes = prepared.storedBytes();
        counters.openNanos = report.nanos(RecoveryPhase.OPEN);
        counters.scanNanos = report.nanos(RecoveryPhase.SCAN);
        counters.digestNanos = report.nanos(RecoveryPhase.DIGEST);
    }

    /** Reads the log once more, untimed. */
    private long contentChecksum() {
        var checksum = new ContentChecksum();
        try (MessageLog log = sources.shards().get(0).opener().get()) {
            log.read(0, (position, buffer, offset, length) -> {
                checksum.add(buffer, offset, length);
                return true;
            });
        }
        return checksum.value();
    }

    /** Removes the log, unless it is kept for other forks. */
    @TearDown(Level.Trial)
    public void remove() {
        if (ForkSettings.ofThisJvm().replayLog() == null) {
            ForkDirectory.ofThisJvm().remove(directory);
        }
    }

    private static void requireKnown(String kind, String name, List<String> known) {
        if (!known.contains(name)) {
            throw new UsageException(NearestName.unknown(kind, name, known));
        }
    }

    /** What one replay went through. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Counters {
        /** Records recovered. */
        public long records;
        /** Bytes of the log's files that hold them, frames included. */
        public long bytes;
        /** Time to open the log. */
        public long openNanos;
        /** Time to read, verify, decode and apply. */
        public long scanNanos;
        /** Time to digest what was built. */
        public long digestNanos;
    }
}
