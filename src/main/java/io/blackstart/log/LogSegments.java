package io.blackstart.log;

import java.nio.file.Path;

/**
 * The segments of an open log up to an end. Frames never reach from one segment into the next, so each can be read without the
 * others. Safe for many threads.
 */
public final class LogSegments {
    private final SegmentStore store;
    private final LogFiles files;
    private final LogOptions options;
    private final long endPosition;

    LogSegments(SegmentStore store, LogFiles files, long endPosition) {
        this.store = store;
        this.files = files;
        this.options = store.options();
        this.endPosition = endPosition;
    }

    /** The log's id. */
    public long logId() {
        return options.logId();
    }

    /** Bytes of each segment, a power of two. */
    public int segmentBytes() {
        return options.segmentBytes();
    }

    /** All records lie below it. */
    public long endPosition() {
        return endPosition;
    }

    /** Segments that may hold records. */
    public int count() {
        return (int) ((endPosition + segmentBytes() - 1) / segmentBytes());
    }

    /** Where segment {@code index} begins in the log; a read may begin there. */
    public long basePosition(int index) {
        return (long) index * segmentBytes();
    }

    /** Behind the last byte of segment {@code index} that may belong to a frame. */
    public long segmentEnd(int index) {
        return Math.min(basePosition(index + 1), endPosition);
    }

    /** Where the file of segment {@code index} is. */
    public Path path(int index) {
        return files.directory().resolve(SegmentDescriptor.name(basePosition(index)));
    }

    /**
     * Opens the file of segment {@code index} for reading.
     *
     * @param direct whether past the page cache: offset, length and memory of a read must then be multiples of 4,096
     * @throws BlackstartException MISSING, IO; UNSUPPORTED when the file system cannot read past the page cache
     */
    public LogFile open(int index, boolean direct) {
        String name = SegmentDescriptor.name(basePosition(index));
        return direct ? files.openDirect(name) : files.open(name, false);
    }

    /**
     * Hands over the records from {@code from} to {@code to}, as {@link MessageLog#read} does.
     *
     * @param from a segment's base, a record's position, or what an earlier call returned
     * @param to a segment's end, or another position where a frame may begin
     * @return behind the last record handed over
     * @throws io.blackstart.BlackstartException CORRUPT, MISSING, IO
     */
    public long read(long from, long to, RecordConsumer consumer) {
        return store.read(from, Math.min(to, endPosition), consumer);
    }

    /** Reads single records; for one thread. */
    public RecordReader recordReader() {
        return new RecordReader(files, options, endPosition);
    }
}
