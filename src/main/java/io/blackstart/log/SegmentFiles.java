package io.blackstart.log;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Makes, opens and checks the segment files of one log. Keeps nothing open. */
final class SegmentFiles {
    private static final int ZEROS_LENGTH = 1 << 20;
    private static final ByteBuffer ZEROS =
            ByteBuffer.allocateDirect(ZEROS_LENGTH).asReadOnlyBuffer();

    private final LogFiles files;
    private final long logId;
    private final int segmentBytes;

    SegmentFiles(LogFiles files, long logId, int segmentBytes) {
        this.files = files;
        this.logId = logId;
        this.segmentBytes = segmentBytes;
    }

    Path path(long basePosition) {
        return files.directory().resolve(SegmentDescriptor.name(basePosition));
    }

    LogFile open(long basePosition, boolean writable) {
        return files.open(SegmentDescriptor.name(basePosition), writable);
    }

    /**
     * Makes a segment of which every byte is really allocated and which is durable, with its name, on return. Until the name
     * is there the log does not know it; it never holds a part of a segment.
     *
     * @throws BlackstartException DISK_FULL, IO; what was begun is removed
     */
    void create(long basePosition) {
        String temporary = SegmentDescriptor.temporaryName(basePosition);
        if (files.list().contains(temporary)) {
            files.remove(temporary);
        }
        LogFile file = files.create(temporary);
        try {
            // A hole, or room that is only reserved, would let a mapped store meet the full disk as a fault in the JVM.
            writeZeros(file, 0, segmentBytes);
            file.force();
            file.write(SegmentDescriptor.header(logId, segmentBytes, basePosition), 0);
            file.force();
            file.close();
            files.rename(temporary, SegmentDescriptor.name(basePosition));
        } catch (BlackstartException e) {
            discard(file, temporary, e);
            throw e;
        }
        files.forceDirectory();
    }

    private void discard(LogFile file, String temporary, BlackstartException failure) {
        try {
            file.close();
            files.remove(temporary);
        } catch (BlackstartException second) {
            failure.addSuppressed(second);
        }
    }

    static void writeZeros(LogFile file, long from, long to) {
        for (long at = from; at < to; at += ZEROS_LENGTH) {
            file.write(ZEROS.duplicate().limit((int) Math.min(ZEROS_LENGTH, to - at)), at);
        }
    }

    /** Removes a segment that holds no record. */
    void remove(long basePosition) {
        files.remove(SegmentDescriptor.name(basePosition));
    }

    /**
     * Checks size and header of a segment.
     *
     * @throws BlackstartException CORRUPT, FOREIGN, VERSION, IO
     * @throws IllegalArgumentException when the log was made with segments of another size
     */
    void check(long basePosition) {
        Path path = path(basePosition);
        try (LogFile file = open(basePosition, false)) {
            SegmentDescriptor.Header header = SegmentDescriptor.read(file, path);
            if (header.logId() != logId) {
                throw new BlackstartException(
                        ErrorCode.FOREIGN,
                        "found a segment of log " + header.logId() + ", opening log " + logId,
                        path,
                        BlackstartException.NO_POSITION,
                        null);
            }
            if (header.segmentBytes() != segmentBytes) {
                throw new IllegalArgumentException(
                        "segmentBytes=" + segmentBytes + " but the log was made with " + header.segmentBytes());
            }
            if (header.basePosition() != basePosition) {
                throw SegmentDescriptor.damaged(
                        "the segment at position " + header.basePosition() + " stands under another's name",
                        path,
                        0,
                        null);
            }
            if (file.size() != segmentBytes) {
                throw SegmentDescriptor.damaged(
                        "the segment has " + file.size() + " bytes, not " + segmentBytes, path, file.size(), null);
            }
        }
    }

    /**
     * Looks for what is not zero.
     *
     * @param from offset in the segment
     * @param to offset behind the last byte looked at
     * @return the offset behind the last byte that is not zero, {@code from} when there is none
     */
    int lastUsed(long basePosition, int from, int to) {
        ByteBuffer block = ByteBuffer.allocate(Math.min(ZEROS_LENGTH, to - from));
        int last = from;
        try (LogFile file = open(basePosition, false)) {
            for (int at = from; at < to; at += block.capacity()) {
                block.clear().limit(Math.min(block.capacity(), to - at));
                int count = file.read(block, at);
                int used = usedLength(block.array(), count);
                last = used == 0 ? last : at + used;
            }
        }
        return last;
    }

    private static int usedLength(byte[] bytes, int count) {
        int used = count;
        while (used > 0 && bytes[used - 1] == 0) {
            used--;
        }
        return used;
    }
}
