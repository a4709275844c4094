package io.blackstart.log.chronicle;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.log.Durability;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogGuard;
import io.blackstart.log.LogOptions;
import io.blackstart.log.MessageLog;
import io.blackstart.log.OpenReport;
import io.blackstart.log.RecordConsumer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.SyncMode;
import net.openhft.chronicle.core.io.IORuntimeException;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** A log on a Chronicle Queue. Positions are the queue's indexes. */
final class ChronicleLog implements MessageLog {
    /** 2000-01-01; any time will do as long as it never changes. */
    private static final long CLOCK_MILLIS = 946_684_800_000L;

    private static final String FILE_NAME = "20000101F.cq4";
    /** How long the library waits for a writer that died; there is none else, we hold the directory's lock. */
    private static final long DEAD_WRITER_TIMEOUT_MILLIS = 50;

    private final LogFiles files;
    private final LogOptions options;
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private final LogGuard guard = new LogGuard();
    private final AtomicReference<@Nullable ExcerptTailer> idleTailer = new AtomicReference<>();
    private final UnsafeBuffer target = new UnsafeBuffer(0, 0);
    private final boolean power;
    private final OpenReport report;

    /** Held by the appender and by who syncs: the library's appender is for one thread. Class POWER only. */
    private final ReentrantLock appenderLock = new ReentrantLock();

    /** Index of the first record there is or will be. */
    private final long first;

    private volatile long end;
    private volatile long durable;

    private ChronicleLog(LogFiles files, LogOptions options, boolean created) {
        this.files = files;
        this.options = options;
        this.power = options.durability() == Durability.POWER;
        this.queue = SingleChronicleQueueBuilder.single(files.directory().toFile())
                .rollCycle(RollCycles.FAST_DAILY)
                .timeProvider(() -> CLOCK_MILLIS)
                .blockSize(options.segmentBytes())
                .timeoutMS(DEAD_WRITER_TIMEOUT_MILLIS)
                .syncMode(power ? SyncMode.SYNC : SyncMode.NONE)
                .build();
        this.appender = queue.createAppender();
        appender.singleThreadedCheckDisabled(true);
        long last = queue.lastIndex();
        this.first = queue.rollCycle().toIndex(queue.rollCycle().current(queue.time(), 0), 0);
        this.end = last < 0 ? first : last + 1;
        this.durable = end;
        this.report = new OpenReport(
                created,
                created ? 0 : 1,
                end,
                0,
                0,
                created ? "new queue" : "opened by the library, nothing was checked");
    }

    /** What the library throws is caught here and not in the design, which must load where the library is missing. */
    static ChronicleLog open(LogFiles files, LogOptions options) {
        try {
            ChronicleFailures.install();
            boolean created = ChronicleIdentity.checkOrCreate(files, options.logId(), options.segmentBytes());
            var log = new ChronicleLog(files, options, created);
            files.forceDirectory();
            return log;
        } catch (IllegalStateException | IORuntimeException | InternalError e) {
            throw new BlackstartException(
                    ErrorCode.CORRUPT,
                    "the queue cannot be opened: " + e.getMessage(),
                    files.directory(),
                    BlackstartException.NO_POSITION,
                    e);
        }
    }

    @Override
    public long append(DirectBuffer buffer, int offset, int length) {
        if (length < 1 || length > options.maxRecordLength()) {
            throw new IllegalArgumentException("length=" + length + " must be from 1 to " + options.maxRecordLength());
        }
        guard.check();
        try {
            if (!power) {
                return write(buffer, offset, length);
            }
            appenderLock.lock();
            try {
                return write(buffer, offset, length);
            } finally {
                appenderLock.unlock();
            }
        } catch (InternalError | IllegalStateException | IORuntimeException | IOException e) {
            throw failed("cannot append", e);
        }
    }

    /** The library throws IOExceptions that it does not declare. */
    @SuppressWarnings("RedundantThrows")
    private long write(DirectBuffer buffer, int offset, int length) throws IOException {
        try (DocumentContext document = appender.writingDocument()) {
            boolean written = false;
            try {
                Bytes<?> bytes = document.wire().bytes();
                long at = bytes.writePosition();
                target.wrap(bytes.addressForWrite(at), length);
                target.putBytes(0, buffer, offset, length);
                bytes.writeSkip(length);
                written = true;
            } finally {
                if (!written) {
                    // Else closing commits what was only begun.
                    document.rollbackOnClose();
                }
            }
        }
        long index = appender.lastIndexAppended();
        end = index + 1;
        return index;
    }

    private BlackstartException failed(String what, Throwable cause) {
        ErrorCode code = usableBytes() < options.segmentBytes() ? ErrorCode.DISK_FULL : ErrorCode.IO;
        return guard.fail(new BlackstartException(
                code, what + ": " + cause.getMessage(), files.directory(), BlackstartException.NO_POSITION, cause));
    }

    private long usableBytes() {
        try {
            return Files.getFileStore(files.directory()).getUsableSpace();
        } catch (IOException unknown) {
            return Long.MAX_VALUE;
        }
    }

    @Override
    public long awaitDurable(long position) {
        if (position >= end) {
            throw new IllegalArgumentException("position=" + position + " was not appended, endPosition=" + end);
        }
        if (position < durablePosition()) {
            return durablePosition();
        }
        appenderLock.lock();
        try {
            if (position >= durable) {
                guard.check();
                sync();
            }
            return durable;
        } finally {
            appenderLock.unlock();
        }
    }

    private void sync() {
        long to = end;
        ChronicleFailures.clear();
        appender.sync();
        String failure = ChronicleFailures.last();
        if (failure != null) {
            throw guard.fail(new BlackstartException(
                    ErrorCode.IO, failure, files.directory(), BlackstartException.NO_POSITION, null));
        }
        durable = to;
    }

    @Override
    public long durablePosition() {
        return power ? durable : end;
    }

    @Override
    public long endPosition() {
        return end;
    }

    @Override
    public long read(long fromPosition, RecordConsumer consumer) {
        if (guard.isClosed()) {
            throw guard.refusal();
        }
        if (fromPosition < 0) {
            throw new IllegalArgumentException("fromPosition=" + fromPosition + " must not be negative");
        }
        long to = end;
        ExcerptTailer idle = idleTailer.getAndSet(null);
        ExcerptTailer tailer = idle == null ? newTailer() : idle;
        try {
            return read(tailer, Math.max(first, fromPosition), to, consumer);
        } catch (IllegalStateException | IORuntimeException | InternalError e) {
            throw new BlackstartException(
                    ErrorCode.CORRUPT,
                    "the queue cannot be read: " + e.getMessage(),
                    files.directory(),
                    BlackstartException.NO_POSITION,
                    e);
        } finally {
            if (!idleTailer.compareAndSet(null, tailer)) {
                tailer.close();
            }
        }
    }

    private ExcerptTailer newTailer() {
        ExcerptTailer tailer = queue.createTailer();
        tailer.singleThreadedCheckDisabled(true);
        return tailer;
    }

    private static long read(ExcerptTailer tailer, long from, long to, RecordConsumer consumer) {
        if (from >= to) {
            return from;
        }
        if (!tailer.moveToIndex(from)) {
            tailer.toStart();
        }
        var record = new UnsafeBuffer(0, 0);
        long next = from;
        boolean more = true;
        while (more && next < to) {
            try (DocumentContext document = tailer.readingDocument()) {
                if (!document.isPresent()) {
                    throw new IllegalStateException("record " + next + " is missing");
                }
                Bytes<?> bytes = document.wire().bytes();
                int length = (int) bytes.readRemaining();
                record.wrap(bytes.addressForRead(bytes.readPosition()), length);
                long index = document.index();
                more = index >= to || consumer.onRecord(index, record, 0, length);
                next = index + 1;
            }
        }
        return next;
    }

    @Override
    public void truncateTo(long position) {
        if (position != end) {
            throw new IllegalArgumentException(
                    "position=" + position + " is not endPosition=" + end + ", and a queue cannot be cut");
        }
    }

    @Override
    public OpenReport openReport() {
        return report;
    }

    @Override
    public Durability durability() {
        return options.durability();
    }

    @Override
    public int maxRecordLength() {
        return options.maxRecordLength();
    }

    @Override
    public void close() {
        if (!guard.close()) {
            return;
        }
        try (files;
                queue) {
            if (power && guard.failure() == null && end > durable) {
                sync();
            }
            ExcerptTailer idle = idleTailer.getAndSet(null);
            if (idle != null) {
                idle.close();
            }
            appender.close();
        }
    }

    /** The queue's file. */
    Path file() {
        return files.directory().resolve(FILE_NAME);
    }
}
