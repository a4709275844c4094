package io.blackstart.benchmarks;

import com.sun.nio.file.ExtendedOpenOption;
import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A file that is read and written past the page cache, in aligned blocks of {@value #BLOCK_BYTES} bytes, front to back, several
 * blocks at one time so that the device never waits for this JVM. Every block was really written before the first shot.
 */
@State(Scope.Benchmark)
public class DeviceFile {
    /** Bytes of one transfer: so large that what surrounds it does not show. */
    static final int BLOCK_BYTES = 8 << 20;

    /** Bytes of one shot, a multiple of 8 MiB. */
    @Param("1073741824")
    public long fileBytes;

    /** Blocks under way at one time, each from a thread of its own; 1 leaves the device idle between two blocks. */
    @Param("4")
    public int transfers;

    private final AtomicLong nextOffset = new AtomicLong();
    private final List<Callable<Long>> readers = new ArrayList<>();
    private final List<Callable<Long>> writers = new ArrayList<>();
    private Path directory;
    private FileChannel channel;
    private ExecutorService threads;

    /**
     * Writes the file, then opens it with {@link ExtendedOpenOption#DIRECT}.
     *
     * @throws BlackstartException UNSUPPORTED where the file system keeps files in memory or cannot pass the page cache
     */
    @Setup(Level.Trial)
    public void open() {
        if (fileBytes < BLOCK_BYTES || fileBytes % BLOCK_BYTES != 0) {
            throw new UsageException("fileBytes=" + fileBytes + " must be a multiple of " + BLOCK_BYTES);
        }
        ForkDirectory forkDirectory = ForkDirectory.ofThisJvm();
        forkDirectory.requireDurable();
        directory = forkDirectory.create("device");
        Path file = directory.resolve("device");
        threads = Executors.newFixedThreadPool(transfers);
        try {
            Files.createDirectory(directory);
            AllocatedFile.create(file, fileBytes).close();
            int alignment = Math.toIntExact(Files.getFileStore(file).getBlockSize());
            for (int transfer = 0; transfer < transfers; transfer++) {
                ByteBuffer block = alignedBlock(alignment);
                readers.add(() -> readBlocks(block));
                writers.add(() -> writeBlocks(block));
            }
        } catch (IOException e) {
            throw AllocatedFile.failure("the device file cannot be made", file, e);
        }
        channel = openDirect(file);
    }

    /** Closes and removes the file. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        threads.shutdown();
        channel.close();
        ForkDirectory.ofThisJvm().remove(directory);
    }

    /** Reads the whole file once; returns bytes read. */
    long read() throws InterruptedException {
        return transferAll(readers);
    }

    /** Overwrites the whole file once and empties the device's own write cache; returns bytes written. */
    long write() throws InterruptedException, IOException {
        long bytes = transferAll(writers);
        channel.force(false);
        return bytes;
    }

    private long transferAll(List<Callable<Long>> tasks) throws InterruptedException {
        nextOffset.set(0);
        long bytes = 0;
        for (Future<Long> done : threads.invokeAll(tasks)) {
            try {
                bytes += done.get();
            } catch (ExecutionException e) {
                throw new BlackstartException(
                        ErrorCode.IO,
                        "a transfer past the page cache failed",
                        directory,
                        BlackstartException.NO_POSITION,
                        e.getCause());
            }
        }
        if (bytes != fileBytes) {
            throw new CheckFailedException("transferred " + bytes + " of " + fileBytes + " bytes");
        }
        return bytes;
    }

    private long readBlocks(ByteBuffer block) throws IOException {
        long bytes = 0;
        for (long offset = next(); offset < fileBytes; offset = next()) {
            block.clear();
            while (block.hasRemaining()) {
                int read = channel.read(block, offset + block.position());
                if (read < 0) {
                    throw new IOException("the file ends at " + (offset + block.position()));
                }
                bytes += read;
            }
        }
        return bytes;
    }

    private long writeBlocks(ByteBuffer block) throws IOException {
        long bytes = 0;
        for (long offset = next(); offset < fileBytes; offset = next()) {
            block.clear();
            // A device that drops zeros or equal blocks must not look faster than it is.
            block.putLong(0, System.nanoTime()).putLong(BLOCK_BYTES - Long.BYTES, offset);
            bytes += AllocatedFile.writeFully(channel, block, offset);
        }
        return bytes;
    }

    private long next() {
        return nextOffset.getAndAdd(BLOCK_BYTES);
    }

    private static ByteBuffer alignedBlock(int alignment) {
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES + alignment)
                .alignedSlice(alignment)
                .slice(0, BLOCK_BYTES);
        Tapes.fill(block);
        return block;
    }

    private static FileChannel openDirect(Path file) {
        try {
            return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, ExtendedOpenOption.DIRECT);
        } catch (UnsupportedOperationException | IOException e) {
            throw new BlackstartException(
                    ErrorCode.UNSUPPORTED,
                    "files cannot be opened past the page cache here, so the device cannot be measured: "
                            + e.getMessage(),
                    file,
                    BlackstartException.NO_POSITION,
                    e);
        }
    }

    /** What one shot moved. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Counters {
        /** Bytes transferred; divided by the shot's time they are the device's rate. */
        public long bytes;
    }
}
