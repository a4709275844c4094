package io.blackstart.benchmarks;

import io.blackstart.workload.RecordSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** An allocated file that takes 256-byte records through a buffer of 1 MiB, without frames or checksums. */
@State(Scope.Benchmark)
public class ChannelFile {
    private static final int BUFFER_BYTES = 1 << 20;

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final UnsafeBuffer view = new UnsafeBuffer(buffer);
    private RecordSource records;
    private Path directory;
    private FileChannel channel;
    private int filled;
    private long offset;

    /** Makes the records. */
    @Setup(Level.Trial)
    public void makeRecords() {
        records = Tapes.of("256").cursor(0);
    }

    /** Allocates the file of one shot. */
    @Setup(Level.Iteration)
    public void open() throws IOException {
        directory = ForkDirectory.ofThisJvm().create("channel");
        Files.createDirectory(directory);
        channel = AllocatedFile.create(directory.resolve("channel"), 256L * Shot.RECORD_COUNT);
        filled = 0;
        offset = 0;
    }

    /** Checks that everything is in the file, then removes it. */
    @TearDown(Level.Iteration)
    public void close() throws IOException {
        long written = offset;
        channel.close();
        ForkDirectory.ofThisJvm().remove(directory);
        Checks.require("bytes-written", 256L * Shot.RECORD_COUNT, written);
    }

    /** Puts {@code count} records into the buffer, and the buffer into the file whenever it is full. */
    void write(int count) throws IOException {
        for (int index = 0; index < count; index++) {
            records.next();
            view.putBytes(filled, records.buffer(), records.offset(), 256);
            filled += 256;
            if (filled == BUFFER_BYTES) {
                flush();
            }
        }
    }

    /** Writes what the buffer holds. */
    void flush() throws IOException {
        buffer.clear().limit(filled);
        offset += AllocatedFile.writeFully(channel, buffer, offset);
        filled = 0;
    }
}
