package io.blackstart.chat;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.blackstart.BlackstartException;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * The byte layout of a chat record, version 1; no other class does its arithmetic. Little endian, no padding, every number of
 * the header at a multiple of its own size from the record's start. A record is a header of {@value #HEADER_LENGTH} bytes and
 * a payload that depends on the kind.
 *
 * <pre>
 *   0               8              16              24              32              40              48          56  60
 *  +-+-+---+-------+---------------+---------------+---------------+---------------+---------------+-----------+---+--------
 *  |V|K| F |   L   |    room id    |   sender id   |   sequence    | client msg id | sent-at millis|stamp index| S | payload
 *  +-+-+---+-------+---------------+---------------+---------------+---------------+---------------+-----------+---+--------
 *
 *  offset bytes
 *     0    1   V  version, 1
 *     1    1   K  kind: 1 message, 2 media pointer, 3 read receipt, 4 channel broadcast
 *     2    2   F  flags, 0 in version 1
 *     4    4   L  length of the whole record in bytes, header included
 *     8    8      room id, at least 1; of a broadcast the channel id
 *    16    8      sender id, at least 1; of a receipt the reader
 *    24    8      sequence, at least 1: ordinal of the message in its room, or of the broadcast in its channel; of a receipt
 *                 the newest sequence the reader has read
 *    32    8      client message id: chosen by the sending client, the same when it sends again after a lost answer
 *    40    8      sent-at, milliseconds since 1970-01-01 UTC, at least 0
 *    48    8      stamp index and
 *    56    4   S  stamp stream: not part of the message; 0, or overwritten by a workload tape so that each copy is unique
 *
 *  message:          60  L-60   text, UTF-8
 *  read receipt:     nothing
 *  channel broadcast 60    4    receivers, at least 1
 *                    64  L-64   text, UTF-8
 *  media pointer:    60    1    type: 1 photo, 2 video
 *                    61    1    reserved, 0
 *                    62    2    length k of the key, unsigned
 *                    64    8    size of the medium in bytes, at least 0
 *                    72    4    width in pixels, at least 0
 *                    76    4    height in pixels, at least 0
 *                    80    4    duration in milliseconds, at least 0
 *                    84   32    SHA-256 of the medium
 *                   116    k    key in the media store, UTF-8; L = 116 + k
 * </pre>
 *
 * <p>Readers refuse what they do not know: another version, a set flag, an unknown kind, a length that is not the record's.
 */
public final class ChatLayout {
    /** The version written, and the only one read. */
    public static final int VERSION = 1;
    /** Bytes of the header, which is also the shortest record. */
    public static final int HEADER_LENGTH = 60;
    /** The longest record in bytes. */
    public static final int RECORD_LENGTH_MAX = 1 << 20;
    /** The longest text of a message in bytes. */
    public static final int TEXT_LENGTH_MAX = RECORD_LENGTH_MAX - HEADER_LENGTH;
    /** Where the stamp's index, 8 bytes, stands in the record; a multiple of 8. */
    public static final int STAMP_INDEX_OFFSET = 48;
    /** Where the stamp's stream, 4 bytes, stands in the record, right behind the index. */
    public static final int STAMP_STREAM_OFFSET = 56;
    /** Bytes of the stamp: index, then stream. */
    public static final int STAMP_LENGTH = 12;
    /** Bytes of a media pointer without its key. */
    public static final int MEDIA_LENGTH_MIN = 116;
    /** Bytes of a broadcast without its text. */
    public static final int BROADCAST_LENGTH_MIN = 64;
    /** Bytes of the digest in a media pointer. */
    public static final int SHA256_LENGTH = 32;
    /** The longest key of a media pointer in bytes. */
    public static final int MEDIA_KEY_LENGTH_MAX = 65_535;

    static final int KIND_MESSAGE = 1;
    static final int KIND_MEDIA = 2;
    static final int KIND_RECEIPT = 3;
    static final int KIND_BROADCAST = 4;

    private static final int LENGTH_OFFSET = 4;
    private static final int ROOM_ID_OFFSET = 8;
    private static final int SENDER_ID_OFFSET = 16;
    private static final int SEQUENCE_OFFSET = 24;
    private static final int CLIENT_MESSAGE_ID_OFFSET = 32;
    private static final int SENT_AT_OFFSET = 40;
    private static final int RECEIVER_COUNT_OFFSET = 60;
    private static final int MEDIA_TYPE_OFFSET = 60;
    private static final int MEDIA_RESERVED_OFFSET = 61;
    private static final int MEDIA_KEY_LENGTH_OFFSET = 62;
    private static final int MEDIA_BYTES_OFFSET = 64;
    private static final int MEDIA_WIDTH_OFFSET = 72;
    private static final int MEDIA_HEIGHT_OFFSET = 76;
    private static final int MEDIA_DURATION_OFFSET = 80;
    private static final int MEDIA_SHA256_OFFSET = 84;

    /** Version, flags and length of the first word; the kind's byte is left out. */
    private static final long FIRST_WORD_MASK = 0xFFFF_FFFF_FFFF_00FFL;

    private ChatLayout() {}

    /**
     * Checks a record whole, so that every accessor below stays within it, and returns its kind's code.
     *
     * @param position of the record in its log for the message of a refusal, or {@link BlackstartException#NO_POSITION}
     * @return 1 to 4, see {@link RecordKind#code()}
     * @throws IllegalArgumentException when the record does not lie within {@code buffer}
     * @throws BlackstartException CORRUPT or VERSION when it is not a whole valid record
     */
    public static int check(long position, DirectBuffer buffer, int offset, int length) {
        if (offset < 0 || length < 0 || length > buffer.capacity() - offset) {
            throw new IllegalArgumentException(
                    "offset=" + offset + " length=" + length + " do not lie within capacity=" + buffer.capacity());
        }
        if (length < HEADER_LENGTH || length > RECORD_LENGTH_MAX) {
            throw RecordRefusal.ofLength(position, length);
        }
        long word = buffer.getLong(offset, LITTLE_ENDIAN);
        int kind = (int) (word >>> 8) & 0xFF;
        boolean sound = (word & FIRST_WORD_MASK) == (((long) length << 32) | VERSION)
                && roomId(buffer, offset) > 0
                && senderId(buffer, offset) > 0
                && sequence(buffer, offset) > 0
                && sentAtMillis(buffer, offset) >= 0
                && isPayloadSound(kind, buffer, offset, length);
        if (!sound) {
            throw RecordRefusal.of(position, buffer, offset, length);
        }
        return kind;
    }

    private static boolean isPayloadSound(int kind, DirectBuffer buffer, int offset, int length) {
        return switch (kind) {
            case KIND_MESSAGE -> true;
            case KIND_RECEIPT -> length == HEADER_LENGTH;
            case KIND_MEDIA ->
                length >= MEDIA_LENGTH_MIN
                        && length == MEDIA_LENGTH_MIN + mediaKeyLength(buffer, offset)
                        && mediaReserved(buffer, offset) == 0
                        && isMediaType(mediaType(buffer, offset))
                        && mediaBytes(buffer, offset) >= 0
                        && (mediaWidth(buffer, offset)
                                        | mediaHeight(buffer, offset)
                                        | mediaDurationMillis(buffer, offset))
                                >= 0;
            case KIND_BROADCAST -> length >= BROADCAST_LENGTH_MIN && receiverCount(buffer, offset) > 0;
            default -> false;
        };
    }

    static boolean isMediaType(int code) {
        return code == MediaType.PHOTO.code() || code == MediaType.VIDEO.code();
    }

    // The accessors: callers have checked the record, or have just written its header.

    static int version(DirectBuffer buffer, int offset) {
        return buffer.getByte(offset) & 0xFF;
    }

    static int kind(DirectBuffer buffer, int offset) {
        return buffer.getByte(offset + 1) & 0xFF;
    }

    static int flags(DirectBuffer buffer, int offset) {
        return buffer.getShort(offset + 2, LITTLE_ENDIAN) & 0xFFFF;
    }

    /** The length that a record which has been checked, or written by an encoder, declares in its header. */
    public static int recordLength(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + LENGTH_OFFSET, LITTLE_ENDIAN);
    }

    /** The room, or the channel, of a record whose header lies within {@code buffer}; any number until it has been checked. */
    public static long roomId(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + ROOM_ID_OFFSET, LITTLE_ENDIAN);
    }

    static long senderId(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + SENDER_ID_OFFSET, LITTLE_ENDIAN);
    }

    static long sequence(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + SEQUENCE_OFFSET, LITTLE_ENDIAN);
    }

    static long clientMessageId(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + CLIENT_MESSAGE_ID_OFFSET, LITTLE_ENDIAN);
    }

    static long sentAtMillis(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + SENT_AT_OFFSET, LITTLE_ENDIAN);
    }

    /** The index in the stamp of a record that lies within {@code buffer}. */
    public static long stampIndex(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + STAMP_INDEX_OFFSET, LITTLE_ENDIAN);
    }

    /** The stream in the stamp of a record that lies within {@code buffer}. */
    public static int stampStream(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + STAMP_STREAM_OFFSET, LITTLE_ENDIAN);
    }

    /** Overwrites the stamp of a record that lies within {@code buffer}; nothing else of the record changes. */
    public static void stamp(MutableDirectBuffer buffer, int offset, int stream, long index) {
        buffer.putLong(offset + STAMP_INDEX_OFFSET, index, LITTLE_ENDIAN);
        buffer.putInt(offset + STAMP_STREAM_OFFSET, stream, LITTLE_ENDIAN);
    }

    static int receiverCount(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + RECEIVER_COUNT_OFFSET, LITTLE_ENDIAN);
    }

    static int mediaType(DirectBuffer buffer, int offset) {
        return buffer.getByte(offset + MEDIA_TYPE_OFFSET) & 0xFF;
    }

    static int mediaReserved(DirectBuffer buffer, int offset) {
        return buffer.getByte(offset + MEDIA_RESERVED_OFFSET) & 0xFF;
    }

    static int mediaKeyLength(DirectBuffer buffer, int offset) {
        return buffer.getShort(offset + MEDIA_KEY_LENGTH_OFFSET, LITTLE_ENDIAN) & 0xFFFF;
    }

    static long mediaBytes(DirectBuffer buffer, int offset) {
        return buffer.getLong(offset + MEDIA_BYTES_OFFSET, LITTLE_ENDIAN);
    }

    static int mediaWidth(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + MEDIA_WIDTH_OFFSET, LITTLE_ENDIAN);
    }

    static int mediaHeight(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + MEDIA_HEIGHT_OFFSET, LITTLE_ENDIAN);
    }

    static int mediaDurationMillis(DirectBuffer buffer, int offset) {
        return buffer.getInt(offset + MEDIA_DURATION_OFFSET, LITTLE_ENDIAN);
    }

    static int mediaSha256Offset(int offset) {
        return offset + MEDIA_SHA256_OFFSET;
    }

    static void header(MutableDirectBuffer buffer, int offset, int kind, int length) {
        buffer.setMemory(offset, HEADER_LENGTH, (byte) 0);
        buffer.putByte(offset, (byte) VERSION);
        buffer.putByte(offset + 1, (byte) kind);
        recordLength(buffer, offset, length);
    }

    static void recordLength(MutableDirectBuffer buffer, int offset, int length) {
        buffer.putInt(offset + LENGTH_OFFSET, length, LITTLE_ENDIAN);
    }

    static void roomId(MutableDirectBuffer buffer, int offset, long id) {
        buffer.putLong(offset + ROOM_ID_OFFSET, id, LITTLE_ENDIAN);
    }

    static void senderId(MutableDirectBuffer buffer, int offset, long id) {
        buffer.putLong(offset + SENDER_ID_OFFSET, id, LITTLE_ENDIAN);
    }

    static void sequence(MutableDirectBuffer buffer, int offset, long sequence) {
        buffer.putLong(offset + SEQUENCE_OFFSET, sequence, LITTLE_ENDIAN);
    }

    static void clientMessageId(MutableDirectBuffer buffer, int offset, long id) {
        buffer.putLong(offset + CLIENT_MESSAGE_ID_OFFSET, id, LITTLE_ENDIAN);
    }

    static void sentAtMillis(MutableDirectBuffer buffer, int offset, long millis) {
        buffer.putLong(offset + SENT_AT_OFFSET, millis, LITTLE_ENDIAN);
    }

    static void receiverCount(MutableDirectBuffer buffer, int offset, int count) {
        buffer.putInt(offset + RECEIVER_COUNT_OFFSET, count, LITTLE_ENDIAN);
    }

    static void mediaType(MutableDirectBuffer buffer, int offset, int code) {
        buffer.putByte(offset + MEDIA_TYPE_OFFSET, (byte) code);
        buffer.putByte(offset + MEDIA_RESERVED_OFFSET, (byte) 0);
    }

    static void mediaKeyLength(MutableDirectBuffer buffer, int offset, int length) {
        buffer.putShort(offset + MEDIA_KEY_LENGTH_OFFSET, (short) length, LITTLE_ENDIAN);
    }

    static void mediaBytes(MutableDirectBuffer buffer, int offset, long bytes) {
        buffer.putLong(offset + MEDIA_BYTES_OFFSET, bytes, LITTLE_ENDIAN);
    }

    static void mediaWidth(MutableDirectBuffer buffer, int offset, int pixels) {
        buffer.putInt(offset + MEDIA_WIDTH_OFFSET, pixels, LITTLE_ENDIAN);
    }

    static void mediaHeight(MutableDirectBuffer buffer, int offset, int pixels) {
        buffer.putInt(offset + MEDIA_HEIGHT_OFFSET, pixels, LITTLE_ENDIAN);
    }

    static void mediaDurationMillis(MutableDirectBuffer buffer, int offset, int millis) {
        buffer.putInt(offset + MEDIA_DURATION_OFFSET, millis, LITTLE_ENDIAN);
    }
}
