package io.blackstart.benchmarks;

import io.blackstart.log.Durability;
import io.blackstart.log.MessageLog;
import io.blackstart.log.OpenReport;
import io.blackstart.log.RecordConsumer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** The simplest log there can be, one file of lengths and records, for tests of the suites; it can be told to lie. */
final class FileLog implements MessageLog {
    /** What it does to the record at index {@link #VICTIM_INDEX}. */
    enum Lie {
        NONE,
        DROP,
        ALTER
    }

    private static final int VICTIM_INDEX = 5;
    private static final int BUFFER_BYTES = 1 << 20;

    private final Durability durability;
    private final Lie lie;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    private final UnsafeBuffer view = new UnsafeBuffer(buffer);
    private final OpenReport openReport;
    private int filled;
    private long flushedPosition;
    private long durablePosition;
    private int appendedCount;

    FileLog(Path directory, Durability durability, Lie lie) {
        this.durability = durability;
        this.lie = lie;
        try {
            Files.createDirectories(directory);
            Path file = directory.resolve("log");
            boolean created = Files.notExists(file);
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            flushedPosition = channel.size();
            durablePosition = flushedPosition;
            openReport = new OpenReport(created, 1, flushedPosition, 0, 0, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized long append(DirectBuffer source, int offset, int length) {
        if (filled + Integer.BYTES + length > BUFFER_BYTES) {
            flush();
        }
        long position = flushedPosition + filled;
        boolean victim = appendedCount++ == VICTIM_INDEX;
        if (victim && lie == Lie.DROP) {
            return position;
        }
        view.putInt(filled, length);
        view.putBytes(filled + Integer.BYTES, source, offset, length);
        if (victim && lie == Lie.ALTER) {
            int last = filled + Integer.BYTES + length - 1;
            view.putByte(last, (byte) (view.getByte(last) ^ 1));
        }
        filled += Integer.BYTES + length;
        return position;
    }

    @Override
    public synchronized long awaitDurable(long position) {
        if (position >= durablePosition) {
            flush();
            if (durability.covers(Durability.POWER)) {
                force();
            }
            durablePosition = flushedPosition;
        }
        // A record that was dropped got the position of the next one.
        return Math.max(durablePosition, position + 1);
    }

    @Override
    public synchronized long durablePosition() {
        if (!durability.covers(Durability.POWER)) {
            flush();
            durablePosition = flushedPosition;
        }
        return durablePosition;
    }

    @Override
    public synchronized long endPosition() {
        return flushedPosition + filled;
    }

    @Override
    public synchronized long read(long fromPosition, RecordConsumer consumer) {
        flush();
        long position = fromPosition;
        var header = ByteBuffer.allocate(Integer.BYTES).order(java.nio.ByteOrder.nativeOrder());
        var record = ByteBuffer.allocate(BUFFER_BYTES);
        var recordView = new UnsafeBuffer(record);
        try {
            while (position < flushedPosition) {
                channel.read(header.clear(), position);
                int length = header.getInt(0);
                channel.read(record.clear().limit(length), position + Integer.BYTES);
                long at = position;
                position += Integer.BYTES + length;
                if (!consumer.onRecord(at, recordView, 0, length)) {
                    break;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return position;
    }

    private void flush() {
        try {
            buffer.clear().limit(filled);
            flushedPosition += AllocatedFile.writeFully(channel, buffer, flushedPosition);
            filled = 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void force() {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void truncateTo(long position) {
        throw new UnsupportedOperationException("no suite truncates");
    }

    @Override
    public OpenReport openReport() {
        return openReport;
    }

    @Override
    public Durability durability() {
        return durability;
    }

    @Override
    public int maxRecordLength() {
        return BUFFER_BYTES - Integer.BYTES;
    }

    @Override
    public synchronized void close() {
        if (!channel.isOpen()) {
            return;
        }
        flush();
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
