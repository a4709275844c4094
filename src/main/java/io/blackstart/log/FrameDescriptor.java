package io.blackstart.log;

/**
 * The layout of a frame: the one place that knows it. All numbers are little endian, frames begin at multiples of 8 bytes.
 *
 * <pre>
 *   0                   1                   2                   3
 *   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *  +-------------------------------------------------------+-------+
 *  |              length of the payload in bytes, 29 bits  | kind  |  the word, bytes 0 to 3, kind in the top 3 bits
 *  +-------------------------------------------------------+-------+
 *  |                     check, CRC32C and seed                    |  bytes 4 to 7
 *  +---------------------------------------------------------------+
 *  |                            payload                          ...  from byte 8
 *  +---------------------------------------------------------------+
 *  |          0 to 7 bytes up to the next multiple of 8          ...
 *  +---------------------------------------------------------------+
 * </pre>
 *
 * <p>The two header fields are stored together, as one aligned 8-byte word with release order, after the payload: who sees a
 * header that is not 0 sees the whole frame. A header of 0 is the end of what was written, since segments are filled with
 * zeros before use. Both kinds have two bits set, so no single flipped bit turns a frame into that end.
 *
 * <p>A <b>record</b> frame has 1 to 2^28 bytes of payload. A <b>padding</b> frame fills what is skipped: the end of a segment
 * that is too short for the next record. Its payload is not written, not checked and never handed out.
 *
 * <p>The check is the CRC32C of the payload (of nothing, for padding) XOR a {@link #seed} of log id, position and word. As
 * CRC is linear, this finds what a CRC that starts from that seed would find: every error of at most 32 bits in a row in the
 * payload, and with probability 1 - 2^-32 a frame that is another log's or stands at another place.
 */
public final class FrameDescriptor {
    /** Bytes of a frame before its payload. */
    public static final int HEADER_LENGTH = 8;

    /** Frames begin at multiples of this. */
    public static final int ALIGNMENT = 8;

    private static final int LENGTH_BITS = 29;
    private static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;
    private static final int KIND_RECORD = 0b101;
    private static final int KIND_PADDING = 0b110;

    private FrameDescriptor() {}

    /** Bytes on disk of a frame with {@code payloadLength} bytes of payload: 264 for 256. */
    public static int frameLength(int payloadLength) {
        return (payloadLength + HEADER_LENGTH + ALIGNMENT - 1) & -ALIGNMENT;
    }

    /** The word of a record of {@code length} bytes. */
    public static int recordWord(int length) {
        return (KIND_RECORD << LENGTH_BITS) | length;
    }

    /** The word of a padding frame that fills {@code frameLength} bytes, a multiple of 8, at least 8. */
    public static int paddingWord(int frameLength) {
        return (KIND_PADDING << LENGTH_BITS) | (frameLength - HEADER_LENGTH);
    }

    /** Whether {@code word} begins a record. */
    public static boolean isRecord(int word) {
        return word >>> LENGTH_BITS == KIND_RECORD;
    }

    /** Whether {@code word} begins a padding frame. */
    public static boolean isPadding(int word) {
        return word >>> LENGTH_BITS == KIND_PADDING;
    }

    /** The payload's length in bytes. */
    public static int payloadLength(int word) {
        return word & LENGTH_MASK;
    }

    /** The header as it is stored. */
    public static long header(int word, int check) {
        return ((long) check << 32) | (word & 0xFFFF_FFFFL);
    }

    /** The word of a stored header. */
    public static int word(long header) {
        return (int) header;
    }

    /** The check of a stored header. */
    public static int check(long header) {
        return (int) (header >>> 32);
    }

    /**
     * What ties a frame to its log and its place.
     *
     * @param logId the log's id
     * @param position of the frame in the log
     * @param word its word
     * @return 32 well mixed bits (multiply-shift, constants of MurmurHash3 and SplitMix64)
     */
    public static int seed(long logId, long position, int word) {
        long mixed = (logId ^ (position * 0x9E3779B97F4A7C15L)) + (word & 0xFFFF_FFFFL) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xFF51AFD7ED558CCDL;
        return (int) (mixed >>> 32);
    }
}
