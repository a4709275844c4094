package org.example.notebook;

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
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The simplest log that keeps its word: one file, all methods synchronized.
 *
 * <pre>
 *      0  slot 0: position up to which all is acknowledged 8 | CRC32C of log id and position 4
 *    512  slot 1, the same: written after slot 0, so that a crash or a bad sector leaves one of them
 *   1024  frames: length 4 | CRC32C of log id, position and payload 4 | payload
 * </pre>
 */
final class NotebookLog implements MessageLog {
    private static final String NAME = "notebook.log";
    private static final String TEMPORARY = "notebook.log.new";
    private static final int SLOT_DISTANCE = 512;
    private static final int DATA_OFFSET = 2 * SLOT_DISTANCE;
    private static final int FRAME_LENGTH = 8;

    private final LogFiles files;
    private final LogOptions options;
    private final LogFile file;
    private final OpenReport report;
    private long end;
    private long durable;
    private boolean failed;
    private boolean closed;

    private NotebookLog(LogFiles files, LogOptions options) {
        this.files = files;
        this.options = options;
        files.lock();
        boolean fresh = !files.list().contains(NAME);
        if (fresh) {
            create();
        }
        file = files.open(NAME, true);
        end = recover();
        report = new OpenReport(fresh, 1, end, 0, 0, fresh ? "new log" : "scanned all");
    }

    static NotebookLog open(LogFiles files, LogOptions options) {
        boolean opened = false;
        try {
            var log = new NotebookLog(files, options);
            opened = true;
            return log;
        } finally {
            if (!opened) {
                files.close();
            }
        }
    }

    /** Under another name first: the file is either not there or whole. */
    private void create() {
        if (files.list().contains(TEMPORARY)) {
            files.remove(TEMPORARY);
        }
        try (LogFile made = files.create(TEMPORARY)) {
            made.write(ByteBuffer.allocate(DATA_OFFSET), 0);
            made.write(slot(DATA_OFFSET), 0);
            made.write(slot(DATA_OFFSET), SLOT_DISTANCE);
            made.force();
        }
        files.rename(TEMPORARY, NAME);
    }

    private long recover() {
        long acknowledged = Math.max(slotAt(0), slotAt(SLOT_DISTANCE));
        long whole = walk(DATA_OFFSET, Long.MAX_VALUE, (position, buffer, offset, length) -> true);
        if (acknowledged < DATA_OFFSET || whole < acknowledged) {
            throw new BlackstartException(
                    ErrorCode.CORRUPT, "whole up to " + whole + ", acknowledged up to " + acknowledged);
        }
        // Nothing was changed so far. A force that failed before the crash has left pages that only seem to be stored:
        // they are written again. What stands behind the last whole record must never come back.
        files.forceDirectory();
        ByteBuffer copy = ByteBuffer.allocate(1 << 16);
        for (long at = DATA_OFFSET; at < whole; at += copy.limit()) {
            copy.clear().limit((int) Math.min(copy.capacity(), whole - at));
            file.read(copy, at);
            file.write(copy.flip(), at);
        }
        file.truncate(whole);
        force(whole);
        return whole;
    }

    /** Calls the consumer for each whole record from {@code from} on; the position behind the last. */
    private long walk(long from, long to, RecordConsumer consumer) {
        ByteBuffer head = ByteBuffer.allocate(FRAME_LENGTH);
        long at = from;
        while (at < to && file.read(head.clear(), at) == FRAME_LENGTH) {
            int length = head.getInt(0);
            // Checked before memory is taken for it.
            if (length < 1 || length > options.segmentBytes() / 4 || at + FRAME_LENGTH + length > file.size()) {
                return at;
            }
            byte[] payload = new byte[length];
            file.read(ByteBuffer.wrap(payload), at + FRAME_LENGTH);
            if (head.getInt(4) != check(at, payload)) {
                return at;
            }
            long position = at;
            at += FRAME_LENGTH + length;
            if (!consumer.onRecord(position, new UnsafeBuffer(payload), 0, length)) {
                return at;
            }
        }
        return at;
    }

    @Override
    public synchronized long append(DirectBuffer buffer, int offset, int length) {
        if (length < 1 || length > maxRecordLength()) {
            throw new IllegalArgumentException("length=" + length + " must be from 1 to " + maxRecordLength());
        }
        requireSound();
        byte[] payload = new byte[length];
        buffer.getBytes(offset, payload);
        ByteBuffer frame = ByteBuffer.allocate(FRAME_LENGTH + length);
        frame.putInt(length).putInt(check(end, payload)).put(payload).flip();
        guarded(() -> file.write(frame, end));
        long position = end;
        end += FRAME_LENGTH + length;
        return position;
    }

    @Override
    public synchronized long awaitDurable(long position) {
        if (position >= durable) {
            requireSound();
            guarded(() -> force(end));
        }
        return durable;
    }

    /** Records first, then what says that they are there, then the answer. */
    private void force(long upTo) {
        file.force();
        for (int offset = 0; offset < DATA_OFFSET; offset += SLOT_DISTANCE) {
            file.write(slot(upTo), offset);
            file.force();
        }
        durable = upTo;
    }

    @Override
    public synchronized void truncateTo(long position) {
        requireSound();
        if (position < durable || position > end) {
            throw new IllegalArgumentException("position=" + position + " must be from " + durable + " to " + end);
        }
        guarded(() -> {
            file.truncate(position);
            file.force();
        });
        end = position;
    }

    @Override
    public synchronized long read(long fromPosition, RecordConsumer consumer) {
        long from = Math.max(fromPosition, DATA_OFFSET);
        boolean[] stopped = {false};
        long reached = walk(from, end, (position, buffer, offset, length) -> {
            stopped[0] = !consumer.onRecord(position, buffer, offset, length);
            return !stopped[0];
        });
        if (reached < end && !stopped[0]) {
            throw new BlackstartException(ErrorCode.CORRUPT, "no whole record at position " + reached);
        }
        return reached == from ? fromPosition : reached;
    }

    @Override
    public synchronized long durablePosition() {
        return durable;
    }

    @Override
    public synchronized long endPosition() {
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
            if (!failed && end > durable) {
                force(end);
            }
        }
    }

    /** After one failed write or force nothing is acknowledged any more: a second try would only seem to succeed. */
    private void guarded(Runnable change) {
        boolean done = false;
        try {
            change.run();
            done = true;
        } finally {
            failed |= !done;
        }
    }

    private void requireSound() {
        if (failed || closed) {
            throw new BlackstartException(ErrorCode.CLOSED, "the log " + (closed ? "is closed" : "failed before"));
        }
    }

    private ByteBuffer slot(long position) {
        ByteBuffer slot = ByteBuffer.allocate(12);
        return slot.putLong(position).putInt(check(position, new byte[0])).flip();
    }

    /** The position a slot tells, -1 when it fails its check. */
    private long slotAt(int offset) {
        ByteBuffer slot = ByteBuffer.allocate(12);
        file.read(slot, offset);
        return slot.getInt(8) == check(slot.getLong(0), new byte[0]) ? slot.getLong(0) : -1;
    }

    /** So a record of another log, or from another place, is none. */
    private int check(long position, byte[] payload) {
        var crc = new CRC32C();
        crc.update(ByteBuffer.allocate(16).putLong(options.logId()).putLong(position).flip());
        crc.update(payload);
        return (int) crc.getValue();
    }
}
