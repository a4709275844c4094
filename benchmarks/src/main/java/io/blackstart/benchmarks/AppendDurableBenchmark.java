package io.blackstart.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * <b>Question:</b> how many records of 256 bytes a second does a log acknowledge when an acknowledged record must survive
 * loss of power (class POWER), with so many in flight from so many producers?
 *
 * <p><b>Timed:</b> each operation takes a record from a tape and appends it; a producer whose window is full first waits until
 * its oldest record is durable. That is asynchronous acknowledgement: producers run ahead of the device, and a design that
 * makes many records durable with one force shows it. The window of a producer is {@code inFlight} by the number of
 * producers, at least 1.
 *
 * <p><b>What is counted:</b> an operation counts when it has appended, so at the end of an iteration at most {@code inFlight}
 * operations are counted and not yet acknowledged, and at its begin as many are acknowledged and not counted, since the
 * windows were filled before the clock started. What is left of the error is below {@code inFlight} by all operations.
 *
 * <p><b>Excluded:</b> opening the log, which allocates room for the whole iteration on the device; the wait for the last
 * records; closing. {@code grownBytes} says by how much the files outgrew that room: above 0, allocation is in the figure.
 *
 * <p><b>Threads:</b> a design with one writer is shared through a lock that is held for the append only. Waiting happens outside
 * it, so one producer's force covers what the others appended meanwhile.
 *
 * <p><b>What would make it lie:</b> a file system in memory, where a force is free: refused; a design that acknowledges and
 * does not keep, so after each iteration everything is read back and compared, each producer's order included, and
 * {@code durablePosition} must lie above every acknowledged record - but only a power cut shows whether a force was
 * enough; more producers than processors, where the scheduler is measured as well.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar AppendDurableBenchmark -p design=group-commit -p inFlight=1024 -t 2}
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
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
public class AppendDurableBenchmark {
    /** Appends one record, after waiting for the oldest when the window is full. */
    @Benchmark
    public long append(DurableProducer producer, DurableLog.Counters counters) {
        return producer.append();
    }
}
