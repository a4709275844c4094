package io.blackstart.benchmarks;

import io.blackstart.NearestName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A file into which one thread writes batches of framed 256-byte records, each batch forced before the next is written. */
@State(Scope.Benchmark)
public class ForcedFile {
    /** A record of 256 bytes and the smallest frame that can tell it from garbage: its length and a checksum. */
    static final int FRAMED_BYTES = 256 + 8;

    private static final long ALLOCATED_BYTES = 256L << 20;

    /** Records of one batch. */
    @Param({"1", "16", "64", "1024"})
    public int batchRecords;

    /**
     * {@code allocated}: batches fall into space that was written and forced before, so a force writes data only;
     * {@code growing}: every batch makes the file longer, so a force also commits its new size and blocks.
     */
    @Param({"allocated", "growing"})
    public String file;

    private Path directory;
    private FileChannel channel;
    private ByteBuffer batch;
    private long offset;
    private long wrapBytes;

    /**
     * Makes the file.
     *
     * @throws io.blackstart.BlackstartException UNSUPPORTED on a file system in memory
     */
    @Setup(Level.Trial)
    public void create() throws IOException {
        ForkDirectory forkDirectory = ForkDirectory.ofThisJvm();
        forkDirectory.requireDurable();
        batch = ByteBuffer.allocateDirect(batchRecords * FRAMED_BYTES);
        Tapes.fill(batch);
        wrapBytes = switch (file) {
            case "allocated" -> ALLOCATED_BYTES / batch.capacity() * batch.capacity();
            case "growing" -> Long.MAX_VALUE;
            default -> throw new UsageException(NearestName.unknown("file", file, List.of("allocated", "growing")));
        };
        directory = forkDirectory.create("force");
        Files.createDirectory(directory);
        channel = AllocatedFile.create(directory.resolve("forced"), grows() ? 0 : wrapBytes);
    }

    private boolean grows() {
        return wrapBytes == Long.MAX_VALUE;
    }

    /** Begins at offset 0 again; a growing file is empty again, and that is forced. */
    @Setup(Level.Iteration)
    public void rewind() throws IOException {
        offset = 0;
        if (grows()) {
            channel.truncate(0);
            channel.force(true);
        }
    }

    /** Closes and removes the file. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        channel.close();
        ForkDirectory.ofThisJvm().remove(directory);
    }

    /** Writes one batch and makes it durable. */
    void writeAndForce() throws IOException {
        batch.clear().putLong(0, offset);
        offset += AllocatedFile.writeFully(channel, batch, offset);
        channel.force(false);
        if (offset == wrapBytes) {
            offset = 0;
        }
    }
}
