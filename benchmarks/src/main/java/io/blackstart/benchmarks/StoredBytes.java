package io.blackstart.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** How many bytes a log takes, found from outside, so that every design is counted the same way. */
final class StoredBytes {
    private static final int BLOCK_BYTES = 1 << 20;

    private StoredBytes() {}

    /**
     * Bytes that hold the log: of each file, up to the last byte that is not zero. Room that was allocated ahead is zeros and
     * does not count; indexes and headers do.
     */
    static long used(Path directory) {
        // Outside the heap, so that JMH's -prof gc, which counts this too, is not drowned in it.
        ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
        long used = 0;
        for (Path file : files(directory)) {
            used += usedOf(file, block);
        }
        return used;
    }

    /** Sum of the sizes of all files, room allocated ahead included. */
    static long allocated(Path directory) {
        long bytes = 0;
        for (Path file : files(directory)) {
            bytes += sizeOf(file);
        }
        return bytes;
    }

    /** Every regular file of a log. */
    static List<Path> files(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw AllocatedFile.failure("a log's files cannot be listed", directory, e);
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            // A design may drop a file it made ahead while it is open; what is gone takes no room.
            return 0;
        } catch (IOException e) {
            throw AllocatedFile.failure("a log's file cannot be looked at", file, e);
        }
    }

    private static long usedOf(Path file, ByteBuffer block) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (long end = channel.size(); end > 0; ) {
                int length = (int) Math.min(BLOCK_BYTES, end);
                block.clear().limit(length);
                while (block.hasRemaining()) {
                    if (channel.read(block, end - length + block.position()) < 0) {
                        throw new IOException("the file became shorter while it was read");
                    }
                }
                int used = lastNonZero(block, length);
                if (used > 0) {
                    return end - length + used;
                }
                end -= length;
            }
            return 0;
        } catch (IOException e) {
            throw AllocatedFile.failure("a log's file cannot be read", file, e);
        }
    }

    private static int lastNonZero(ByteBuffer block, int length) {
        int end = length;
        while (end >= Long.BYTES && block.getLong(end - Long.BYTES) == 0) {
            end -= Long.BYTES;
        }
        while (end > 0 && block.get(end - 1) == 0) {
            end--;
        }
        return end;
    }
}
