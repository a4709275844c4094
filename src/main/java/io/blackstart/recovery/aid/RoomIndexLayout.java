package io.blackstart.recovery.aid;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The layout of a room index, version 1; no other class does its arithmetic. It tells where the messages of each room stand in
 * one segment, from the segment's base to {@code coveredEnd}. Little endian, in pages of {@value #PAGE_LENGTH} bytes, each with a
 * check of its own, so that a look-up reads and trusts two or three of them and never the whole.
 *
 * <pre>
 *  every page:     4092  4  CRC32C of bytes 0 to 4091, XOR a mix of log id, base position, covered end and page number
 *
 *  page 0          0  8  magic "BSTARTRX"
 *                  8  4  version, 1
 *                 12  4  bucket pages B, at least 1
 *                 16  8  log id
 *                 24  8  base position of the segment
 *                 32  8  covered end: records of the segment below it are in the index
 *                 40  8  position of the last record below the covered end, -1 for none
 *                 48  8  that frame's header as it stands in the segment
 *                 56  8  messages M
 *
 *  page 1 to B     0  4  rooms in this page, at most {@value #ROOMS_A_PAGE}
 *                  4  4  1 when rooms of this bucket go on in the next page (the first after the last), else 0
 *                  8     a room, 24 bytes: id 8, newest sequence 8, its first message 4, its messages 4
 *
 *  page B+1 on     0     messages, {@value #MESSAGES_A_PAGE} a page, by room, newest first, 8 bytes each:
 *                        4 offset in the segment / 8, 4 newest sequence of the room less that of the message
 * </pre>
 *
 * <p>A room stands in the page of its bucket, {@link #bucket}, or behind it while pages say that they go on.
 */
final class RoomIndexLayout {
    static final int PAGE_LENGTH = 4096;
    static final int ROOMS_A_PAGE = 170;
    static final int MESSAGES_A_PAGE = 511;
    static final int VERSION = 1;
    static final String SUFFIX = ".rooms";
    static final String TEMPORARY_SUFFIX = ".rooms.new";

    private static final long MAGIC = 0x5852_5452_4154_5342L;
    private static final int CRC_OFFSET = 4092;
    private static final int ROOM_LENGTH = 24;
    private static final int ROOMS_OFFSET = 8;
    private static final int NAME_DIGITS = 19;

    private RoomIndexLayout() {}

    /**
     * What page 0 says.
     *
     * @param lastRecord position of the last record covered, -1 for none
     * @param lastHeader its frame's header
     */
    record Header(
            long logId,
            long basePosition,
            long coveredEnd,
            long lastRecord,
            long lastHeader,
            int bucketPages,
            long messageCount) {}

    static String name(long basePosition, String suffix) {
        String digits = Long.toString(basePosition);
        return "0".repeat(NAME_DIGITS - digits.length()) + digits + suffix;
    }

    static ByteBuffer newPage() {
        return ByteBuffer.allocateDirect(PAGE_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    }

    static void putHeader(ByteBuffer page, Header header) {
        page.putLong(0, MAGIC)
                .putInt(8, VERSION)
                .putInt(12, header.bucketPages)
                .putLong(16, header.logId)
                .putLong(24, header.basePosition)
                .putLong(32, header.coveredEnd)
                .putLong(40, header.lastRecord)
                .putLong(48, header.lastHeader)
                .putLong(56, header.messageCount);
        seal(page, header, 0);
    }

    /** What page 0 says, null when it is no sound page 0 of this version. */
    static @Nullable Header header(ByteBuffer page) {
        if (page.getLong(0) != MAGIC || page.getInt(8) != VERSION) {
            return null;
        }
        var header = new Header(
                page.getLong(16),
                page.getLong(24),
                page.getLong(32),
                page.getLong(40),
                page.getLong(48),
                page.getInt(12),
                page.getLong(56));
        return isSound(page, header, 0) && header.bucketPages > 0 && header.messageCount >= 0 ? header : null;
    }

    /** Writes the check of a page. */
    static void seal(ByteBuffer page, Header header, long number) {
        page.putInt(CRC_OFFSET, check(page, header, number));
    }

    /** Whether the check of a page holds. */
    static boolean isSound(ByteBuffer page, Header header, long number) {
        return page.getInt(CRC_OFFSET) == check(page, header, number);
    }

    private static int check(ByteBuffer page, Header header, long number) {
        var crc = new CRC32C();
        crc.update(page.duplicate().position(0).limit(CRC_OFFSET));
        return (int) crc.getValue()
                ^ (int) (mix(header.logId ^ mix(header.basePosition ^ mix(header.coveredEnd ^ mix(number)))) >>> 32);
    }

    /** Multiply-shift with constants of SplitMix64 and MurmurHash3. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        return (mixed ^ (mixed >>> 32)) * 0xFF51_AFD7_ED55_8CCDL;
    }

    /** The page of a room's bucket, from 0. */
    static int bucket(long roomId, int bucketPages) {
        return (int) (((mix(roomId) >>> 33) * bucketPages) >>> 31);
    }

    static int roomCount(ByteBuffer page) {
        return page.getInt(0);
    }

    static boolean goesOn(ByteBuffer page) {
        return page.getInt(4) != 0;
    }

    static void goesOn(ByteBuffer page, boolean on) {
        page.putInt(4, on ? 1 : 0);
    }

    static void addRoom(ByteBuffer page, long id, long last, int firstMessage, int count) {
        int index = roomCount(page);
        int at = ROOMS_OFFSET + index * ROOM_LENGTH;
        page.putLong(at, id).putLong(at + 8, last).putInt(at + 16, firstMessage).putInt(at + 20, count);
        page.putInt(0, index + 1);
    }

    static long roomId(ByteBuffer page, int index) {
        return page.getLong(ROOMS_OFFSET + index * ROOM_LENGTH);
    }

    static long lastSequence(ByteBuffer page, int index) {
        return page.getLong(ROOMS_OFFSET + index * ROOM_LENGTH + 8);
    }

    static int firstMessage(ByteBuffer page, int index) {
        return page.getInt(ROOMS_OFFSET + index * ROOM_LENGTH + 16);
    }

    static int messageCount(ByteBuffer page, int index) {
        return page.getInt(ROOMS_OFFSET + index * ROOM_LENGTH + 20);
    }

    /** The page, counted from the start of the file, that holds a message. */
    static long messagePage(Header header, long message) {
        return 1L + header.bucketPages + message / MESSAGES_A_PAGE;
    }

    static void putMessage(ByteBuffer page, long message, int offset, int back) {
        int at = (int) (message % MESSAGES_A_PAGE) * Long.BYTES;
        page.putInt(at, offset >>> 3).putInt(at + 4, back);
    }

    /** Offset of a message in its segment. */
    static int offset(ByteBuffer page, long message) {
        return page.getInt((int) (message % MESSAGES_A_PAGE) * Long.BYTES) << 3;
    }

    /** Newest sequence of the room less that of the message. */
    static int back(ByteBuffer page, long message) {
        return page.getInt((int) (message % MESSAGES_A_PAGE) * Long.BYTES + 4);
    }
}
