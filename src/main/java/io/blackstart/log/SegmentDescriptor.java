package io.blackstart.log;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The layout of a segment: the one place that knows it. A log is a row of segments of one size, a power of two; segment
 * {@code i} holds the positions from {@code i * segmentBytes} on, so a position tells segment and offset without a look-up.
 * All numbers are little endian.
 *
 * <pre>
 *   offset
 *      0  +-------------------------------+
 *         | magic "BSTARTSG"              |  8 bytes
 *      8  +-------------------------------+
 *         | format version, 1             |  4 bytes
 *     12  +-------------------------------+
 *         | segmentBytes                  |  4 bytes
 *     16  +-------------------------------+
 *         | log id                        |  8 bytes
 *     24  +-------------------------------+
 *         | base position                 |  8 bytes
 *     32  +-------------------------------+
 *         | CRC32C of bytes 0 to 31       |  4 bytes
 *     36  +-------------------------------+
 *         | zeros                         |
 *   4096  +-------------------------------+
 *         | frames, see FrameDescriptor   |
 *         | zeros where none was written  |
 *         +-------------------------------+  segmentBytes
 * </pre>
 *
 * <p>The header has a page of its own and is never written again, so no torn write of a record can reach it. A file's name is
 * its base position in 19 decimal digits, so that names sort by position, with {@value #SUFFIX} behind; while it is being
 * made {@value #TEMPORARY_SUFFIX}.
 */
public final class SegmentDescriptor {
    /** Bytes before the first frame: one page. */
    public static final int DATA_OFFSET = 4096;

    /** The format that is written and read. */
    public static final int VERSION = 1;

    /** End of the name of a segment. */
    public static final String SUFFIX = ".segment";

    /** End of the name of a segment that is not ready; it holds no record. */
    public static final String TEMPORARY_SUFFIX = ".segment.new";

    static final long MAGIC = 0x4753_5452_4154_5342L;

    private static final int VERSION_OFFSET = 8;
    private static final int SEGMENT_BYTES_OFFSET = 12;
    private static final int LOG_ID_OFFSET = 16;
    private static final int BASE_POSITION_OFFSET = 24;
    private static final int CRC_OFFSET = 32;
    private static final int HEADER_LENGTH = 36;
    private static final int NAME_DIGITS = 19;

    private SegmentDescriptor() {}

    /** The name of the segment that begins at {@code basePosition}. */
    public static String name(long basePosition) {
        String digits = Long.toString(basePosition);
        return "0".repeat(NAME_DIGITS - digits.length()) + digits + SUFFIX;
    }

    /** The name of that segment while it is being made. */
    public static String temporaryName(long basePosition) {
        return name(basePosition).replace(SUFFIX, TEMPORARY_SUFFIX);
    }

    /** Whether {@code name} is one of {@link #name}. */
    public static boolean isName(String name) {
        return isDigitsAnd(name, SUFFIX);
    }

    /** Whether {@code name} is one of {@link #temporaryName}. */
    public static boolean isTemporaryName(String name) {
        return isDigitsAnd(name, TEMPORARY_SUFFIX);
    }

    private static boolean isDigitsAnd(String name, String suffix) {
        return name.length() == NAME_DIGITS + suffix.length()
                && name.endsWith(suffix)
                && name.chars().limit(NAME_DIGITS).allMatch(c -> c >= '0' && c <= '9')
                && name.compareTo(Long.toString(Long.MAX_VALUE)) < 0;
    }

    /** The base position that {@code name}, of which {@link #isName} holds, tells. */
    public static long basePosition(String name) {
        return Long.parseLong(name.substring(0, NAME_DIGITS));
    }

    /** A header page, position 0, limit {@link #DATA_OFFSET}. */
    public static ByteBuffer header(long logId, int segmentBytes, long basePosition) {
        ByteBuffer page = ByteBuffer.allocate(DATA_OFFSET).order(ByteOrder.LITTLE_ENDIAN);
        page.putLong(0, MAGIC);
        page.putInt(VERSION_OFFSET, VERSION);
        page.putInt(SEGMENT_BYTES_OFFSET, segmentBytes);
        page.putLong(LOG_ID_OFFSET, logId);
        page.putLong(BASE_POSITION_OFFSET, basePosition);
        page.putInt(CRC_OFFSET, crc(page));
        return page;
    }

    private static int crc(ByteBuffer page) {
        var crc = new CRC32C();
        crc.update(page.duplicate().position(0).limit(CRC_OFFSET));
        return (int) crc.getValue();
    }

    /**
     * What a header says.
     *
     * @param logId of the log the segment belongs to
     * @param segmentBytes size of each segment of that log
     * @param basePosition of its first byte in the log
     */
    public record Header(long logId, int segmentBytes, long basePosition) {}

    /**
     * Reads a header and checks it on its own: magic, version, CRC, sizes in range.
     *
     * @param file the segment
     * @param path where it is, for the message
     * @throws BlackstartException CORRUPT, VERSION, IO
     */
    public static Header read(LogFile file, Path path) {
        ByteBuffer page = ByteBuffer.allocate(HEADER_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        if (file.read(page, 0) < HEADER_LENGTH) {
            throw damaged("the file is shorter than a segment's header", path, 0, null);
        }
        if (page.getLong(0) != MAGIC) {
            throw damaged("this is no segment of a log, its magic is wrong", path, 0, null);
        }
        int version = page.getInt(VERSION_OFFSET);
        if (version != VERSION) {
            throw new BlackstartException(
                    ErrorCode.VERSION,
                    "found segment format " + Integer.toUnsignedString(version) + ", know " + VERSION,
                    path,
                    VERSION_OFFSET,
                    null);
        }
        if (page.getInt(CRC_OFFSET) != crc(page)) {
            throw damaged("the segment's header fails its check", path, 0, null);
        }
        var header = new Header(
                page.getLong(LOG_ID_OFFSET), page.getInt(SEGMENT_BYTES_OFFSET), page.getLong(BASE_POSITION_OFFSET));
        if (Integer.bitCount(header.segmentBytes) != 1
                || header.segmentBytes < LogOptions.SEGMENT_BYTES_MIN
                || header.segmentBytes > LogOptions.SEGMENT_BYTES_MAX) {
            throw damaged("segmentBytes=" + header.segmentBytes + " is out of range", path, SEGMENT_BYTES_OFFSET, null);
        }
        return header;
    }

    static BlackstartException damaged(String message, Path path, long offset, @Nullable Throwable cause) {
        return new BlackstartException(ErrorCode.CORRUPT, message, path, offset, cause);
    }
}
