package io.blackstart.recovery;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.log.MessageLog;
import io.blackstart.log.RecordReader;
import io.blackstart.log.SegmentedLog;
import org.jspecify.annotations.Nullable;

/** Reads single messages of a log for answers: page by page where the log can, else by its own read. For one thread. */
public final class RecordFetcher implements AutoCloseable {
    private final MessageLog log;
    private final @Nullable RecordReader reader;
    private long otherBytes;

    /** Creates a fetcher; the log is not closed with it. */
    public RecordFetcher(MessageLog log) {
        this.log = log;
        this.reader =
                log instanceof SegmentedLog segmented ? segmented.segments().recordReader() : null;
    }

    /**
     * Adds the message at a position to a screen.
     *
     * @param sequence that it must have
     * @throws BlackstartException CORRUPT, MISSING or IO when it is not that message or cannot be read
     */
    public void fetch(long position, long sequence, Screen screen) {
        RecordReader pages = reader;
        if (pages != null) {
            pages.read(position);
            screen.add(sequence, pages.buffer(), pages.offset(), pages.length());
            return;
        }
        long end = log.read(position, (found, buffer, offset, length) -> {
            if (found == position) {
                screen.add(sequence, buffer, offset, length);
                otherBytes += length;
            }
            return false;
        });
        if (end <= position) {
            throw new BlackstartException(ErrorCode.MISSING, "no record stands here", null, position, null);
        }
    }

    /** Bytes read so far. */
    public long readBytes() {
        return reader == null ? otherBytes : reader.readBytes();
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }
}
