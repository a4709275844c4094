package io.blackstart.chat;

/**
 * Read cursors: by room and user the highest sequence read. Open addressing with linear probing over one array of longs, three
 * a cursor: room id (0 when free), user id, sequence. Grows by doubling when more cursors come than were expected; otherwise
 * {@link #raise} allocates nothing. Single-threaded.
 */
final class CursorTable {
    private static final int USER = 1;
    private static final int SEQUENCE = 2;
    private static final int ENTRY_LENGTH = 3;
    private static final int SLOTS_LOG2_MIN = 6;
    /** The array of the next power of two would be longer than an array can be. */
    private static final int SLOTS_LOG2_MAX = 29;

    private long[] table;
    private int shift;
    private int mask;
    private int size;
    private int sizeMax;

    /** Creates it with room for {@code expectedCount} cursors. */
    CursorTable(int expectedCount) {
        int slotsLog2 = SLOTS_LOG2_MIN;
        while (sizeMax(slotsLog2) < expectedCount) {
            slotsLog2++;
        }
        table = layOut(slotsLog2);
    }

    private static int sizeMax(int slotsLog2) {
        return (int) ((1L << slotsLog2) * 2 / 3);
    }

    private long[] layOut(int slotsLog2) {
        if (slotsLog2 > SLOTS_LOG2_MAX) {
            throw new IllegalStateException("slotsLog2=" + slotsLog2 + ": more cursors than one state can keep");
        }
        shift = Long.SIZE - slotsLog2;
        mask = (1 << slotsLog2) - 1;
        sizeMax = sizeMax(slotsLog2);
        return new long[(1 << slotsLog2) * ENTRY_LENGTH];
    }

    /** Moves the cursor to {@code sequence} unless it stands there or above; returns whether it moved. */
    boolean raise(long roomId, long userId, long sequence) {
        int entry = find(table, roomId, userId);
        if (table[entry] == 0) {
            create(entry, roomId, userId, sequence);
            return true;
        }
        // No branch on the cursor's old place: it would be guessed before the entry has come from memory, and often
        // wrong.
        long read = table[entry + SEQUENCE];
        table[entry + SEQUENCE] = Math.max(read, sequence);
        return read < sequence;
    }

    private int find(long[] entries, long roomId, long userId) {
        int slot = (int) (hash(roomId, userId) >>> shift);
        while (true) {
            int entry = slot * ENTRY_LENGTH;
            long foundRoom = entries[entry];
            if (foundRoom == 0 || (foundRoom == roomId && entries[entry + USER] == userId)) {
                return entry;
            }
            slot = (slot + 1) & mask;
        }
    }

    private static long hash(long roomId, long userId) {
        long mixed = roomId * 0x9E37_79B9_7F4A_7C15L + userId * 0xA076_1D64_78BD_642FL;
        return (mixed ^ (mixed >>> 32)) * 0xD6E8_FEB8_6659_FD93L;
    }

    private void create(int freeEntry, long roomId, long userId, long sequence) {
        int entry = freeEntry;
        if (size == sizeMax) {
            grow();
            entry = find(table, roomId, userId);
        }
        size++;
        table[entry] = roomId;
        table[entry + USER] = userId;
        table[entry + SEQUENCE] = sequence;
    }

    private void grow() {
        long[] old = table;
        table = layOut(Long.SIZE - shift + 1);
        for (int entry = 0; entry < old.length; entry += ENTRY_LENGTH) {
            if (old[entry] != 0) {
                System.arraycopy(old, entry, table, find(table, old[entry], old[entry + USER]), ENTRY_LENGTH);
            }
        }
    }

    int size() {
        return size;
    }

    /** The sequence read, 0 when nothing was. */
    long sequence(long roomId, long userId) {
        if (roomId <= 0) {
            return 0;
        }
        int entry = find(table, roomId, userId);
        return table[entry] == 0 ? 0 : table[entry + SEQUENCE];
    }

    /** Sum over all cursors of {@link ChatDigest#cursorTerm}. */
    long digestSum() {
        long sum = 0;
        for (int entry = 0; entry < table.length; entry += ENTRY_LENGTH) {
            if (table[entry] != 0) {
                sum += ChatDigest.cursorTerm(table[entry], table[entry + USER], table[entry + SEQUENCE]);
            }
        }
        return sum;
    }

    /** Bytes held. */
    long memoryBytes() {
        return (long) table.length * Long.BYTES;
    }
}
