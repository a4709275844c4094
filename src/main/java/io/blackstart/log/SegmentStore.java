package io.blackstart.log;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The segments and the mark of one open log: opening with repair, making segments, reading. How records get into a segment is
 * the design's affair.
 *
 * <p><b>Opening</b> looks first ({@link LogSurvey}) and changes nothing when it refuses. Then, unless the log was closed,
 * it mends: (1) class POWER: what lies between the forced position and the end is <em>written again</em> and forced - a
 * force that failed before the crash has left pages that are called clean and are not on the device, so a force alone would
 * only seem to succeed; (2) what lies behind the end is overwritten with zeros and forced, so that it never comes back behind
 * records yet to come; (3) the mark is stored and forced. A crash in between leaves the same end to the next opening: (1) does
 * not change a byte, (2) none below the end, (3) tells what holds already.
 *
 * <p>A log that was closed is opened without a change to any file; the mark is taken back with the first append
 * ({@link #beginAppending}). {@link #createNext} is for one thread at a time; all else for any.
 */
public final class SegmentStore implements AutoCloseable {
    private static final int COPY_LENGTH = 1 << 20;

    private final LogFiles files;
    private final LogOptions options;
    private final int segmentBytes;
    private final SegmentFiles segments;
    private final AtomicReference<@Nullable SegmentScanner> idleScanner = new AtomicReference<>();
    private final DurableMark mark;
    private final OpenReport report;

    private volatile long allocatedEnd;
    private long forcedPosition;
    private boolean appending;
    private boolean closed;

    private SegmentStore(LogFiles files, LogOptions options) {
        if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            throw new BlackstartException(ErrorCode.UNSUPPORTED, "a log needs a little endian processor");
        }
        this.files = files;
        this.options = options;
        this.segmentBytes = options.segmentBytes();
        this.segments = new SegmentFiles(files, options.logId(), segmentBytes);
        files.lock();
        LogSurvey survey = LogSurvey.of(files, options);
        this.allocatedEnd = (long) survey.segmentCount() * segmentBytes;
        this.mark = DurableMark.open(files, options, survey.mark());
        try {
            survey.temporaries().forEach(this::removeTemporary);
            this.report = survey.isNew() ? createFirst() : mend(survey);
            preallocate();
        } catch (BlackstartException e) {
            mark.close();
            throw e;
        }
    }

    /**
     * Opens the log in the directory of {@code files}, or makes a new one when there is none.
     *
     * @param files where; closed with the store, and also when opening fails
     * @param options of the log
     * @throws BlackstartException LOCKED, CORRUPT, MISSING, FOREIGN, VERSION: nothing was modified. DISK_FULL, IO,
     *     UNSUPPORTED
     * @throws IllegalArgumentException when the log was made with segments of another size
     */
    public static SegmentStore open(LogFiles files, LogOptions options) {
        boolean opened = false;
        try {
            var store = new SegmentStore(files, options);
            opened = true;
            return store;
        } finally {
            if (!opened) {
                files.close();
            }
        }
    }

    private void removeTemporary(String name) {
        if (files.list().contains(name)) {
            // Opening it first refuses a directory or a link that has taken the name.
            files.open(name, false).close();
            files.remove(name);
        }
    }

    private OpenReport createFirst() {
        try {
            createNext();
        } catch (BlackstartException e) {
            undoCreation(e);
            throw e;
        }
        mark.restart(SegmentDescriptor.DATA_OFFSET, SegmentDescriptor.DATA_OFFSET, true);
        forcedPosition = SegmentDescriptor.DATA_OFFSET;
        return new OpenReport(true, 1, SegmentDescriptor.DATA_OFFSET, 0, 0, "new log");
    }

    /** A log of which not even the first segment could be made leaves nothing. */
    private void undoCreation(BlackstartException failure) {
        try {
            files.remove(MarkDescriptor.NAME);
        } catch (BlackstartException second) {
            failure.addSuppressed(second);
        }
    }

    private OpenReport mend(LogSurvey survey) {
        long end = survey.endPosition();
        DurableMark.Reading last = survey.mark();
        forcedPosition = last == null ? 0 : last.forcedPosition();
        long trimmedBytes = survey.usedEnd() - end;
        if (!survey.isClean()) {
            boolean onDeviceAlready = last != null && last.unforcedMayBeGone();
            if (options.durability() == Durability.POWER && !onDeviceAlready) {
                writeAgain(forcedPosition, end);
            }
            overwriteWithZeros(end, survey.usedEnd());
            forcedPosition =
                    options.durability() == Durability.POWER || onDeviceAlready ? end : Math.min(forcedPosition, end);
            mark.restart(forcedPosition, end, true);
        }
        return new OpenReport(
                false,
                survey.segmentCount(),
                end,
                survey.scannedRecordCount(),
                trimmedBytes,
                detail(survey, trimmedBytes));
    }

    private static String detail(LogSurvey survey, long trimmedBytes) {
        if (survey.isClean()) {
            return "closed cleanly";
        }
        String tail = trimmedBytes == 0
                ? "not closed, nothing to trim"
                : "not closed, trimmed " + trimmedBytes + " bytes of a torn tail at position " + survey.endPosition();
        String why = survey.reason().isEmpty() ? "" : " (" + survey.reason() + ")";
        String noMark = survey.mark() != null
                ? ""
                : survey.markDamaged() ? "; the durable mark was damaged" : "; the durable mark was missing";
        return tail + why + noMark;
    }

    private void writeAgain(long from, long to) {
        ByteBuffer copy = ByteBuffer.allocateDirect(Math.min(COPY_LENGTH, segmentBytes));
        for (long base = from & -(long) segmentBytes; base < to; base += segmentBytes) {
            long end = Math.min(to - base, segmentBytes);
            try (LogFile file = segments.open(base, true)) {
                for (long at = Math.max(from - base, SegmentDescriptor.DATA_OFFSET); at < end; at += copy.limit()) {
                    copy.clear().limit((int) Math.min(copy.capacity(), end - at));
                    file.read(copy, at);
                    file.write(copy.flip(), at);
                }
                file.force();
            }
        }
    }

    private void overwriteWithZeros(long from, long to) {
        for (long base = from & -(long) segmentBytes; base < to; base += segmentBytes) {
            try (LogFile file = segments.open(base, true)) {
                long begin = Math.max(from - base, SegmentDescriptor.DATA_OFFSET);
                SegmentFiles.writeZeros(file, begin, Math.min(to - base, segmentBytes));
                file.force();
            }
        }
    }

    private void preallocate() {
        long before = allocatedEnd;
        try {
            while (room() < options.preallocatedBytes()) {
                createNext();
            }
        } catch (BlackstartException e) {
            removeFrom(before, e);
            throw e;
        }
        if (options.preallocatedBytes() > 0) {
            beginAppending();
        }
    }

    private void removeFrom(long keepEnd, BlackstartException failure) {
        try {
            while (allocatedEnd > keepEnd) {
                long base = allocatedEnd - segmentBytes;
                segments.remove(base);
                files.forceDirectory();
                allocatedEnd = base;
            }
        } catch (BlackstartException second) {
            failure.addSuppressed(second);
        }
    }

    /** Bytes of frames that fit behind the end into what is allocated. */
    private long room() {
        long end = report.endPosition();
        long segmentEnd = end == allocatedEnd ? end : (end | (segmentBytes - 1)) + 1;
        long later = (allocatedEnd - segmentEnd) / segmentBytes;
        return segmentEnd - end + later * (segmentBytes - SegmentDescriptor.DATA_OFFSET);
    }

    /**
     * Makes one more segment behind the last, durable on return.
     *
     * @throws BlackstartException DISK_FULL, IO; the log is as before and the call may be repeated
     */
    public void createNext() {
        long base = allocatedEnd;
        segments.create(base);
        allocatedEnd = base + segmentBytes;
    }

    /** Where the allocated segments end, a multiple of {@code segmentBytes}. */
    public long allocatedEnd() {
        return allocatedEnd;
    }

    /** Opens the segment that begins at {@code basePosition} for writing. */
    public LogFile openSegment(long basePosition) {
        return segments.open(basePosition, true);
    }

    /** The segments up to {@code end}. */
    public LogSegments segments(long end) {
        return new LogSegments(this, files, end);
    }

    /** What opening found. */
    public OpenReport report() {
        return report;
    }

    /** The options the log was opened with. */
    public LogOptions options() {
        return options;
    }

    /** The mark; the design stores what it acknowledges. */
    public DurableMark mark() {
        return mark;
    }

    /**
     * Must be called, once, before the first record is written: from then on the mark no longer says that nothing stands
     * behind the end. Durable on return.
     *
     * @throws BlackstartException IO
     */
    public void beginAppending() {
        if (!appending) {
            mark.restart(forcedPosition, report.endPosition(), false);
            appending = true;
        }
    }

    /**
     * Hands the records from {@code from} on to {@code consumer}.
     *
     * @param from 0, a record's position or what an earlier call returned
     * @param end records at or beyond it are not looked at; a position where a frame may begin
     * @return behind the last record handed over, {@code from} when there was none
     * @throws BlackstartException CORRUPT, IO
     */
    public long read(long from, long end, RecordConsumer consumer) {
        if (from < 0 || from % FrameDescriptor.ALIGNMENT != 0) {
            throw new IllegalArgumentException("fromPosition=" + from + " is no position of this log");
        }
        SegmentScanner idle = idleScanner.getAndSet(null);
        SegmentScanner scanner = idle == null ? new SegmentScanner(files, options.logId(), segmentBytes) : idle;
        try {
            return read(scanner, from, end, consumer);
        } finally {
            scanner.release();
            if (!idleScanner.compareAndSet(null, scanner)) {
                scanner.close();
            }
        }
    }

    private long read(SegmentScanner scanner, long from, long end, RecordConsumer consumer) {
        long next = from;
        long at = dataPosition(from);
        while (at < end) {
            long segmentEnd = Math.min((at | (segmentBytes - 1)) + 1, end);
            SegmentScanner.Finding finding = scanner.look(at, segmentEnd);
            if (finding == SegmentScanner.Finding.NOTHING || finding == SegmentScanner.Finding.DAMAGE) {
                String what = finding == SegmentScanner.Finding.NOTHING ? "zeros where a record was" : scanner.damage();
                throw scanner.refusal(what, at);
            }
            long record = at;
            at = dataPosition(at + scanner.frameLength());
            if (finding == SegmentScanner.Finding.RECORD) {
                next = record + scanner.frameLength();
                if (!consumer.onRecord(record, scanner.bytes(), scanner.payloadOffset(), scanner.payloadLength())) {
                    return next;
                }
            }
        }
        return next;
    }

    /** The position itself, or the first data of its segment when it lies in the header. */
    public long dataPosition(long position) {
        long base = position & -(long) segmentBytes;
        return Math.max(position, base + SegmentDescriptor.DATA_OFFSET);
    }

    /**
     * Stores in the mark that nothing stands behind {@code end}, and forces the mark.
     *
     * @param forced all below is forced; for class PROCESS what it was at opening
     * @param end all below is acknowledged
     */
    public void markClosed(long forced, long end) {
        if (appending) {
            mark.restart(forced, end, true);
        }
    }

    /** All below was forced when the log was opened. */
    public long forcedAtOpening() {
        return forcedPosition;
    }

    /** Releases files, mapping and lock, storing nothing. Idempotent. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            SegmentScanner idle = idleScanner.getAndSet(null);
            if (idle != null) {
                idle.close();
            }
            mark.close();
        } finally {
            files.close();
        }
    }
}
