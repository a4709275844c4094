package io.blackstart.chat;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * What is kept of rooms, or of channels: by id the last sequence, how many messages, the sum of their digest terms, and the
 * positions of the newest. Open addressing with linear probing over one array of longs. An entry fills one cache line and holds
 * up to three of the newest positions itself; only each fourth goes, with the three, to a ring elsewhere. So three of four
 * messages touch one line, and a room of three messages has no ring. Grows by doubling when more timelines come than were
 * expected; otherwise {@link #add} allocates only when a ring is made or grows. Single-threaded.
 *
 * <pre>
 *  entry, in longs: 0 id, 0 when the entry is free    1 last sequence    2 count    3 sum of terms
 *                   4 ring: block number in the upper half, binary logarithm of its capacity in the lower; 0 for none
 *                   5, 6, 7 positions of sequences 4g, 4g+1, 4g+2 of the group g of the last sequence, until it is full
 * </pre>
 *
 * <p>Positions are kept plus 1, so that 0 is a sequence that has not come. Group g, full or left behind by a gap, stands in slots
 * 4g to 4g+3 modulo the ring's capacity. The ring grows with the number of groups up to the smallest power of two that holds the
 * newest count asked for.
 */
final class TimelineTable {
    /** The record was new and is in the state. */
    static final int ADDED = 0;
    /** A record of this sequence is in the state already. */
    static final int DUPLICATE = 1;
    /** Too old to tell whether it is a duplicate: below the ring. Not added. */
    static final int STALE = 2;

    private static final int LAST = 1;
    private static final int COUNT = 2;
    private static final int CONTENTS = 3;
    private static final int RING = 4;
    private static final int GROUP = 5;
    private static final int ENTRY_LENGTH_LOG2 = 3;
    private static final int GROUP_LENGTH_LOG2 = 2;
    private static final int GROUP_LENGTH = 1 << GROUP_LENGTH_LOG2;
    private static final int GROUP_LAST = GROUP_LENGTH - 1;
    /**
     * Where the first entry begins: behind an array header of 16 bytes, entries then begin at a multiple of 64 bytes in an
     * array that begins at one, as G1 places large arrays. Elsewhere it costs speed, nothing else.
     */
    private static final int FIRST_ENTRY = 6;

    private static final int SLOTS_LOG2_MIN = 6;
    private static final int SLOTS_LOG2_MAX = 27;

    private final PositionWindows windows;
    private final int ringLog2Max;
    private long[] table;
    private int shift;
    private int mask;
    private int size;
    private int sizeMax;

    /** Creates it with room for {@code expectedCount} timelines of at least {@code newestCount} positions each. */
    TimelineTable(int expectedCount, int newestCount, PositionWindows windows) {
        this.windows = windows;
        ringLog2Max = 32 - Integer.numberOfLeadingZeros(Math.max(newestCount, GROUP_LENGTH) - 1);
        int slotsLog2 = SLOTS_LOG2_MIN;
        while (sizeMax(slotsLog2) < expectedCount) {
            slotsLog2++;
        }
        table = layOut(slotsLog2);
    }

    private static int sizeMax(int slotsLog2) {
        return (int) ((1L << slotsLog2) * 5 / 8);
    }

    private long[] layOut(int slotsLog2) {
        if (slotsLog2 > SLOTS_LOG2_MAX) {
            throw new IllegalStateException("slotsLog2=" + slotsLog2 + ": more timelines than one state can keep");
        }
        shift = Long.SIZE - slotsLog2;
        mask = (1 << slotsLog2) - 1;
        sizeMax = sizeMax(slotsLog2);
        return new long[(1 << (slotsLog2 + ENTRY_LENGTH_LOG2)) + FIRST_ENTRY];
    }

    /**
     * Adds one record of the timeline {@code id}.
     *
     * @param sequence at least 1
     * @param term its digest term
     * @return {@link #ADDED}, {@link #DUPLICATE} or {@link #STALE}
     */
    int add(long id, long sequence, long position, long term) {
        int entry = find(table, id);
        if (table[entry] == 0) {
            entry = create(entry, id);
        }
        long[] entries = table;
        long last = entries[entry + LAST];
        if (sequence == last + 1) {
            place(entries, entry, sequence, position);
        } else {
            int outcome = addOutOfTurn(entries, entry, sequence, position);
            if (outcome != ADDED) {
                return outcome;
            }
        }
        entries[entry + COUNT]++;
        entries[entry + CONTENTS] += term;
        return ADDED;
    }

    /** Which branch is taken depends on the record alone, so it is known before the entry has come from memory. */
    private void place(long[] entries, int entry, long sequence, long position) {
        if (inGroup(sequence) == GROUP_LAST) {
            writeGroup(entries, entry, group(sequence), position + 1);
        } else {
            entries[entry + GROUP + inGroup(sequence)] = position + 1;
        }
        entries[entry + LAST] = sequence;
    }

    private int addOutOfTurn(long[] entries, int entry, long sequence, long position) {
        long last = entries[entry + LAST];
        if (sequence <= last) {
            return fillIn(entries, entry, sequence, position);
        }
        if (group(sequence) != group(last)) {
            leaveGroup(entries, entry, last, group(sequence));
        }
        place(entries, entry, sequence, position);
        return ADDED;
    }

    private static long group(long sequence) {
        return sequence >>> GROUP_LENGTH_LOG2;
    }

    private static int inGroup(long sequence) {
        return (int) sequence & GROUP_LAST;
    }

    private int find(long[] entries, long id) {
        int slot = (int) (hash(id) >>> shift);
        while (true) {
            int entry = FIRST_ENTRY + (slot << ENTRY_LENGTH_LOG2);
            long found = entries[entry];
            if (found == id || found == 0) {
                return entry;
            }
            slot = (slot + 1) & mask;
        }
    }

    private static long hash(long id) {
        long mixed = id * 0x9E37_79B9_7F4A_7C15L;
        return (mixed ^ (mixed >>> 32)) * 0xD6E8_FEB8_6659_FD93L;
    }

    private int create(int freeEntry, long id) {
        int entry = freeEntry;
        if (size == sizeMax) {
            grow();
            entry = find(table, id);
        }
        size++;
        table[entry] = id;
        return entry;
    }

    private void grow() {
        long[] old = table;
        table = layOut(Long.SIZE - shift + 1);
        for (int entry = FIRST_ENTRY; entry < old.length; entry += 1 << ENTRY_LENGTH_LOG2) {
            if (old[entry] != 0) {
                System.arraycopy(old, entry, table, find(table, old[entry]), 1 << ENTRY_LENGTH_LOG2);
            }
        }
    }

    /**
     * Puts the group of {@code last} away, unless it was when it became full, and empties the groups that are skipped. The ring
     * is made large enough for {@code nextGroup} first, so that it grows while what it holds is still known from the entry.
     */
    private void leaveGroup(long[] entries, int entry, long last, long nextGroup) {
        long ring = ringFor(entries, entry, nextGroup);
        if (inGroup(last) != GROUP_LAST) {
            writeGroup(entries, entry, group(last), 0);
        }
        long[] slots = windows.chunk(block(ring));
        long groupsHeld = 1L << (log2(ring) - GROUP_LENGTH_LOG2);
        for (long group = Math.max(group(last) + 1, nextGroup - groupsHeld); group < nextGroup; group++) {
            int slot = ringSlot(ring, group << GROUP_LENGTH_LOG2);
            Arrays.fill(slots, slot, slot + GROUP_LENGTH, 0);
        }
    }

    private void writeGroup(long[] entries, int entry, long group, long fourth) {
        long ring = ringFor(entries, entry, group);
        long[] slots = windows.chunk(block(ring));
        int slot = ringSlot(ring, group << GROUP_LENGTH_LOG2);
        slots[slot] = entries[entry + GROUP];
        slots[slot + 1] = entries[entry + GROUP + 1];
        slots[slot + 2] = entries[entry + GROUP + 2];
        slots[slot + GROUP_LAST] = fourth;
        entries[entry + GROUP] = 0;
        entries[entry + GROUP + 1] = 0;
        entries[entry + GROUP + 2] = 0;
    }

    /** The ring of an entry, made or grown where it must be to hold all groups up to {@code group}, or the newest of them. */
    private long ringFor(long[] entries, int entry, long group) {
        long ring = entries[entry + RING];
        if (ring == 0 || ((group + 1) << GROUP_LENGTH_LOG2 > 1L << log2(ring) && log2(ring) < ringLog2Max)) {
            ring = growRing(ring, newestGroup(entries[entry + LAST]), group);
            entries[entry + RING] = ring;
        }
        return ring;
    }

    /** The newest group that has been put away when the last sequence is {@code last}; -1 for none. */
    private static long newestGroup(long last) {
        return inGroup(last) == GROUP_LAST ? group(last) : group(last) - 1;
    }

    private long growRing(long ring, long newestGroup, long group) {
        int grownLog2 = GROUP_LENGTH_LOG2;
        while (grownLog2 < ringLog2Max && (group + 1) << GROUP_LENGTH_LOG2 > 1L << grownLog2) {
            grownLog2++;
        }
        int grown = windows.allocate(grownLog2);
        if (ring != 0) {
            long[] from = windows.chunk(block(ring));
            int fromStart = PositionWindows.start(block(ring));
            int fromMask = (1 << log2(ring)) - 1;
            long[] to = windows.chunk(grown);
            int toStart = PositionWindows.start(grown);
            int toMask = (1 << grownLog2) - 1;
            long end = (newestGroup + 1) << GROUP_LENGTH_LOG2;
            for (long held = Math.max(0, end - fromMask - 1); held < end; held++) {
                to[toStart + ((int) held & toMask)] = from[fromStart + ((int) held & fromMask)];
            }
            windows.free(block(ring), log2(ring));
        }
        return ring(grown, grownLog2);
    }

    private int fillIn(long[] entries, int entry, long sequence, long position) {
        long last = entries[entry + LAST];
        if (group(sequence) == group(last) && inGroup(last) != GROUP_LAST) {
            return fill(entries, entry + GROUP + inGroup(sequence), position);
        }
        long ring = entries[entry + RING];
        if (isBelowRing(ring, last, sequence)) {
            return STALE;
        }
        return fill(windows.chunk(block(ring)), ringSlot(ring, sequence), position);
    }

    private static int fill(long[] slots, int slot, long position) {
        if (slots[slot] != 0) {
            return DUPLICATE;
        }
        slots[slot] = position + 1;
        return ADDED;
    }

    /** Whether a sequence whose group is put away lies below the groups that the ring still holds. */
    private static boolean isBelowRing(long ring, long last, long sequence) {
        return group(sequence) <= newestGroup(last) - (1L << (log2(ring) - GROUP_LENGTH_LOG2));
    }

    private static int ringSlot(long ring, long sequence) {
        return PositionWindows.start(block(ring)) + ((int) sequence & ((1 << log2(ring)) - 1));
    }

    private static long ring(int block, int capacityLog2) {
        return ((long) block << 32) | capacityLog2;
    }

    private static int block(long ring) {
        return (int) (ring >>> 32);
    }

    private static int log2(long ring) {
        return (int) ring;
    }

    int size() {
        return size;
    }

    long lastSequence(long id) {
        return field(id, LAST);
    }

    long count(long id) {
        return field(id, COUNT);
    }

    private long field(long id, int field) {
        if (id <= 0) {
            return 0;
        }
        int entry = find(table, id);
        return table[entry] == 0 ? 0 : table[entry + field];
    }

    /** Writes the newest known positions, newest first, to {@code target} and returns how many. */
    int newestPositions(long id, long[] target, int countMax) {
        int entry = id <= 0 ? FIRST_ENTRY : find(table, id);
        if (id <= 0 || table[entry] == 0) {
            return 0;
        }
        int found = 0;
        long last = table[entry + LAST];
        long oldest = Math.max(1, last - countMax + 1);
        for (long sequence = last; sequence >= oldest && found < target.length; sequence--) {
            long kept = kept(entry, last, sequence);
            if (kept != 0) {
                target[found++] = kept - 1;
            }
        }
        return found;
    }

    private long kept(int entry, long last, long sequence) {
        if (group(sequence) == group(last) && inGroup(last) != GROUP_LAST) {
            return table[entry + GROUP + inGroup(sequence)];
        }
        long ring = table[entry + RING];
        return isBelowRing(ring, last, sequence) ? 0 : windows.chunk(block(ring))[ringSlot(ring, sequence)];
    }

    /** Sum over all timelines of {@link ChatDigest#channelTerm} or {@link ChatDigest#roomTerm}. */
    long digestSum(boolean areChannels) {
        long sum = 0;
        for (int entry = FIRST_ENTRY; entry < table.length; entry += 1 << ENTRY_LENGTH_LOG2) {
            long id = table[entry];
            if (id != 0) {
                long last = table[entry + LAST];
                long count = table[entry + COUNT];
                long contents = table[entry + CONTENTS];
                sum += areChannels
                        ? ChatDigest.channelTerm(id, last, count, contents)
                        : ChatDigest.roomTerm(id, last, count, contents);
            }
        }
        return sum;
    }

    /** Sum over all timelines of last sequence less count. */
    long missingCount() {
        long missing = 0;
        for (int entry = FIRST_ENTRY; entry < table.length; entry += 1 << ENTRY_LENGTH_LOG2) {
            missing += table[entry + LAST] - table[entry + COUNT];
        }
        return missing;
    }

    /** Hands every id to {@code consumer}, in no order. */
    void forEachId(LongConsumer consumer) {
        for (int entry = FIRST_ENTRY; entry < table.length; entry += 1 << ENTRY_LENGTH_LOG2) {
            if (table[entry] != 0) {
                consumer.accept(table[entry]);
            }
        }
    }

    /** Bytes held, rings not included. */
    long memoryBytes() {
        return (long) table.length * Long.BYTES;
    }
}
