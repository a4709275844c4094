package io.blackstart.crashkit.reference;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.log.Durability;
import io.blackstart.log.LogFile;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogOptions;
import io.blackstart.log.MessageLog;
import io.blackstart.log.OpenReport;
import io.blackstart.log.RecordConsumer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A slow and plain log that does everything right, class POWER, many writers: what the crash kit must let pass. Each method
 * that is not private is a seam which a mutant breaks. A segment grows as it is written; a frame is length 4, CRC32C 4,
 * payload; the CRC covers log id, position, length and payload.
 */
class ReferenceLog implements MessageLog {
    static final int HEADER_LENGTH = 36;
    static final int FRAME_LENGTH = 8;

    private static final long MAGIC = 0x5245_4645_5245_4E43L;
    private static final String TEMPORARY = "reference.segment.new";

    final LogFiles files;
    final int segmentBytes;

    private final LogOptions options;
    private final ReferenceMark mark;
    /** Held while forcing and while the segment changes; taken after the monitor, never before it. */
    private final ReentrantLock forceLock = new ReentrantLock();

    private final List<Integer> fullEnds = new ArrayList<>();
    private @Nullable LogFile tail;
    private volatile @Nullable BlackstartException failure;
    private int tailIndex;
    private int tailEnd = HEADER_LENGTH;
    private volatile long end;
    private volatile long durable;
    private boolean closed;
    private OpenReport report = new OpenReport(true, 1, HEADER_LENGTH, 0, 0, "new log");

    ReferenceLog(LogFiles files, LogOptions options) {
        this.files = files;
        this.options = options;
        this.segmentBytes = options.segmentBytes();
        this.mark = new ReferenceMark(files, options.logId());
    }

    /** Opens; to be called once, first. */
    final ReferenceLog open() {
        boolean opened = false;
        try {
            lock();
            recover();
            opened = true;
            return this;
        } finally {
            if (!opened) {
                files.close();
            }
        }
    }

    // ---- opening

    private void recover() {
        boolean marked = mark.read();
        List<String> names = files.list().stream()
                .filter(name -> name.matches("reference-\\d{6}\\.segment"))
                .toList();
        if (!marked && !names.isEmpty()) {
            throw new BlackstartException(ErrorCode.MISSING, "segments without a mark");
        }
        int lastEnd = HEADER_LENGTH;
        for (int index = 0; index < names.size(); index++) {
            lastEnd = survey(index, lastEnd);
        }
        int last = names.size() - 1;
        requireWhole(last < 0 ? 0 : base(last) + lastEnd, mark.position());
        if (!marked) {
            mark.create(this::forceDirectory);
        }
        if (last < 0) {
            createSegment(0, 0);
        } else {
            forceDirectory();
            mend(last, lastEnd);
            report = new OpenReport(false, names.size(), base(last) + lastEnd, 0, 0, "scanned all");
        }
        mark.store(end);
        durable = end;
    }

    /** Checks one segment against the end of the one before it; where it ends itself. */
    private int survey(int index, int endBefore) {
        byte[] bytes = load(index);
        ByteBuffer header = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER_LENGTH
                || header.getLong(0) != MAGIC
                || header.getInt(32) != crc(header.limit(32).position(0), 0)) {
            throw new BlackstartException(ErrorCode.CORRUPT, "segment " + index + " has no sound header");
        }
        if (header.getLong(8) != options.logId()) {
            throw new BlackstartException(ErrorCode.FOREIGN, "segment " + index + " is another log's");
        }
        if (header.getLong(16) != index || (index > 0 && header.getLong(24) != endBefore)) {
            throw new BlackstartException(ErrorCode.CORRUPT, "segment " + index + " does not follow the one before");
        }
        if (index > 0) {
            fullEnds.add(endBefore);
        }
        return walk(index, bytes, HEADER_LENGTH, Integer.MAX_VALUE, (position, buffer, offset, length) -> true);
    }

    /** Writes what stands again, since a force that failed before has left pages that only seem to be stored. */
    private void mend(int index, int endOffset) {
        LogFile file = files.open(name(index), true);
        byte[] bytes = load(index);
        file.write(ByteBuffer.wrap(bytes, 0, endOffset), 0);
        cut(file, endOffset);
        file.force();
        enter(file, index, endOffset);
    }

    private void createSegment(int index, int endBefore) {
        if (files.list().contains(TEMPORARY)) {
            files.remove(TEMPORARY);
        }
        ByteBuffer header = ByteBuffer.allocate(HEADER_LENGTH);
        header.putLong(MAGIC).putLong(options.logId()).putLong(index).putLong(endBefore);
        header.putInt(crc(header.duplicate().limit(32).position(0), 0)).flip();
        LogFile file = files.create(TEMPORARY);
        file.write(header, 0);
        file.force();
        files.rename(TEMPORARY, name(index));
        forceDirectory();
        enter(file, index, HEADER_LENGTH);
    }

    /** A frame that fails its check ends the log, unless it was acknowledged. */
    void requireWhole(long endPosition, long acknowledged) {
        if (endPosition < acknowledged) {
            throw new BlackstartException(
                    ErrorCode.CORRUPT, "ends at " + endPosition + ", acknowledged up to " + acknowledged);
        }
    }

    void lock() {
        files.lock();
    }

    void forceDirectory() {
        files.forceDirectory();
    }

    /** The segment takes appends from now on. */
    void enter(LogFile file, int index, int endOffset) {
        tail = file;
        tailIndex = index;
        tailEnd = endOffset;
        end = base(index) + endOffset;
    }

    /** The segment takes no more. */
    void leave() {
        tail().close();
        tail = null;
    }

    // ---- frames

    /** Calls the consumer for each whole frame; the offset behind the last. */
    private int walk(int index, byte[] bytes, int from, int to, RecordConsumer consumer) {
        var buffer = new UnsafeBuffer(bytes);
        ByteBuffer view = ByteBuffer.wrap(bytes);
        int at = from;
        while (at + FRAME_LENGTH <= Math.min(to, bytes.length)) {
            int length = view.getInt(at);
            int next = at + FRAME_LENGTH + length;
            if (!plausible(length, bytes.length - at - FRAME_LENGTH) || !lies(next)) {
                return at;
            }
            ByteBuffer payload = view.duplicate().limit(next).position(at + FRAME_LENGTH);
            if (view.getInt(at + 4) == checksum(payload, base(index) + at, length)) {
                if (!consumer.onRecord(base(index) + at, buffer, at + FRAME_LENGTH, length)) {
                    return next;
                }
            } else if (!skips()) {
                return at;
            }
            at = next;
        }
        return at;
    }

    /** Whether a length from the disk can be one, so that memory may be taken for it. */
    boolean plausible(int length, int bytesLeft) {
        return length > 0 && length <= segmentBytes / 4 && length <= bytesLeft;
    }

    /** Whether a frame that was found and ends at this offset lies in its segment. */
    boolean lies(int endOffset) {
        return endOffset <= segmentBytes;
    }

    /** Whether a frame that fails its check is passed over. */
    boolean skips() {
        return false;
    }

    int checksum(ByteBuffer payload, long position, int length) {
        return crc(payload, options.logId() * 31 + position * 7 + length);
    }

    static int crc(ByteBuffer bytes, long salt) {
        var crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, salt));
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private byte[] load(int index) {
        try (LogFile file = files.open(name(index), false)) {
            int size = (int) Math.min(file.size(), segmentBytes);
            ByteBuffer bytes = ByteBuffer.allocate(size);
            bytes.limit(Math.min(HEADER_LENGTH, size));
            int read = file.read(bytes, 0);
            if (size > HEADER_LENGTH) {
                read += readFrames(file, bytes.limit(size));
            }
            return Arrays.copyOf(bytes.array(), read);
        }
    }

    int readFrames(LogFile file, ByteBuffer target) {
        return file.read(target, HEADER_LENGTH);
    }

    // ---- writing

    @Override
    public synchronized long append(DirectBuffer buffer, int offset, int length) {
        if (length < 1 || length > options.maxRecordLength()) {
            throw new IllegalArgumentException("length=" + length + " must be from 1 to " + options.maxRecordLength());
        }
        check();
        try {
            if (tailEnd + FRAME_LENGTH + length > segmentBytes) {
                roll();
            }
            long position = base(tailIndex) + tailEnd;
            ByteBuffer frame = ByteBuffer.allocate(FRAME_LENGTH + length);
            buffer.getBytes(offset, frame, FRAME_LENGTH, length);
            ByteBuffer payload = frame.duplicate().position(FRAME_LENGTH);
            frame.putInt(0, length).putInt(4, checksum(payload, position, length));
            write(frame, tailEnd);
            tailEnd += FRAME_LENGTH + length;
            end = position + FRAME_LENGTH + length;
            return position;
        } catch (BlackstartException e) {
            throw fail(e);
        }
    }

    private void roll() {
        forceLock.lock();
        try {
            commit();
            fullEnds.add(tailEnd);
            leave();
            createSegment(tailIndex + 1, tailEnd);
        } finally {
            forceLock.unlock();
        }
    }

    void write(ByteBuffer frame, int offset) {
        tail().write(frame, offset);
    }

    void forceTail() {
        tail().force();
    }

    /** Cuts off what stands behind {@code offset}; the caller forces. */
    void cut(LogFile file, int offset) {
        file.truncate(offset);
    }

    /** Forces, then marks, then acknowledges what stood there before the force. */
    void commit() {
        long upTo = end;
        forceTail();
        acknowledge(upTo);
    }

    final void acknowledge(long upTo) {
        mark.store(upTo);
        durable = upTo;
    }

    /** For the mutant that is too early. */
    final void showDurable(long upTo) {
        durable = upTo;
    }

    @Override
    public long awaitDurable(long position) {
        if (position >= end) {
            throw new IllegalArgumentException("position=" + position + " was not appended");
        }
        forceLock.lock();
        try {
            if (position >= durable) {
                check();
                commit();
            }
            return durable;
        } catch (BlackstartException e) {
            throw fail(e);
        } finally {
            forceLock.unlock();
        }
    }

    @Override
    public synchronized void truncateTo(long position) {
        check();
        if (position < durable || position > end) {
            throw new IllegalArgumentException("position=" + position + " must be from " + durable + " to " + end);
        }
        try {
            cut(tail(), (int) (position - base(tailIndex)));
            forceTail();
            tailEnd = (int) (position - base(tailIndex));
            end = position;
        } catch (BlackstartException e) {
            throw fail(e);
        }
    }

    // ---- reading and the rest

    @Override
    public synchronized long read(long fromPosition, RecordConsumer consumer) {
        boolean[] more = {true};
        long next = fromPosition;
        for (int index = (int) (fromPosition / segmentBytes); index <= tailIndex && more[0]; index++) {
            int from = (int) Math.max(HEADER_LENGTH, fromPosition - base(index));
            int to = index < tailIndex ? fullEnds.get(index) : tailEnd;
            int reached = walk(index, load(index), from, to, (position, buffer, offset, length) -> {
                more[0] = consumer.onRecord(position, buffer, offset, length);
                return more[0];
            });
            if (more[0] && reached < to) {
                throw new BlackstartException(ErrorCode.CORRUPT, "no whole record at " + (base(index) + reached));
            }
            next = reached > from ? base(index) + reached : next;
        }
        return next;
    }

    @Override
    public long durablePosition() {
        return durable;
    }

    @Override
    public long endPosition() {
        return end;
    }

    @Override
    public OpenReport openReport() {
        return report;
    }

    @Override
    public Durability durability() {
        return Durability.POWER;
    }

    @Override
    public int maxRecordLength() {
        return options.maxRecordLength();
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (files) {
            if (failure == null && end > durable) {
                commit();
            }
            if (tail != null) {
                leave();
            }
        }
    }

    private void check() {
        if (failure != null) {
            throw new BlackstartException(failure.code(), "the log failed before: " + failure.getMessage());
        }
        if (closed) {
            throw new BlackstartException(ErrorCode.CLOSED, "the log is closed");
        }
    }

    private BlackstartException fail(BlackstartException cause) {
        failure = failure == null ? cause : failure;
        return cause;
    }

    final LogFile tail() {
        LogFile open = tail;
        if (open == null) {
            throw new BlackstartException(ErrorCode.CLOSED, "no segment is open");
        }
        return open;
    }

    private long base(int index) {
        return (long) index * segmentBytes;
    }

    private static String name(int index) {
        return "reference-%06d.segment".formatted(index);
    }
}
