package io.blackstart.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The layout of the mark file {@value #NAME}: the one place that knows it. All numbers are little endian.
 *
 * <pre>
 *   offset
 *      0  slot 0   +-----------------------------+
 *                  | magic "BSTARTMK"            |  8 bytes
 *                  | format version, 1           |  4 bytes
 *                  | flags: 1 clean, 2 process   |  4 bytes
 *                  | log id                      |  8 bytes
 *                  | sequence, counts updates    |  8 bytes
 *                  | forced position             |  8 bytes
 *                  | acknowledged position       |  8 bytes
 *                  | boot id                     |  8 bytes
 *                  | CRC32C of bytes 0 to 55     |  4 bytes
 *                  +-----------------------------+
 *   4096  slot 1, the same
 *   8192  word     +-----------------------------+
 *                  | position / 8, 48 bits       |
 *                  | check, low 16 bits          |  8 bytes, stored at once
 *                  +-----------------------------+
 *  12288  end
 * </pre>
 *
 * <p>Updates go to slot {@code sequence & 1}; the slot with the higher sequence of those that pass their check counts. A slot
 * that was cut short by a crash fails its check, and the other one, one update older, is the truth that was acknowledged.
 * Slots and word have a page each, so that no torn page reaches two of them.
 */
final class MarkDescriptor {
    static final String NAME = "log.mark";
    static final String TEMPORARY_NAME = "log.mark.new";
    static final int FILE_LENGTH = 3 * 4096;
    static final int SLOT_DISTANCE = 4096;
    static final int SLOT_LENGTH = 60;
    static final int WORD_OFFSET = 2 * SLOT_DISTANCE;
    static final int VERSION = 1;

    private static final long MAGIC = 0x4B4D_5452_4154_5342L;
    private static final int VERSION_OFFSET = 8;
    private static final int FLAGS_OFFSET = 12;
    private static final int LOG_ID_OFFSET = 16;
    private static final int SEQUENCE_OFFSET = 24;
    private static final int FORCED_OFFSET = 32;
    private static final int ACKNOWLEDGED_OFFSET = 40;
    private static final int BOOT_ID_OFFSET = 48;
    private static final int CRC_OFFSET = 56;
    private static final int FLAG_CLEAN = 1;
    private static final int FLAG_PROCESS = 2;
    private static final int WORD_CHECK_BITS = 16;

    private MarkDescriptor() {}

    /**
     * What one slot says.
     *
     * @param version of the format; when it is not {@link #VERSION} nothing else counts
     * @param clean whether nothing stands behind the acknowledged position
     * @param process whether the writer's class was PROCESS, so that only what is below {@code forcedPosition} was forced
     * @param logId of the log
     * @param sequence higher is newer
     * @param forcedPosition all below was forced
     * @param acknowledgedPosition all below was acknowledged
     * @param bootId of the operating system that ran
     */
    record Slot(
            int version,
            boolean clean,
            boolean process,
            long logId,
            long sequence,
            long forcedPosition,
            long acknowledgedPosition,
            long bootId) {
        boolean known() {
            return version == VERSION;
        }
    }

    static int slotOffset(long sequence) {
        return (int) (sequence & 1) * SLOT_DISTANCE;
    }

    /** Where the slot of that sequence keeps it. */
    static int sequenceOffset(long sequence) {
        return slotOffset(sequence) + SEQUENCE_OFFSET;
    }

    /** Stores a slot, its CRC last; {@code view}, little endian, is for this purpose alone. */
    static void store(ByteBuffer view, int offset, Slot slot, CRC32C crc) {
        view.putLong(offset, MAGIC);
        view.putInt(offset + VERSION_OFFSET, slot.version);
        view.putInt(offset + FLAGS_OFFSET, (slot.clean ? FLAG_CLEAN : 0) | (slot.process ? FLAG_PROCESS : 0));
        view.putLong(offset + LOG_ID_OFFSET, slot.logId);
        view.putLong(offset + BOOT_ID_OFFSET, slot.bootId);
        advance(view, offset, slot.sequence, slot.forcedPosition, slot.acknowledgedPosition, crc);
    }

    /** Stores what changes from update to update into a slot that was stored whole before. */
    static void advance(
            ByteBuffer view, int offset, long sequence, long forcedPosition, long acknowledgedPosition, CRC32C crc) {
        view.putLong(offset + SEQUENCE_OFFSET, sequence);
        view.putLong(offset + FORCED_OFFSET, forcedPosition);
        view.putLong(offset + ACKNOWLEDGED_OFFSET, acknowledgedPosition);
        view.putInt(offset + CRC_OFFSET, crc(view, offset, crc));
    }

    private static int crc(ByteBuffer view, int offset, CRC32C crc) {
        view.limit(offset + CRC_OFFSET).position(offset);
        crc.reset();
        crc.update(view);
        view.clear();
        return (int) crc.getValue();
    }

    /** The slot at {@code offset}, or null when it fails its check. */
    private static @Nullable Slot load(ByteBuffer view, int offset) {
        if (view.getLong(offset) != MAGIC || view.getInt(offset + CRC_OFFSET) != crc(view, offset, new CRC32C())) {
            return null;
        }
        int flags = view.getInt(offset + FLAGS_OFFSET);
        return new Slot(
                view.getInt(offset + VERSION_OFFSET),
                (flags & FLAG_CLEAN) != 0,
                (flags & FLAG_PROCESS) != 0,
                view.getLong(offset + LOG_ID_OFFSET),
                view.getLong(offset + SEQUENCE_OFFSET),
                view.getLong(offset + FORCED_OFFSET),
                view.getLong(offset + ACKNOWLEDGED_OFFSET),
                view.getLong(offset + BOOT_ID_OFFSET));
    }

    /** The slot of a whole file that counts, or null when none passes its check. */
    static @Nullable Slot newest(ByteBuffer file) {
        Slot a = load(file, 0);
        Slot b = load(file, SLOT_DISTANCE);
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.sequence > b.sequence ? a : b;
    }

    /** The word for {@code position}, a multiple of 8 below 2^51. */
    static long word(long logId, long position) {
        return ((position >>> 3) << WORD_CHECK_BITS) | (FrameDescriptor.seed(logId, position, 0) >>> WORD_CHECK_BITS);
    }

    /** The position a stored word tells, or -1 when it fails its check. */
    static long position(long logId, long word) {
        long position = (word >>> WORD_CHECK_BITS) << 3;
        return word == word(logId, position) ? position : -1;
    }

    static ByteBuffer emptyFile() {
        return ByteBuffer.allocate(FILE_LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    }
}
