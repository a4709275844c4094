package io.blackstart.replication.wire;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The layout of a frame on the wire, version 1; nobody else does its arithmetic. Little endian.
 *
 * <pre>
 *  0       4     6    7    8         12        16               24             32
 *  +-------+-----+----+----+---------+---------+----------------+--------------+
 *  | magic | ver |type| 0  | length  | CRC32C  |   cluster id   |    epoch     |
 *  +-------+-----+----+----+---------+---------+-------+--------+--------------+
 *  |       position        |        detail     | node  | count  | 64: payload ...
 *  +-----------------------+-------------------+-------+--------+
 * 32                      40                  48      52  56: 0 to 64
 * </pre>
 *
 * <p>{@code length} counts the payload; the CRC32C covers the frame but itself. {@code node} is who tells of itself.
 *
 * <table>
 * <caption>What the fields hold</caption>
 * <tr><th>type</th><th>position</th><th>detail</th><th>count</th><th>payload</th></tr>
 * <tr><td>HELLO</td><td>end of the sender's log</td><td>the leader's node id, times 2; plus 1 when disk is asked for</td><td>epochs</td><td>history: epoch,
 * first position, 8 bytes each</td></tr>
 * <tr><td>WELCOME</td><td>end of the follower's log</td><td>durable end</td><td>0</td><td></td></tr>
 * <tr><td>REFUSED</td><td>0</td><td>reason</td><td>0</td><td></td></tr>
 * <tr><td>DATA</td><td>of the first record</td><td>epoch the records were written in</td><td>records</td><td>each: length,
 * 4 bytes, the record, zeros to a multiple of 4</td></tr>
 * <tr><td>ACK</td><td>memory end</td><td>durable end</td><td>0</td><td></td></tr>
 * <tr><td>HEARTBEAT</td><td>acknowledged position</td><td>end of the sender's log</td><td>0</td><td></td></tr>
 * <tr><td>NEED</td><td>first missed</td><td>0</td><td>0</td><td></td></tr>
 * </table>
 *
 * <p>Stateless but for the checksum: one instance a thread.
 */
public final class WireFrame {
    /** Bytes before the payload. */
    public static final int HEADER_LENGTH = 64;
    /** The version this build speaks; it speaks no other. */
    public static final int VERSION = 1;
    /** Most epochs a HELLO may tell. */
    public static final int EPOCH_COUNT_MAX = 1024;
    /** Bytes of one epoch in a HELLO. */
    public static final int EPOCH_LENGTH = 16;
    /** Largest frame before the handshake is done: a HELLO with every epoch. */
    public static final int HANDSHAKE_LENGTH_MAX = HEADER_LENGTH + EPOCH_COUNT_MAX * EPOCH_LENGTH;
    /** Bytes before each record in a DATA payload. */
    public static final int RECORD_HEADER_LENGTH = 4;
    /** Records begin at multiples of this. */
    public static final int RECORD_ALIGNMENT = 4;

    private static final int MAGIC = 0x31525342; // "BSR1"
    private static final int VERSION_OFFSET = 4;
    private static final int TYPE_OFFSET = 6;
    private static final int LENGTH_OFFSET = 8;
    private static final int CRC_OFFSET = 12;
    private static final int CLUSTER_OFFSET = 16;
    private static final int EPOCH_OFFSET = 24;
    private static final int POSITION_OFFSET = 32;
    private static final int DETAIL_OFFSET = 40;
    private static final int NODE_OFFSET = 48;
    private static final int COUNT_OFFSET = 52;
    private static final int RESERVED_OFFSET = 56;

    private final CRC32C crc = new CRC32C();

    /** Creates a checksum for one thread. */
    public WireFrame() {}

    /**
     * The fields of a header.
     *
     * @param type what for
     * @param clusterId whose
     * @param epoch the sender leads or follows in
     * @param nodeId who tells of itself
     * @param position see {@link WireFrame}
     * @param detail see {@link WireFrame}
     * @param count see {@link WireFrame}
     */
    public record Header(
            FrameType type, long clusterId, long epoch, int nodeId, long position, long detail, int count) {}

    /** Bytes a record of that length takes in a DATA payload. */
    public static int recordSpan(int recordLength) {
        return (RECORD_HEADER_LENGTH + recordLength + RECORD_ALIGNMENT - 1) & -RECORD_ALIGNMENT;
    }

    /**
     * Writes the header before a payload that is in place, checksum last.
     *
     * @param frame little endian; the frame begins at index {@code offset}; it is cleared afterwards
     * @param offset of the frame in {@code frame}
     * @param payloadLength bytes that stand behind the header
     */
    public void seal(ByteBuffer frame, int offset, int payloadLength, Header header) {
        frame.clear();
        frame.putInt(offset, MAGIC);
        frame.putShort(offset + VERSION_OFFSET, (short) VERSION);
        frame.putShort(offset + TYPE_OFFSET, (short) header.type.code());
        frame.putInt(offset + LENGTH_OFFSET, payloadLength);
        frame.putLong(offset + CLUSTER_OFFSET, header.clusterId);
        frame.putLong(offset + EPOCH_OFFSET, header.epoch);
        frame.putLong(offset + POSITION_OFFSET, header.position);
        frame.putLong(offset + DETAIL_OFFSET, header.detail);
        frame.putInt(offset + NODE_OFFSET, header.nodeId);
        frame.putInt(offset + COUNT_OFFSET, header.count);
        frame.putLong(offset + RESERVED_OFFSET, 0);
        frame.putInt(offset + CRC_OFFSET, check(frame, offset, payloadLength));
    }

    /** A frame without payload, ready to be written. */
    public ByteBuffer bare(Header header) {
        ByteBuffer frame = allocate(HEADER_LENGTH);
        seal(frame, 0, 0, header);
        return frame;
    }

    /** A buffer in the byte order of the wire. */
    public static ByteBuffer allocate(int capacity) {
        return ByteBuffer.allocateDirect(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The length a header claims, unchecked: for looking ahead only. */
    static int claimedLength(ByteBuffer frame, int offset) {
        return Math.max(0, frame.getInt(offset + LENGTH_OFFSET));
    }

    /**
     * Checks the part of a header that must be right before its length can be believed, and gives the length.
     *
     * @param frame holds at least {@link #HEADER_LENGTH} bytes from {@code offset}
     * @param payloadLengthMax most the reader has room for
     * @throws BlackstartException CORRUPT or VERSION
     */
    public static int payloadLength(ByteBuffer frame, int offset, int payloadLengthMax) {
        int magic = frame.getInt(offset);
        if (magic != MAGIC) {
            throw corrupt("magic=0x" + Integer.toHexString(magic) + ": this is not a Blackstart replica");
        }
        int version = Short.toUnsignedInt(frame.getShort(offset + VERSION_OFFSET));
        if (version != VERSION) {
            throw new BlackstartException(
                    ErrorCode.VERSION, "found replication version " + version + ", know " + VERSION);
        }
        int type = Short.toUnsignedInt(frame.getShort(offset + TYPE_OFFSET));
        if (!FrameType.isKnown(type)) {
            throw corrupt("type=" + type + " is not known");
        }
        int length = frame.getInt(offset + LENGTH_OFFSET);
        if (length < 0 || length > payloadLengthMax) {
            throw corrupt("length=" + length + " must be from 0 to " + payloadLengthMax);
        }
        return length;
    }

    /**
     * Checks a whole frame and gives its header.
     *
     * @param frame holds header and payload from {@code offset}; it is cleared afterwards
     * @param payloadLength as {@link #payloadLength} gave it
     * @throws BlackstartException CORRUPT, or FOREIGN when it belongs to another cluster
     */
    public Header open(ByteBuffer frame, int offset, int payloadLength, long clusterId) {
        int expected = frame.getInt(offset + CRC_OFFSET);
        int actual = check(frame, offset, payloadLength);
        if (expected != actual) {
            throw corrupt(
                    "crc32c=0x" + Integer.toHexString(actual) + ", the frame says 0x" + Integer.toHexString(expected));
        }
        long found = frame.getLong(offset + CLUSTER_OFFSET);
        if (found != clusterId) {
            throw new BlackstartException(
                    ErrorCode.FOREIGN, "found cluster " + found + ", this is cluster " + clusterId);
        }
        var header = new Header(
                FrameType.of(Short.toUnsignedInt(frame.getShort(offset + TYPE_OFFSET))),
                found,
                frame.getLong(offset + EPOCH_OFFSET),
                frame.getInt(offset + NODE_OFFSET),
                frame.getLong(offset + POSITION_OFFSET),
                frame.getLong(offset + DETAIL_OFFSET),
                frame.getInt(offset + COUNT_OFFSET));
        checkRanges(header, payloadLength);
        return header;
    }

    private static void checkRanges(Header header, int payloadLength) {
        if (header.position < 0 || header.detail < 0 || header.epoch < 0 || header.count < 0) {
            throw corrupt("a negative field in " + header);
        }
        long lengthMin = switch (header.type) {
            case DATA -> Math.max(1, header.count) * (long) recordSpan(1);
            case HELLO -> header.count * (long) EPOCH_LENGTH;
            case WELCOME, REFUSED, ACK, HEARTBEAT, NEED -> header.count;
        };
        boolean exact = header.type != FrameType.DATA || header.count == 0;
        if (payloadLength < lengthMin || (exact && payloadLength != lengthMin)) {
            throw corrupt("length=" + payloadLength + " does not go with " + header);
        }
    }

    private int check(ByteBuffer frame, int offset, int payloadLength) {
        crc.reset();
        frame.limit(offset + CRC_OFFSET).position(offset);
        crc.update(frame);
        frame.limit(offset + HEADER_LENGTH + payloadLength).position(offset + CLUSTER_OFFSET);
        crc.update(frame);
        frame.clear();
        return (int) crc.getValue();
    }

    static BlackstartException corrupt(String what) {
        return new BlackstartException(ErrorCode.CORRUPT, "bad frame: " + what);
    }
}
