package io.blackstart.log;

import io.blackstart.BlackstartException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames in order and checks each. Reads through {@link LogFile#read} in large blocks, never through a mapping: a bad
 * sector is then an exception, not a fault inside the JVM. Memory is bounded by the largest frame a segment can hold; the
 * block grows beyond its first size only for a longer record. For one thread.
 */
final class SegmentScanner implements AutoCloseable {
    /** What stands at a position. */
    enum Finding {
        /** A whole record. */
        RECORD,
        /** Skipped room. */
        PADDING,
        /** Zeros where a header would be. */
        NOTHING,
        /** Something that is no whole frame. */
        DAMAGE
    }

    static final int BLOCK_BYTES = 1 << 20;

    private final LogFiles files;
    private final int segmentBytes;
    private final FrameChecksum checksum;
    private final UnsafeBuffer bytes = new UnsafeBuffer(0, 0);
    private ByteBuffer block;
    private ByteBuffer view;

    private @Nullable LogFile file;
    private long segmentBase = -1;
    /** Position in the log of the block's first byte, and of the byte behind its last. */
    private long blockStart;

    private long blockEnd;
    private int payloadOffset;
    private int payloadLength;
    private int frameLength;
    private String damage = "";

    SegmentScanner(LogFiles files, long logId, int segmentBytes) {
        this.files = files;
        this.segmentBytes = segmentBytes;
        this.checksum = new FrameChecksum(logId);
        this.block = allocate(Math.min(BLOCK_BYTES, segmentBytes));
        this.view = block.duplicate();
        bytes.wrap(block);
    }

    private static ByteBuffer allocate(int length) {
        return ByteBuffer.allocateDirect(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Looks at {@code position}, a multiple of 8 in the data of a segment, reading nothing at or beyond {@code end}.
     *
     * @param position where a frame may begin
     * @param end at most the end of the segment
     */
    Finding look(long position, long end) {
        if (end - position < FrameDescriptor.HEADER_LENGTH) {
            return damaged("room for no frame", FrameDescriptor.ALIGNMENT);
        }
        if (position < blockStart || position + FrameDescriptor.HEADER_LENGTH > blockEnd) {
            load(position, FrameDescriptor.HEADER_LENGTH, end);
        }
        int offset = (int) (position - blockStart);
        long header = bytes.getLong(offset, ByteOrder.LITTLE_ENDIAN);
        int word = FrameDescriptor.word(header);
        int length = FrameDescriptor.payloadLength(word);
        if (!FrameDescriptor.isRecord(word)) {
            return header == 0 ? Finding.NOTHING : padding(word, FrameDescriptor.check(header), position, end);
        }
        frameLength = FrameDescriptor.frameLength(length);
        if (length == 0 || length > segmentBytes / 4 || frameLength > end - position) {
            return damaged("a record's length of " + length + " is out of range", FrameDescriptor.ALIGNMENT);
        }
        if (position + frameLength > blockEnd) {
            load(position, frameLength, end);
            offset = 0;
        }
        payloadOffset = offset + FrameDescriptor.HEADER_LENGTH;
        payloadLength = length;
        return checksum.ofRecord(view, payloadOffset, word, position) == FrameDescriptor.check(header)
                ? Finding.RECORD
                : damaged("a record of length " + length + " fails its check", frameLength);
    }

    private Finding padding(int word, int check, long position, long end) {
        long length = (long) FrameDescriptor.payloadLength(word) + FrameDescriptor.HEADER_LENGTH;
        boolean whole = FrameDescriptor.isPadding(word)
                && length % FrameDescriptor.ALIGNMENT == 0
                && length <= end - position
                && checksum.ofPadding(word, position) == check;
        frameLength = (int) length;
        return whole ? Finding.PADDING : damaged("a frame's header is none", FrameDescriptor.ALIGNMENT);
    }

    private Finding damaged(String what, int length) {
        damage = what;
        frameLength = length;
        return Finding.DAMAGE;
    }

    /** Fills the block from {@code position} on, up to {@code end}, with at least {@code needed} bytes. */
    private void load(long position, int needed, long end) {
        if (needed > block.capacity()) {
            grow(needed);
        }
        LogFile source = segmentOf(position);
        int length = (int) Math.min(block.capacity(), end - position);
        block.clear().limit(length);
        blockStart = position;
        blockEnd = position;
        int count = source.read(block, position - segmentBase);
        if (count < needed) {
            throw SegmentDescriptor.damaged(
                    "the segment ends in a frame", path(position), position - segmentBase + count, null);
        }
        blockEnd = position + count;
    }

    private void grow(int needed) {
        BufferUtil.free(block);
        block = allocate(needed);
        view = block.duplicate();
        bytes.wrap(block);
        blockStart = 0;
        blockEnd = 0;
    }

    private LogFile segmentOf(long position) {
        long base = position & -(long) segmentBytes;
        LogFile open = file;
        if (open != null && base == segmentBase) {
            return open;
        }
        release();
        LogFile opened = files.open(SegmentDescriptor.name(base), false);
        file = opened;
        segmentBase = base;
        return opened;
    }

    private java.nio.file.Path path(long position) {
        return files.directory().resolve(SegmentDescriptor.name(position & -(long) segmentBytes));
    }

    /** A refusal that names file and offset of {@code position}. */
    BlackstartException refusal(String what, long position) {
        return SegmentDescriptor.damaged(what, path(position), position & (segmentBytes - 1), null);
    }

    /** Why the last look found DAMAGE. */
    String damage() {
        return damage;
    }

    /** Bytes from the frame last looked at to where the next would begin. */
    int frameLength() {
        return frameLength;
    }

    /** Holds the payload of the RECORD last looked at, until the next look. */
    UnsafeBuffer bytes() {
        return bytes;
    }

    int payloadOffset() {
        return payloadOffset;
    }

    int payloadLength() {
        return payloadLength;
    }

    /** Forgets what was read, since it may have changed, and lets go of the file; the memory is kept for the next use. */
    void release() {
        blockStart = 0;
        blockEnd = 0;
        segmentBase = -1;
        LogFile open = file;
        file = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public void close() {
        release();
        BufferUtil.free(block);
    }
}
