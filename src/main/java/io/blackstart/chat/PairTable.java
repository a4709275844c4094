package io.blackstart.chat;

/**
 * The highest number told of each pair of ids: of a room and a user the sequence read. Open addressing with linear probing over
 * one array of longs, three a pair: first id (0 when free), second id, number. Grows by doubling when more pairs come than were
 * expected; otherwise {@link #raise} allocates nothing. Single-threaded.
 */
final class PairTable {
    private static final int SECOND = 1;
    private static final int NUMBER = 2;
    private static final int ENTRY_LENGTH = 3;
    private static final int SLOTS_LOG2_MIN = 6;
    /** The array of the next power of two would be longer than an array can be. */
    private static final int SLOTS_LOG2_MAX = 29;

    private long[] table;
    private int shift;
    private int mask;
    private int size;
    private int sizeMax;

    /** Creates it with room for {@code expectedCount} pairs. */
    PairTable(int expectedCount) {
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
            throw new IllegalStateException("slotsLog2=" + slotsLog2 + ": more pairs than one state can keep");
        }
        shift = Long.SIZE - slotsLog2;
        mask = (1 << slotsLog2) - 1;
        sizeMax = sizeMax(slotsLog2);
        return new long[(1 << slotsLog2) * ENTRY_LENGTH];
    }

    /** Raises the number of a pair to {@code number}, at least 1, unless it is that or more; returns whether it rose. */
    boolean raise(long first, long second, long number) {
        int entry = find(table, first, second);
        if (table[entry] == 0) {
            create(entry, first, second, number);
            return true;
        }
        // No branch on the old number: it would be guessed before the entry has come from memory, and often
        // wrong.
        long old = table[entry + NUMBER];
        table[entry + NUMBER] = Math.max(old, number);
        return old < number;
    }

    private int find(long[] entries, long first, long second) {
        int slot = (int) (hash(first, second) >>> shift);
        while (true) {
            int entry = slot * ENTRY_LENGTH;
            long foundFirst = entries[entry];
            if (foundFirst == 0 || (foundFirst == first && entries[entry + SECOND] == second)) {
                return entry;
            }
            slot = (slot + 1) & mask;
        }
    }

    private static long hash(long first, long second) {
        long mixed = first * 0x9E37_79B9_7F4A_7C15L + second * 0xA076_1D64_78BD_642FL;
        return (mixed ^ (mixed >>> 32)) * 0xD6E8_FEB8_6659_FD93L;
    }

    private void create(int freeEntry, long first, long second, long number) {
        int entry = freeEntry;
        if (size == sizeMax) {
            grow();
            entry = find(table, first, second);
        }
        size++;
        table[entry] = first;
        table[entry + SECOND] = second;
        table[entry + NUMBER] = number;
    }

    private void grow() {
        long[] old = table;
        table = layOut(Long.SIZE - shift + 1);
        for (int entry = 0; entry < old.length; entry += ENTRY_LENGTH) {
            if (old[entry] != 0) {
                System.arraycopy(old, entry, table, find(table, old[entry], old[entry + SECOND]), ENTRY_LENGTH);
            }
        }
    }

    int size() {
        return size;
    }

    /** The number of a pair, 0 for none. */
    long value(long first, long second) {
        if (first <= 0) {
            return 0;
        }
        int entry = find(table, first, second);
        return table[entry] == 0 ? 0 : table[entry + NUMBER];
    }

    /** Sum over all pairs, taken for cursors, of {@link ChatDigest#cursorTerm}. */
    long digestSum() {
        long sum = 0;
        for (int entry = 0; entry < table.length; entry += ENTRY_LENGTH) {
            if (table[entry] != 0) {
                sum += ChatDigest.cursorTerm(table[entry], table[entry + SECOND], table[entry + NUMBER]);
            }
        }
        return sum;
    }

    /** Bytes held. */
    long memoryBytes() {
        return (long) table.length * Long.BYTES;
    }
}
