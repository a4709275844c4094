package io.blackstart.log.groupcommit;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.MultiProducerSequencer;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.WaitStrategy;
import io.blackstart.log.FrameChecksum;
import io.blackstart.log.FrameDescriptor;
import io.blackstart.log.SegmentDescriptor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The memory between the producers and the journal: a Disruptor whose sequence counts not events but units of 8 bytes of the
 * log. So the claim of a record's bytes, one compare-and-set, gives its position at once, for any number of producers, and
 * what lies in the ring is the log's own bytes: each producer frames its record in place, on its own core, and the journal
 * writes them to the file as they are, without a copy.
 *
 * <p><b>Claims</b> come from {@link MultiProducerSequencer#tryNext(int)}, gated by two sequences: what the journal has written
 * (the ring must not overtake it) and the end of the allocated segments (a position is never given without room on the
 * device). A claim that does not lie in one segment's data is filled with padding frames, where it covers data, and given up;
 * the producer claims again. That happens a few times a segment.
 *
 * <p><b>Publishing</b> marks the first unit of a frame only. The journal goes from frame to frame by their lengths.
 *
 * <p><b>Memory</b> is one frame longer than the ring, so that a frame that begins before its end lies in one piece. No two
 * frames meet there: a claim that reaches behind the end is only given when all of the round before has been written.
 */
final class FrameRing {
    /** What {@link #append} answers when there is no place in the ring just now. */
    static final long FULL = -1;
    /** What {@link #append} answers when the allocated segments end. */
    static final long NO_ROOM = -2;

    private static final int UNIT_SHIFT = 3;

    private final MultiProducerSequencer sequencer;
    private final Sequence written = new Sequence();
    private final Sequence room = new Sequence();
    private final ThreadLocal<Framer> framers;
    private final UnsafeBuffer bytes;
    private final ByteBuffer memory;
    private final long origin;
    private final int segmentBytes;
    private final int ringMask;

    /**
     * Creates an empty ring.
     *
     * @param ringBytes a power of two, at least {@link #leastBytes}
     * @param maxRecordLength of a record
     * @param segmentBytes of the log
     * @param logId of the log
     * @param origin where the log ends
     * @param wakeUp is signalled after each record
     */
    FrameRing(int ringBytes, int maxRecordLength, int segmentBytes, long logId, long origin, WaitStrategy wakeUp) {
        this.sequencer = new MultiProducerSequencer(ringBytes >> UNIT_SHIFT, wakeUp);
        // Adding sets both to the cursor, so room comes after.
        sequencer.addGatingSequences(written, room);
        this.memory = ByteBuffer.allocateDirect(ringBytes + FrameDescriptor.frameLength(maxRecordLength))
                .order(ByteOrder.LITTLE_ENDIAN);
        this.bytes = new UnsafeBuffer(memory);
        this.framers = ThreadLocal.withInitial(() -> new Framer(logId, memory.duplicate()));
        this.origin = origin;
        this.segmentBytes = segmentBytes;
        this.ringMask = ringBytes - 1;
        allow(origin);
    }

    /** The smallest ring for records of {@code maxRecordLength}: two of them and a segment's header. */
    static int leastBytes(int maxRecordLength) {
        int needed = 2 * FrameDescriptor.frameLength(maxRecordLength) + SegmentDescriptor.DATA_OFFSET;
        return BitUtil.findNextPositivePowerOfTwo(needed);
    }

    private static long lastUnit(long origin, long end) {
        return ((end - origin) >> UNIT_SHIFT) - 1;
    }

    // What producers call.

    /**
     * Frames a record and publishes it. For any thread.
     *
     * @return its position, {@link #FULL} or {@link #NO_ROOM}, in which cases nothing was done
     */
    long append(DirectBuffer buffer, int offset, int length) {
        int frameLength = FrameDescriptor.frameLength(length);
        while (true) {
            long position = claim(frameLength);
            if (position < 0) {
                return position;
            }
            int inSegment = (int) position & (segmentBytes - 1);
            if (inSegment >= SegmentDescriptor.DATA_OFFSET && inSegment + frameLength <= segmentBytes) {
                frame(position, frameLength, buffer, offset, length);
                return position;
            }
            giveUp(position, position + frameLength);
        }
    }

    private long claim(int length) {
        int units = length >> UNIT_SHIFT;
        try {
            return origin + ((sequencer.tryNext(units) - units + 1) << UNIT_SHIFT);
        } catch (InsufficientCapacityException full) {
            return sequencer.getCursor() + units > room.get() + sequencer.getBufferSize() ? NO_ROOM : FULL;
        }
    }

    private void frame(long position, int frameLength, DirectBuffer buffer, int offset, int length) {
        int at = ringOffset(position);
        int word = FrameDescriptor.recordWord(length);
        // The bytes behind the payload up to the next multiple of 8: zeros, not what lay here before.
        bytes.putLong(at + frameLength - FrameDescriptor.ALIGNMENT, 0);
        bytes.putBytes(at + FrameDescriptor.HEADER_LENGTH, buffer, offset, length);
        int check = framers.get().check(at + FrameDescriptor.HEADER_LENGTH, word, position);
        bytes.putLong(at, FrameDescriptor.header(word, check));
        sequencer.publish(unit(position));
    }

    private void giveUp(long from, long to) {
        long at = from;
        while (at < to) {
            long base = at & -(long) segmentBytes;
            long data = base + SegmentDescriptor.DATA_OFFSET;
            if (at < data) {
                at = Math.min(data, to);
            } else {
                long end = Math.min(base + segmentBytes, to);
                pad(at, (int) (end - at));
                at = end;
            }
        }
    }

    private void pad(long position, int length) {
        int at = ringOffset(position);
        int word = FrameDescriptor.paddingWord(length);
        bytes.setMemory(at, length, (byte) 0);
        bytes.putLong(at, FrameDescriptor.header(word, framers.get().check(word, position)));
        sequencer.publish(unit(position));
    }

    /** Behind the last claim. */
    long endPosition() {
        return origin + ((sequencer.getCursor() + 1) << UNIT_SHIFT);
    }

    /** Up to where claims are given. */
    long allowedEnd() {
        return origin + ((room.get() + sequencer.getBufferSize() + 1) << UNIT_SHIFT);
    }

    /** Allows claims up to {@code end}, where the allocated segments end. Never less than before; one thread at a time. */
    void allow(long end) {
        room.set(lastUnit(origin, end) - sequencer.getBufferSize());
    }

    // What the journal calls.

    /** Whether a frame is published at {@code position}. */
    boolean isPublished(long position) {
        return sequencer.isAvailable(unit(position));
    }

    /**
     * Looks for published frames from {@code position} on that lie in one piece of memory and one segment.
     *
     * @param lengthMax where to stop looking
     * @return bytes from the first frame to behind the last, 0 when there is none
     */
    int publishedLength(long position, int lengthMax) {
        long segmentEnd = (position | (segmentBytes - 1)) + 1;
        int start = ringOffset(position);
        int length = 0;
        while (length < lengthMax
                && start + length <= ringMask
                && position + length < segmentEnd
                && sequencer.isAvailable(unit(position + length))) {
            length += FrameDescriptor.frameLength(FrameDescriptor.payloadLength(bytes.getInt(start + length)));
        }
        return length;
    }

    /** The bytes {@link #publishedLength} found; valid until {@link #release}. */
    ByteBuffer piece(long position, int length) {
        int start = ringOffset(position);
        return memory.limit(start + length).position(start);
    }

    /** Gives the memory of all frames below {@code position} back to the producers. */
    void release(long position) {
        written.set(unit(position) - 1);
    }

    private int ringOffset(long position) {
        return (int) (position - origin) & ringMask;
    }

    private long unit(long position) {
        return (position - origin) >> UNIT_SHIFT;
    }

    /** Frees the memory; after the last append. */
    void close() {
        BufferUtil.free(memory);
    }

    /** What one producer needs to compute checks. */
    private static final class Framer {
        private final FrameChecksum checksum;
        private final ByteBuffer view;

        Framer(long logId, ByteBuffer view) {
            this.checksum = new FrameChecksum(logId);
            this.view = view;
        }

        int check(int payloadOffset, int word, long position) {
            return checksum.ofRecord(view, payloadOffset, word, position);
        }

        int check(int word, long position) {
            return checksum.ofPadding(word, position);
        }
    }
}
