package io.blackstart.benchmarks;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Makes files whose every block is on the device before a measurement begins. */
final class AllocatedFile {
    private static final int ZERO_BLOCK_BYTES = 1 << 20;

    private AllocatedFile() {}

    /**
     * Creates a file of zeros that were really written and forced: later writes within it neither allocate nor change its
     * size, so a force of them has no metadata to write.
     *
     * @param path must not exist
     * @param bytes size, 0 or more
     * @return the file, open for reading and writing
     * @throws BlackstartException IO
     */
    static FileChannel create(Path path, long bytes) {
        try {
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            var zeros = ByteBuffer.allocateDirect(ZERO_BLOCK_BYTES);
            for (long offset = 0; offset < bytes; ) {
                zeros.clear().limit((int) Math.min(ZERO_BLOCK_BYTES, bytes - offset));
                offset += writeFully(channel, zeros, offset);
            }
            channel.force(true);
            return channel;
        } catch (IOException e) {
            throw failure("a file cannot be allocated", path, e);
        }
    }

    /** Writes from position to limit at {@code offset}; returns how many bytes that were. */
    static int writeFully(FileChannel channel, ByteBuffer source, long offset) throws IOException {
        int start = source.position();
        while (source.hasRemaining()) {
            channel.write(source, offset + source.position() - start);
        }
        return source.position() - start;
    }

    /** The one line for a failed file. */
    static BlackstartException failure(String message, Path path, IOException cause) {
        return new BlackstartException(
                ErrorCode.IO, message + ": " + cause.getMessage(), path, BlackstartException.NO_POSITION, cause);
    }
}
