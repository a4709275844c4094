package io.blackstart.log;

import io.blackstart.BlackstartException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.BufferUtil;
import org.agrona.collections.Long2ObjectHashMap;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads single records by position and checks each: one small read a record, two for a long one. Keeps segments open that it has
 * read from. For one thread.
 */
public final class RecordReader implements AutoCloseable {
    /** What is read at once: a page, which holds nearly every chat record. */
    private static final int READ_BYTES = 4096;

    private static final int OPEN_FILES_MAX = 256;

    private final LogFiles files;
    private final int segmentBytes;
    private final long endPosition;
    private final FrameChecksum checksum;
    private final Long2ObjectHashMap<LogFile> open = new Long2ObjectHashMap<>();
    private final UnsafeBuffer bytes = new UnsafeBuffer(0, 0);
    private ByteBuffer block = ByteBuffer.allocateDirect(READ_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private int payloadLength;
    private long readBytes;

    RecordReader(LogFiles files, LogOptions options, long endPosition) {
        this.files = files;
        this.segmentBytes = options.segmentBytes();
        this.endPosition = endPosition;
        this.checksum = new FrameChecksum(options.logId());
        bytes.wrap(block);
    }

    /**
     * Reads the record at a position, which stays in {@link #buffer} until the next call.
     *
     * @throws BlackstartException CORRUPT when no whole record stands there, MISSING, IO
     */
    public void read(long position) {
        long base = position & -(long) segmentBytes;
        int offset = (int) (position - base);
        if (position < 0 || position >= endPosition || offset % FrameDescriptor.ALIGNMENT != 0) {
            throw damaged("no record can stand here", position);
        }
        LogFile file = file(base);
        int room = (int) Math.min(endPosition - position, segmentBytes - offset);
        int count = load(file, offset, 0, Math.min(READ_BYTES, room));
        if (offset < SegmentDescriptor.DATA_OFFSET || count < FrameDescriptor.HEADER_LENGTH) {
            throw damaged("no record can stand here", position);
        }
        long header = bytes.getLong(0, ByteOrder.LITTLE_ENDIAN);
        int word = FrameDescriptor.word(header);
        int length = FrameDescriptor.payloadLength(word);
        int frameLength = FrameDescriptor.frameLength(length);
        if (!FrameDescriptor.isRecord(word) || length == 0 || length > segmentBytes / 4 || frameLength > room) {
            throw damaged("no record stands here", position);
        }
        if (frameLength > count) {
            grow(frameLength);
            count += load(file, offset + count, count, frameLength);
        }
        if (count < frameLength
                || checksum.ofRecord(block.duplicate(), FrameDescriptor.HEADER_LENGTH, word, position)
                        != FrameDescriptor.check(header)) {
            throw damaged("a record of length " + length + " fails its check", position);
        }
        payloadLength = length;
    }

    private int load(LogFile file, int offset, int from, int to) {
        int count = file.read(block.clear().position(from).limit(to), offset);
        readBytes += count;
        return count;
    }

    private void grow(int length) {
        if (length <= block.capacity()) {
            return;
        }
        ByteBuffer larger =
                ByteBuffer.allocateDirect(Integer.highestOneBit(length) << 1).order(ByteOrder.LITTLE_ENDIAN);
        larger.put(block.clear()).clear();
        BufferUtil.free(block);
        block = larger;
        bytes.wrap(block);
    }

    private LogFile file(long base) {
        LogFile file = open.get(base);
        if (file == null) {
            if (open.size() == OPEN_FILES_MAX) {
                closeFiles();
            }
            file = files.open(SegmentDescriptor.name(base), false);
            open.put(base, file);
        }
        return file;
    }

    private BlackstartException damaged(String what, long position) {
        long base = Math.max(0, position) & -(long) segmentBytes;
        return SegmentDescriptor.damaged(
                what, files.directory().resolve(SegmentDescriptor.name(base)), position - base, null);
    }

    /** Holds the record read last, from {@link #offset} on. */
    public UnsafeBuffer buffer() {
        return bytes;
    }

    /** Where in {@link #buffer} the record begins. */
    public int offset() {
        return FrameDescriptor.HEADER_LENGTH;
    }

    /** Length of the record read last. */
    public int length() {
        return payloadLength;
    }

    /** Bytes read from files so far. */
    public long readBytes() {
        return readBytes;
    }

    private void closeFiles() {
        open.values().forEach(LogFile::close);
        open.clear();
    }

    @Override
    public void close() {
        closeFiles();
        BufferUtil.free(block);
    }
}
