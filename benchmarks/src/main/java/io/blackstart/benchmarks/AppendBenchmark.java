package io.blackstart.benchmarks;

import io.blackstart.log.Durability;
import io.blackstart.log.LogDesign;
import io.blackstart.log.MessageLog;
import io.blackstart.workload.RecordSource;
import io.blackstart.workload.RecordTape;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * <b>Question:</b> what does one record cost when one thread appends to a log with room, and the record need only survive
 * kill -9 of the process (class PROCESS)?
 *
 * <p><b>Timed:</b> taking each of 524,288 records from a tape ({@link LimitBenchmark#generatorTape} is that alone), appending
 * it, and waiting until the last one is acknowledged, so that a design which only queues a record does not count it as kept.
 *
 * <p><b>Excluded:</b> opening the log, which has allocated room for the whole shot on the device; closing it; writing it back.
 * These are appends within allocated room. Sustained appending ends where the page cache is full of unwritten pages: it is
 * bounded by {@link LimitBenchmark#deviceWrite} of the same run, divided by {@code storedBytes} a record, and where room must
 * be allocated first, which writes every byte twice, by half of that.
 *
 * <p><b>What would make it lie:</b> a log that drops records, so after each shot, untimed, all are read back and compared byte
 * by byte; records that stay in a cache, so the tape is 64 MiB; unwritten pages of one shot that are written during the next,
 * so files are deleted, which drops their pages, and the deletion is forced; two designs in one JVM, which would make each call
 * of the log a choice between classes, so each fork gets one design (with {@code -f 0}, name one design only); a first shot
 * in interpreted code, hence ten of warm-up.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar AppendBenchmark -p design=mapped -p record=256 -prof gc}. What
 * {@code -prof gc} shows contains opening, reading back and closing; {@code allocatedBytes} is the timed part alone.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Shot.RECORD_COUNT)
@Warmup(iterations = 10)
@Measurement(iterations = 10)
@Threads(1)
@Fork(
        value = 3,
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
public class AppendBenchmark {
    /** Name of the design, as {@code blackstart designs} lists it. */
    @Param({"mapped", "group-commit", "chronicle"})
    public String design;

    /** Bytes of each record, or {@code chat} for the mix of kinds and lengths. */
    @Param({"64", "256", "1024", "chat"})
    public String record;

    private final AllocatedBytes allocatedBytes = new AllocatedBytes();
    private LogDesign logDesign;
    private RecordTape tape;
    private long shotBytes;
    private RecordSource records;
    private LogUnderTest logUnderTest;
    private MessageLog log;

    /** Finds the design and makes the tape. */
    @Setup(Level.Trial)
    public void makeTape() {
        logDesign = LogUnderTest.design(design);
        tape = Tapes.of(record);
        records = tape.cursor(0);
        shotBytes = tape.streamBytes(Shot.RECORD_COUNT);
    }

    /** Makes an empty log with room for one shot, and takes the tape back to its begin. */
    @Setup(Level.Iteration)
    public void openLog() {
        logUnderTest = LogUnderTest.create(logDesign, Durability.PROCESS, Shot.RECORD_COUNT, shotBytes);
        log = logUnderTest.log();
        RecordTape.rewind(records);
        allocatedBytes.start();
    }

    /** Appends every record of a shot and waits until the last is acknowledged; nanoseconds a record. */
    @Benchmark
    public long append() {
        long position = 0;
        for (int from = 0; from < Shot.RECORD_COUNT; from += Shot.CHUNK_COUNT) {
            position = appendChunk(log, records);
        }
        return log.awaitDurable(position);
    }

    private static long appendChunk(MessageLog log, RecordSource records) {
        long position = 0;
        for (int index = 0; index < Shot.CHUNK_COUNT; index++) {
            records.next();
            position = log.append(records.buffer(), records.offset(), records.length());
        }
        return position;
    }

    /** Counts, reads everything back, and removes the log. */
    @TearDown(Level.Iteration)
    public void verify(Counters counters) {
        counters.allocatedBytes = allocatedBytes.stop();
        counters.payloadBytes = shotBytes;
        try (LogUnderTest finished = logUnderTest) {
            finished.readBack(tape, Shot.RECORD_COUNT).require();
            counters.storedBytes = StoredBytes.used(finished.directory());
        }
    }

    /** What one shot took, beside time. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Counters {
        /** Bytes of all records of the shot. */
        public long payloadBytes;
        /** Bytes of the log's files that hold them: frames, indexes and headers included, room without records not. */
        public long storedBytes;
        /** Heap bytes that all threads allocated while the shot was timed. */
        public long allocatedBytes;
    }
}
