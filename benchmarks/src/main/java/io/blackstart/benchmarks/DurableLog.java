package io.blackstart.benchmarks;

import io.blackstart.log.Durability;
import io.blackstart.log.LogDesign;
import io.blackstart.log.MessageLog;
import io.blackstart.log.ThreadRule;
import io.blackstart.workload.RecordSource;
import io.blackstart.workload.RecordTape;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.infra.ThreadParams;

/** The log of class POWER that all producers of a fork share; a new one for each iteration. */
@State(Scope.Benchmark)
public class DurableLog {
    private static final int RECORD_BYTES = 256;
    /** Smaller than elsewhere, since each producer has a copy and the device, not memory, is what is measured. */
    private static final int TAPE_BYTES = 16 << 20;
    /** More batches a second than devices that really force have been seen to do; only sizes the room. */
    private static final long BATCHES_PER_SECOND_MAX = 10_000;
    /** More records a second than any log has been seen to make durable on one device; only sizes the room. */
    private static final long RECORDS_PER_SECOND_MAX = 2_000_000;
    /** Producers run a little before and after the timed part. */
    private static final long SLACK_MILLIS = 200;

    /** Name of the design, as {@code blackstart designs} lists it. */
    @Param({"mapped", "group-commit", "chronicle"})
    public String design;

    /** Records appended and not yet acknowledged, at most, over all producers. */
    @Param({"1", "16", "64", "1024"})
    public int inFlight;

    private final AllocatedBytes allocatedBytes = new AllocatedBytes();
    private LogDesign logDesign;
    private RecordTape tape;
    private DurableProducer[] producers;
    private @Nullable ReentrantLock appendLock;
    private LogUnderTest logUnderTest;
    private long allocatedAtOpen;
    private long grownBytes;
    private double heapBytesPerRecord;

    /** Finds the design and makes the tape. */
    @Setup(Level.Trial)
    public void makeTape(BenchmarkParams benchmark) {
        if (inFlight < 1) {
            throw new UsageException("inFlight=" + inFlight + " must be at least 1");
        }
        logDesign = LogUnderTest.design(design);
        tape = Tapes.of(Integer.toString(RECORD_BYTES), TAPE_BYTES);
        producers = new DurableProducer[benchmark.getThreads()];
        boolean needsLock = producers.length > 1 && logDesign.threadRule() == ThreadRule.SINGLE_WRITER;
        appendLock = needsLock ? new ReentrantLock() : null;
    }

    /** Makes an empty log with room for one iteration. */
    @Setup(Level.Iteration)
    public void openLog(IterationParams iteration) {
        long millis = iteration.getTime().convertTo(TimeUnit.MILLISECONDS) + SLACK_MILLIS;
        long recordsPerSecond = Math.min(inFlight * BATCHES_PER_SECOND_MAX, RECORDS_PER_SECOND_MAX);
        long recordCount = recordsPerSecond * millis / TimeUnit.SECONDS.toMillis(1);
        logUnderTest = LogUnderTest.create(logDesign, Durability.POWER, recordCount, recordCount * RECORD_BYTES);
        allocatedAtOpen = StoredBytes.allocated(logUnderTest.directory());
        allocatedBytes.start();
    }

    /** The log of this iteration. */
    MessageLog log() {
        return logUnderTest.log();
    }

    /** A new source of the records of one producer. */
    RecordSource recordsOf(int producer) {
        return tape.cursor(producer);
    }

    /** Records that each producer may have in flight. */
    int windowOfEach() {
        return Math.max(1, inFlight / producers.length);
    }

    /** Held for each append where several producers share a log that takes one writer; null where none is needed. */
    @Nullable
    ReentrantLock appendLock() {
        return appendLock;
    }

    /** Takes a producer in, so that its records are awaited and counted at the end. */
    void join(int index, DurableProducer producer) {
        producers[index] = producer;
    }

    /** Waits for all that is in flight, checks the acknowledgements, reads everything back, and removes the log. */
    @TearDown(Level.Iteration)
    public void verify() {
        long heapBytes = allocatedBytes.stop();
        try (LogUnderTest finished = logUnderTest) {
            long[] recordCounts = new long[producers.length];
            long newestPosition = -1;
            for (int stream = 0; stream < producers.length; stream++) {
                newestPosition = Math.max(newestPosition, producers[stream].awaitAll());
                recordCounts[stream] = producers[stream].appendedCount();
            }
            heapBytesPerRecord =
                    (double) heapBytes / Math.max(1, Arrays.stream(recordCounts).sum());
            boolean covered = finished.log().durablePosition() > newestPosition;
            Checks.require("durable-above-acknowledged", true, covered);
            grownBytes = StoredBytes.allocated(finished.directory()) - allocatedAtOpen;
            finished.readBack(tape, recordCounts).require();
        }
    }

    /** What one iteration did, beside time. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Counters {
        private DurableLog log;
        private boolean first;

        /** Takes part in the log's iteration. */
        @Setup(Level.Iteration)
        public void attach(DurableLog durableLog, ThreadParams thread) {
            log = durableLog;
            first = thread.getThreadIndex() == 0;
        }

        /** Bytes by which the log's files outgrew the room they were opened with; told once for all threads. */
        public long grownBytes() {
            return first ? log.grownBytes : 0;
        }

        /** Heap bytes that all threads allocated for one record while records were appended; told once for all threads. */
        public double allocatedBytesPerRecord() {
            return first ? log.heapBytesPerRecord : 0;
        }
    }
}
