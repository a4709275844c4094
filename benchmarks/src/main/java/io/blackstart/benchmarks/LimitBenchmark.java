package io.blackstart.benchmarks;

import io.blackstart.workload.RecordSource;
import io.blackstart.workload.TrafficGenerator;
import io.blackstart.workload.WorkloadOptions;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * <b>Question:</b> what is the most that this machine, in this JVM, can do of the work that a log cannot avoid? Each figure of
 * a design stands beside one of these, measured in the same run.
 *
 * <p><b>What each does.</b> {@link #copy}, {@link #crc32c} and {@link #copyAndCrc32c} treat records one by one, since a log
 * gets and returns them one by one, with the fastest means the JDK has for that: {@code Unsafe.copyMemory} through Agrona, and
 * the intrinsic {@link java.util.zip.CRC32C} over a direct buffer. They stream from a tape of 64 MiB through 256 MiB, as a log
 * does. {@link #channelWrite} adds the copy into the page cache and its system call. {@link #generatorTape} is what handing
 * out one record costs the harness; the figures of {@code append} contain it. {@link #generatorFresh} is what making one would
 * cost. {@link #deviceRead} and {@link #deviceWrite} pass the page cache; {@link #forceBatch} is one thread that writes and
 * forces batch after batch.
 *
 * <p><b>Excluded:</b> making records, allocating files, opening and closing, all checks.
 *
 * <p><b>What would make it lie:</b> a footprint that fits a cache (64 MiB and 256 MiB do not fit most; where the last level
 * cache is larger, the limits are too kind to nobody: designs stream through as much); untouched memory, whose faults would be
 * counted as copying; dead code, so sums go to a Blackhole and the last copied record is compared; a file in memory, so device
 * and force refuse such file systems; a virtual disk whose host caches it, which nothing in here can see: compare deviceRead
 * with the maker's figure.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar LimitBenchmark.copyAndCrc32c -p record=256}
 */
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
            JvmArguments.NO_BOUNDS_CHECKS
        })
public class LimitBenchmark {
    /** Copies each record of a shot once; nanoseconds a record. */
    @Benchmark
    public void copy(Footprint footprint, Footprint.Counters counters) {
        for (int from = 0; from < Shot.RECORD_COUNT; from += Shot.CHUNK_COUNT) {
            footprint.copy(from, from + Shot.CHUNK_COUNT);
        }
        counters.payloadBytes = footprint.shotBytes();
    }

    /** Checksums each record of a shot once; nanoseconds a record. */
    @Benchmark
    public long crc32c(Footprint footprint, Footprint.Counters counters) {
        long sum = 0;
        for (int from = 0; from < Shot.RECORD_COUNT; from += Shot.CHUNK_COUNT) {
            sum += footprint.crc32c(from, from + Shot.CHUNK_COUNT);
        }
        counters.payloadBytes = footprint.shotBytes();
        return sum;
    }

    /** Copies and checksums each record of a shot once; nanoseconds a record. */
    @Benchmark
    public long copyAndCrc32c(Footprint footprint, Footprint.Counters counters) {
        long sum = 0;
        for (int from = 0; from < Shot.RECORD_COUNT; from += Shot.CHUNK_COUNT) {
            sum += footprint.copyAndCrc32c(from, from + Shot.CHUNK_COUNT);
        }
        counters.payloadBytes = footprint.shotBytes();
        return sum;
    }

    /** Gets 256-byte records into the page cache through a buffer of 1 MiB; nanoseconds a record. */
    @Benchmark
    public void channelWrite(ChannelFile file, Footprint.Counters counters) throws IOException {
        for (int from = 0; from < Shot.RECORD_COUNT; from += Shot.CHUNK_COUNT) {
            file.write(Shot.CHUNK_COUNT);
        }
        file.flush();
        counters.payloadBytes = 256L * Shot.RECORD_COUNT;
    }

    /** Takes each record of a shot from the tape, stamped, as every suite does; nanoseconds a record. */
    @Benchmark
    public void generatorTape(TapeRecords tape, Footprint.Counters counters, Blackhole blackhole) {
        long bytes = 0;
        for (int from = 0; from < Shot.RECORD_COUNT; from += Shot.CHUNK_COUNT) {
            bytes += Shot.drain(tape.records, blackhole);
        }
        counters.payloadBytes = bytes;
    }

    /** Generates each record of a shot; nanoseconds a record. */
    @Benchmark
    public void generatorFresh(FreshRecords fresh, Footprint.Counters counters, Blackhole blackhole) {
        long bytes = 0;
        for (int from = 0; from < Shot.RECORD_COUNT; from += Shot.CHUNK_COUNT) {
            bytes += Shot.drain(fresh.records, blackhole);
        }
        counters.payloadBytes = bytes;
    }

    /** Reads a file from the device, front to back, past the page cache; the rate is {@code bytes} by the time of the shot. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    @OperationsPerInvocation(1)
    @Warmup(iterations = 1)
    @Measurement(iterations = 3)
    public void deviceRead(DeviceFile file, DeviceFile.Counters counters) throws InterruptedException {
        counters.bytes = file.read();
    }

    /** Overwrites a file on the device, front to back, past the page cache, and forces once at the end; the rate as above. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    @OperationsPerInvocation(1)
    @Warmup(iterations = 1)
    @Measurement(iterations = 3)
    public void deviceWrite(DeviceFile file, DeviceFile.Counters counters) throws InterruptedException, IOException {
        counters.bytes = file.write();
    }

    /** Writes one batch of records with one call and forces it; batches a second. */
    @Benchmark
    @BenchmarkMode(Mode.Throughput)
    @OutputTimeUnit(TimeUnit.SECONDS)
    @OperationsPerInvocation(1)
    @Warmup(iterations = 1, time = 1)
    @Measurement(iterations = 3, time = 1)
    public void forceBatch(ForcedFile file) throws IOException {
        file.writeAndForce();
    }

    /** Records cycled from a tape. */
    @State(Scope.Benchmark)
    public static class TapeRecords {
        /** Bytes of each record, or {@code chat} for the mix of kinds and lengths. */
        @Param({"64", "256", "1024", "chat"})
        public String record;

        private RecordSource records;

        /** Makes the tape. */
        @Setup(Level.Trial)
        public void makeTape() {
            records = Tapes.of(record).cursor(0);
        }
    }

    /** Records made on the spot: the chat mix. */
    @State(Scope.Benchmark)
    public static class FreshRecords {
        private RecordSource records;

        /** Makes the generator. */
        @Setup(Level.Trial)
        public void makeGenerator() {
            records = new TrafficGenerator(
                    WorkloadOptions.DEFAULT.withSeed(ForkSettings.ofThisJvm().seed()));
        }
    }
}
