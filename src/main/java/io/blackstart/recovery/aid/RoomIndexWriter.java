package io.blackstart.recovery.aid;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogSegments;
import io.blackstart.log.MessageLog;
import io.blackstart.log.SegmentedLog;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Writes the room index of each segment, and now and then of the one that is being written. Follows the log behind what was
 * acknowledged and is never waited for: an index that is late or fails to be written costs the next recovery time, nothing else.
 *
 * <p>Either {@link #advance} is called, or {@link #start} has a thread do it; {@link #close} before the log is closed.
 */
public final class RoomIndexWriter implements AutoCloseable {
    /** Bytes of log after which the index of an unfinished segment is written anew, unless told otherwise. */
    public static final int EVERY_BYTES_DEFAULT = 1 << 23;

    private static final long IDLE_NANOS = 500_000;
    private static final long NONE = -1;

    private final MessageLog log;
    private final SegmentedLog segmented;
    private final LogFiles files;
    private final int everyBytes;
    private final RoomIndexBuilder builder = new RoomIndexBuilder();
    private int segment;
    private long readTo;
    private long indexedTo;
    private long lastPosition;
    private long writtenBytes;
    private volatile boolean stopping;
    private volatile @Nullable BlackstartException failure;
    private @Nullable Thread thread;

    private RoomIndexWriter(MessageLog log, SegmentedLog segmented, LogFiles files, int everyBytes) {
        this.log = log;
        this.segmented = segmented;
        this.files = files;
        this.everyBytes = everyBytes;
        LogSegments segments = segmented.segments();
        while (segment < segments.count() && isIndexed(segments)) {
            segment++;
        }
        beginSegment(segments);
    }

    /**
     * Opens a writer that goes on where the indexes there are end.
     *
     * @param log open; one whose segments can be read
     * @param files where indexes go; closed with the writer
     * @param everyBytes after so many bytes of log the index of an unfinished segment is written anew, at least 1
     * @throws BlackstartException UNSUPPORTED for another log, LOCKED, IO
     */
    public static RoomIndexWriter open(MessageLog log, LogFiles files, int everyBytes) {
        boolean opened = false;
        try {
            if (everyBytes < 1) {
                throw new IllegalArgumentException("everyBytes=" + everyBytes + " must be at least 1");
            }
            if (!(log instanceof SegmentedLog segmented)) {
                throw new BlackstartException(
                        ErrorCode.UNSUPPORTED, "a room index needs a log whose segments can be read");
            }
            files.lock();
            var writer = new RoomIndexWriter(log, segmented, files, everyBytes);
            opened = true;
            return writer;
        } finally {
            if (!opened) {
                files.close();
            }
        }
    }

    private boolean isIndexed(LogSegments segments) {
        try (RoomIndex index = RoomIndex.open(files, segments, segment)) {
            return index != null && index.coveredEnd() == segments.basePosition(segment + 1);
        }
    }

    private void beginSegment(LogSegments segments) {
        readTo = segments.basePosition(segment);
        indexedTo = readTo;
        lastPosition = NONE;
        builder.begin(readTo);
    }

    /**
     * Reads what was acknowledged since the last call and writes the indexes that are due.
     *
     * @return bytes of log gone through
     * @throws BlackstartException DISK_FULL or IO when an index cannot be written, CORRUPT when the log is damaged
     */
    public long advance() {
        LogSegments segments = segmented.segments();
        long end = Math.min(log.durablePosition(), segments.endPosition());
        long from = readTo;
        while (readTo < end) {
            long segmentEnd = segments.basePosition(segment + 1);
            long to = Math.min(segmentEnd, end);
            segments.read(readTo, to, (position, buffer, offset, length) -> {
                builder.add(position, buffer, offset, length);
                lastPosition = position;
                return true;
            });
            readTo = to;
            if (readTo == segmentEnd || readTo - indexedTo >= everyBytes) {
                write(segments, readTo == segmentEnd);
            }
            if (readTo == segmentEnd) {
                segment++;
                beginSegment(segments);
            }
        }
        return readTo - from;
    }

    private void write(LogSegments segments, boolean durable) {
        long header = lastPosition == NONE ? 0 : RoomIndex.frameHeader(segments, segment, lastPosition);
        writtenBytes += builder.write(
                files, segments.logId(), readTo, new RoomIndexBuilder.LastRecord(lastPosition, header), durable);
        indexedTo = readTo;
    }

    /** Bytes of indexes written, those that were replaced included. */
    public long writtenBytes() {
        return writtenBytes;
    }

    /** What has ended the thread before {@link #close}, null when nothing has. */
    public @Nullable BlackstartException failure() {
        return failure;
    }

    /** Starts a thread that calls {@link #advance} until {@link #close}. */
    public void start() {
        var worker = new Thread(this::run, "blackstart-room-index");
        worker.setDaemon(true);
        thread = worker;
        worker.start();
    }

    private void run() {
        try {
            while (!stopping) {
                if (advance() == 0) {
                    LockSupport.parkNanos(IDLE_NANOS);
                }
            }
        } catch (BlackstartException e) {
            failure = e;
        }
    }

    /** Ends the thread and indexes what was acknowledged until now, unless the thread has failed. */
    @Override
    public void close() {
        stopping = true;
        join();
        try (files) {
            if (failure == null) {
                advance();
                if (indexedTo < readTo) {
                    write(segmented.segments(), true);
                }
            }
        }
    }

    private void join() {
        Thread worker = thread;
        boolean interrupted = false;
        while (worker != null && worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
