package io.blackstart.log.mapped;

import io.blackstart.BlackstartException;
import io.blackstart.log.Durability;
import io.blackstart.log.DurableMark;
import io.blackstart.log.FrameChecksum;
import io.blackstart.log.FrameDescriptor;
import io.blackstart.log.LogGuard;
import io.blackstart.log.LogSegments;
import io.blackstart.log.MappedStores;
import io.blackstart.log.MessageLog;
import io.blackstart.log.OpenReport;
import io.blackstart.log.RecordConsumer;
import io.blackstart.log.SegmentDescriptor;
import io.blackstart.log.SegmentStore;
import io.blackstart.log.SegmentSupply;
import io.blackstart.log.SegmentedLog;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A log that is written through a mapping. The appender copies the payload, computes the check over the copy and stores the
 * frame's header last with release order; readers and the forcing thread follow {@link #end}.
 *
 * <p><b>Class PROCESS</b>: the record is acknowledged when append returns. Its header, then the mark's word, are in the page
 * cache, in that order.
 *
 * <p><b>Class POWER</b>: {@link #awaitDurable} forces the pages from the durable position to the end, then stores the mark,
 * then publishes the durable position. At the end of a segment the appender does the same before it writes to the next, so
 * only the last segment ever holds what is not forced.
 */
final class MappedLog implements MessageLog, SegmentedLog {
    private static final VarHandle END;

    static {
        try {
            END = MethodHandles.lookup().findVarHandle(MappedLog.class, "end", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Bytes that are kept mapped and touched ahead of the appender. */
    private static final int READY_BYTES = 1 << 28;

    private static final int READY_COUNT_MAX = 64;

    private final SegmentStore store;
    private final SegmentSupply<MappedSegment> supply;
    private final DurableMark mark;
    private final FrameChecksum checksum;
    private final LogGuard guard = new LogGuard();
    private final boolean process;
    private final int segmentBytes;
    private final int maxRecordLength;
    private final long logId;

    /** Held while forcing and while the segment changes. */
    private final ReentrantLock forceLock = new ReentrantLock();

    // The appender's own.
    private UnsafeBuffer bytes = new UnsafeBuffer(0, 0);
    private ByteBuffer view = ByteBuffer.allocate(0);
    private int tailOffset;
    private int tailLimit;
    private long basePosition;

    /** Changed by the appender under the lock. */
    private @Nullable MappedSegment segment;

    /** Read by all with acquire, written by the appender with release. */
    @SuppressWarnings("unused")
    private long end;

    private volatile long durable;

    MappedLog(SegmentStore store) {
        this.store = store;
        this.mark = store.mark();
        this.logId = store.options().logId();
        this.checksum = new FrameChecksum(logId);
        this.process = store.options().durability() == Durability.PROCESS;
        this.segmentBytes = store.options().segmentBytes();
        this.maxRecordLength = store.options().maxRecordLength();
        this.end = store.report().endPosition();
        this.durable = end;
        long firstBase = end & -(long) segmentBytes;
        int readyMax = Math.max(1, Math.min(READY_COUNT_MAX, READY_BYTES / segmentBytes));
        this.supply = new SegmentSupply<>(store, this::map, allocated -> {}, firstBase, readyMax);
        if (store.options().preallocatedBytes() > 0) {
            supply.prepareNow();
        }
    }

    private MappedSegment map(long base) {
        MappedSegment mapped = MappedSegment.map(store, base);
        mapped.touch(
                (int) Math.max(SegmentDescriptor.DATA_OFFSET, store.report().endPosition() - base));
        return mapped;
    }

    @Override
    public long append(DirectBuffer buffer, int offset, int length) {
        if (length < 1 || length > maxRecordLength) {
            throw new IllegalArgumentException("length=" + length + " must be from 1 to " + maxRecordLength);
        }
        guard.check();
        try {
            int frameLength = FrameDescriptor.frameLength(length);
            if (frameLength > tailLimit - tailOffset) {
                makeRoom(frameLength);
            }
            return store(buffer, offset, length, frameLength);
        } catch (InternalError e) {
            throw guard.fail(e);
        }
    }

    private long store(DirectBuffer buffer, int offset, int length, int frameLength) {
        int at = tailOffset;
        long position = basePosition + at;
        int word = FrameDescriptor.recordWord(length);
        UnsafeBuffer target = bytes;
        if (MappedSegment.crossesPage(at, frameLength)) {
            requirePages(at, frameLength);
        }
        target.putBytes(at + FrameDescriptor.HEADER_LENGTH, buffer, offset, length);
        int check = checksum.ofRecord(view, at + FrameDescriptor.HEADER_LENGTH, word, position);
        long header = FrameDescriptor.header(word, check);
        // Release: who sees the header sees the payload.
        target.putLongRelease(at, header);
        if (target.getLongVolatile(at) != header) {
            throw guard.fail(MappedStores.lost());
        }
        tailOffset = at + frameLength;
        publish(position + frameLength);
        return position;
    }

    private void requirePages(int offset, int length) {
        if (!Objects.requireNonNull(segment, "segment").takesStores(offset, length)) {
            throw guard.fail(MappedStores.lost());
        }
    }

    private void publish(long newEnd) {
        if (process) {
            acknowledge(newEnd);
        }
        END.setRelease(this, newEnd);
    }

    private void acknowledge(long newEnd) {
        try {
            mark.acknowledged(newEnd);
        } catch (BlackstartException e) {
            throw guard.fail(e);
        }
    }

    /** The slow path: the first record, half of a segment, the end of a segment. */
    private void makeRoom(int frameLength) {
        if (segment == null) {
            begin();
        } else if (frameLength > segmentBytes - tailOffset) {
            roll();
        }
        boolean inSecondHalf = frameLength > segmentBytes / 2 - tailOffset;
        tailLimit = inSecondHalf ? segmentBytes : segmentBytes / 2;
        if (inSecondHalf) {
            supply.extend(basePosition + 2L * segmentBytes);
        }
        if (frameLength > tailLimit - tailOffset) {
            makeRoom(frameLength);
        }
    }

    private void begin() {
        MappedSegment first = supply.take();
        try {
            store.beginAppending();
        } catch (BlackstartException e) {
            first.close();
            throw guard.fail(e);
        }
        enter(first);
    }

    private void roll() {
        // First of all: when there is no next segment this one stays as it is.
        MappedSegment next = supply.take();
        int rest = segmentBytes - tailOffset;
        if (rest > 0) {
            int word = FrameDescriptor.paddingWord(rest);
            int check = checksum.ofPadding(word, basePosition + tailOffset);
            bytes.putLongRelease(tailOffset, FrameDescriptor.header(word, check));
            tailOffset = segmentBytes;
        }
        publish(basePosition + segmentBytes);
        forceLock.lock();
        try {
            MappedSegment full = Objects.requireNonNull(segment, "segment");
            if (!process) {
                force(full, basePosition + segmentBytes);
                mark.force();
            }
            enter(next);
            supply.retire(full);
        } catch (BlackstartException e) {
            next.close();
            throw guard.fail(e);
        } finally {
            forceLock.unlock();
        }
    }

    private void enter(MappedSegment next) {
        segment = next;
        bytes = next.bytes;
        view = next.view;
        basePosition = next.basePosition;
        tailOffset = (int) Math.max(SegmentDescriptor.DATA_OFFSET, endPosition() - basePosition);
    }

    /** Forces and acknowledges up to {@code to}; under the lock. */
    private void force(MappedSegment current, long to) {
        long from = Math.max(durable, current.basePosition + SegmentDescriptor.DATA_OFFSET);
        if (to > from) {
            current.force((int) (from - current.basePosition), (int) (to - from));
        }
        mark.forced(to);
        durable = to;
    }

    @Override
    public long awaitDurable(long position) {
        if (position < durablePosition()) {
            return durablePosition();
        }
        if (position >= endPosition()) {
            throw new IllegalArgumentException(
                    "position=" + position + " was not appended, endPosition=" + endPosition());
        }
        forceLock.lock();
        try {
            if (position >= durable) {
                guard.check();
                forceOrFail(Objects.requireNonNull(segment, "segment"), endPosition());
            }
            return durable;
        } finally {
            forceLock.unlock();
        }
    }

    private void forceOrFail(MappedSegment current, long to) {
        try {
            force(current, to);
        } catch (BlackstartException e) {
            throw guard.fail(e);
        }
    }

    @Override
    public long durablePosition() {
        return process ? endPosition() : durable;
    }

    @Override
    public long endPosition() {
        return (long) END.getAcquire(this);
    }

    @Override
    public long read(long fromPosition, RecordConsumer consumer) {
        if (guard.isClosed()) {
            throw guard.refusal();
        }
        return store.read(fromPosition, endPosition(), consumer);
    }

    @Override
    public void truncateTo(long position) {
        guard.check();
        if (position < durablePosition() || position > endPosition() || !isFrame(position)) {
            throw new IllegalArgumentException("position=" + position + " is no record from durablePosition="
                    + durablePosition() + " to endPosition=" + endPosition());
        }
        if (position == endPosition()) {
            return;
        }
        try {
            MappedSegment current = Objects.requireNonNull(segment, "segment");
            int offset = (int) (position - basePosition);
            int length = tailOffset - offset;
            bytes.setMemory(offset, length, (byte) 0);
            // Forced, or a power cut could bring a cut record back behind those that take its place.
            current.force(offset, length);
            tailOffset = offset;
            END.setRelease(this, position);
        } catch (BlackstartException e) {
            throw guard.fail(e);
        }
    }

    /** Whether a walk over the frames from the durable position on comes by {@code position}. */
    private boolean isFrame(long position) {
        long at = store.dataPosition(durablePosition());
        while (at < position) {
            at += FrameDescriptor.frameLength(FrameDescriptor.payloadLength(bytes.getInt((int) (at - basePosition))));
        }
        return at == position || position == endPosition();
    }

    @Override
    public LogSegments segments() {
        return store.segments(endPosition());
    }

    @Override
    public OpenReport openReport() {
        return store.report();
    }

    @Override
    public Durability durability() {
        return store.options().durability();
    }

    @Override
    public int maxRecordLength() {
        return maxRecordLength;
    }

    @Override
    public void close() {
        if (!guard.close()) {
            return;
        }
        try (store;
                MappedSegment last = segment) {
            supply.close();
            if (guard.failure() == null) {
                settle(last);
            }
        }
    }

    private void settle(@Nullable MappedSegment last) {
        if (last != null && !process) {
            force(last, endPosition());
        }
        store.markClosed(process ? store.forcedAtOpening() : durable, endPosition());
    }
}
