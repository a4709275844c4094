package io.blackstart.log;

import java.util.Map;

/**
 * What every design is opened with; checked here, once.
 *
 * @param logId tells this log from every other; a file that carries another id is refused
 * @param durability what an acknowledgement must promise; the design refuses a class it does not list
 * @param segmentBytes size of a segment file, a power of two, 64 KiB to 1 GiB
 * @param preallocatedBytes room that is really allocated on the device before {@code open} returns, so that appends within
 *     it neither wait for allocation nor meet a full disk; 0 for one segment
 * @param maxRecordLength longest record in bytes, 1 to {@code segmentBytes / 4}
 * @param extra options of the design itself by name; the design refuses a name it does not list, naming the nearest
 */
public record LogOptions(
        long logId,
        Durability durability,
        int segmentBytes,
        long preallocatedBytes,
        int maxRecordLength,
        Map<String, String> extra) {
    /** Smallest segment. */
    public static final int SEGMENT_BYTES_MIN = 1 << 16;
    /** Largest segment. */
    public static final int SEGMENT_BYTES_MAX = 1 << 30;

    /** Checks every range. */
    public LogOptions {
        if (Integer.bitCount(segmentBytes) != 1
                || segmentBytes < SEGMENT_BYTES_MIN
                || segmentBytes > SEGMENT_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "segmentBytes=" + segmentBytes + " must be a power of two from 65536 to 1073741824");
        }
        if (preallocatedBytes < 0) {
            throw new IllegalArgumentException("preallocatedBytes=" + preallocatedBytes + " must not be negative");
        }
        if (maxRecordLength < 1 || maxRecordLength > segmentBytes / 4) {
            throw new IllegalArgumentException(
                    "maxRecordLength=" + maxRecordLength + " must be from 1 to segmentBytes / 4 = " + segmentBytes / 4);
        }
        if (durability == Durability.SITE) {
            throw new IllegalArgumentException(
                    "durability=SITE needs a replication design, a log alone promises POWER at most");
        }
        extra = Map.copyOf(extra);
    }

    /** Options for {@code logId} with 64 MiB segments, one allocated ahead, and records of at most 1 MiB. */
    public static LogOptions of(long logId, Durability durability) {
        return new LogOptions(logId, durability, 1 << 26, 0, 1 << 20, Map.of());
    }

    /** The same with another segment size; the largest record shrinks with it where it must. */
    public LogOptions withSegmentBytes(int bytes) {
        return new LogOptions(logId, durability, bytes, preallocatedBytes, Math.min(maxRecordLength, bytes / 4), extra);
    }

    /** The same with room for {@code bytes} allocated at open. */
    public LogOptions withPreallocatedBytes(long bytes) {
        return new LogOptions(logId, durability, segmentBytes, bytes, maxRecordLength, extra);
    }

    /** The same with another longest record. */
    public LogOptions withMaxRecordLength(int bytes) {
        return new LogOptions(logId, durability, segmentBytes, preallocatedBytes, bytes, extra);
    }

    /** The same with these options of the design. */
    public LogOptions withExtra(Map<String, String> options) {
        return new LogOptions(logId, durability, segmentBytes, preallocatedBytes, maxRecordLength, options);
    }
}
