package io.blackstart.recovery.parallel;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.chat.ChatDigest;
import io.blackstart.chat.ChatLayout;
import io.blackstart.chat.ChatState;
import io.blackstart.log.FrameChecksum;
import io.blackstart.log.FrameDescriptor;
import io.blackstart.log.LogSegments;
import io.blackstart.log.SegmentDescriptor;
import io.blackstart.recovery.LostRange;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Walks the frames of a log, block by block, and verifies and applies those of its own rooms: each record belongs to exactly one
 * worker, by the room that stands in it, so each is verified once, whatever is damaged. Stops at the first that is not sound. For
 * one thread.
 */
final class BlockWorker {
    private final LogSegments segments;
    private final BlockPlan plan;
    private final BlockFeed feed;
    private final ChatState state;
    private final int worker;
    private final int workerCount;
    private final FrameChecksum checksum;

    private long at;
    private long before = LostRange.UNKNOWN;
    private long recordCount;
    private long recordBytes;
    private @Nullable BlackstartException refusal;
    private UnsafeBuffer bytes = new UnsafeBuffer(0, 0);
    private ByteBuffer view = ByteBuffer.allocate(0);
    private long blockStart;
    private long segmentEnd;

    BlockWorker(LogSegments segments, BlockPlan plan, BlockFeed feed, ChatState state, int worker, int workerCount) {
        this.segments = segments;
        this.plan = plan;
        this.feed = feed;
        this.state = state;
        this.worker = worker;
        this.workerCount = workerCount;
        this.checksum = new FrameChecksum(segments.logId());
    }

    /** Works through the log; then the accessors tell how far it came. */
    void work() {
        try {
            for (long number = 0; number < plan.count() && refusal == null; number++) {
                Block block = feed.take(worker, number);
                if (block == null) {
                    return;
                }
                walk(block, number);
            }
        } finally {
            if (refusal != null) {
                feed.stop();
            }
            feed.leave(worker);
        }
    }

    private void walk(Block block, long number) {
        if (block.failure() != null) {
            refusal = block.failure();
            return;
        }
        bytes = block.bytes();
        view = block.view();
        blockStart = plan.start(number);
        segmentEnd = segments.segmentEnd(plan.segment(number));
        if (plan.offset(number) == 0) {
            at = blockStart + SegmentDescriptor.DATA_OFFSET;
        }
        long end = plan.end(number);
        long filledEnd = blockStart + block.filledLength();
        try {
            while (at < end) {
                if (at + FrameDescriptor.HEADER_LENGTH > filledEnd) {
                    throw damaged("the segment ends in a frame");
                }
                frame(filledEnd);
            }
        } catch (BlackstartException e) {
            refusal = e;
        }
    }

    private void frame(long filledEnd) {
        int offset = (int) (at - blockStart);
        long header = bytes.getLong(offset, ByteOrder.LITTLE_ENDIAN);
        int word = FrameDescriptor.word(header);
        int length = FrameDescriptor.payloadLength(word);
        if (!FrameDescriptor.isRecord(word)) {
            padding(header, word, length);
            return;
        }
        int frameLength = FrameDescriptor.frameLength(length);
        if (length == 0 || length > segments.segmentBytes() / 4 || frameLength > segmentEnd - at) {
            throw damaged("a record's length of " + length + " is out of range");
        }
        if (at + frameLength > filledEnd) {
            longRecord(frameLength);
        } else if (isOwn(bytes, offset + FrameDescriptor.HEADER_LENGTH, length)) {
            if (checksum.ofRecord(view, offset + FrameDescriptor.HEADER_LENGTH, word, at)
                    != FrameDescriptor.check(header)) {
                throw damaged("a record of length " + length + " fails its check");
            }
            apply(at, bytes, offset + FrameDescriptor.HEADER_LENGTH, length);
        }
        before = at;
        at += frameLength;
    }

    private void padding(long header, int word, int length) {
        long skipped = (long) length + FrameDescriptor.HEADER_LENGTH;
        if (header == 0) {
            throw damaged("zeros where a record was");
        }
        if (!FrameDescriptor.isPadding(word)
                || skipped % FrameDescriptor.ALIGNMENT != 0
                || skipped > segmentEnd - at
                || checksum.ofPadding(word, at) != FrameDescriptor.check(header)) {
            throw damaged("a frame's header is none");
        }
        at += skipped;
    }

    /** A record that reaches beyond what was read with its block is read alone. */
    private void longRecord(int frameLength) {
        segments.read(at, at + frameLength, (position, buffer, offset, length) -> {
            if (isOwn(buffer, offset, length)) {
                apply(position, buffer, offset, length);
            }
            return true;
        });
    }

    private boolean isOwn(DirectBuffer buffer, int offset, int length) {
        if (workerCount == 1) {
            return true;
        }
        long id = length < ChatLayout.HEADER_LENGTH ? 0 : ChatLayout.roomId(buffer, offset);
        return (int) ((ChatDigest.mix(id) >>> 33) % workerCount) == worker;
    }

    private void apply(long position, DirectBuffer buffer, int offset, int length) {
        state.apply(position, buffer, offset, length);
        recordCount++;
        recordBytes += length;
    }

    private BlackstartException damaged(String what) {
        int segment = (int) (at / segments.segmentBytes());
        return new BlackstartException(
                ErrorCode.CORRUPT, what, segments.path(segment), at - segments.basePosition(segment), null);
    }

    /** Where it stopped, or the end. */
    long position() {
        return at;
    }

    /** The last record before {@link #position}, whoever's, or {@link LostRange#UNKNOWN}. */
    long before() {
        return before;
    }

    long recordCount() {
        return recordCount;
    }

    long recordBytes() {
        return recordBytes;
    }

    /** Why it stopped before the end, null when it did not. */
    @Nullable
    BlackstartException refusal() {
        return refusal;
    }
}
