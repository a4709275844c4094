package io.blackstart.chat;

import java.util.function.LongConsumer;

/**
 * What is kept of rooms, or of channels: by id the last sequence, how many messages, the sum of their digest terms, and the
 * position of every message. Open addressing with linear probing over one array of longs. An entry fills one cache line and
 * holds up to three of the newest positions itself; only each fourth goes, with the three, to a leaf elsewhere. So three of four
 * messages touch one line, and a room of three messages has no leaf. Grows by doubling when more timelines come than were
 * expected; otherwise {@link #add} allocates only when memory for leaves runs out. Single-threaded.
 *
 * <pre>
 *  entry, in longs: 0 id, 0 when the entry is free    1 last sequence    2 count    3 sum of terms
 *                   4 newest leaf: block number in the upper half, binary logarithm of its capacity in the lower; 0 for none
 *                   5, 6, 7 positions of sequences 4g, 4g+1, 4g+2 of the group g of the last sequence, until it is full
 * </pre>
 *
 * <p>Positions are kept plus 1, so that 0 is a sequence that has not come. Leaf l holds sequences 64l to 64l+63. The entry knows
 * the leaf of the newest group that was put away; a table knows all others, so a record finds its place in whatever order
 * records come, and what a timeline takes grows with its records and not with its sequences. A timeline's first leaf begins
 * small and grows; all others have full size.
 */
final class TimelineTable {
    private static final int LAST = 1;
    private static final int COUNT = 2;
    private static final int CONTENTS = 3;
    private static final int LEAF = 4;
    private static final int GROUP = 5;
    private static final int ENTRY_LENGTH_LOG2 = 3;
    private static final int GROUP_LENGTH_LOG2 = 2;
    private static final int GROUP_LENGTH = 1 << GROUP_LENGTH_LOG2;
    private static final int GROUP_LAST = GROUP_LENGTH - 1;
    private static final int LEAF_LENGTH_LOG2 = 6;
    private static final int LEAF_MASK = (1 << LEAF_LENGTH_LOG2) - 1;
    private static final int LEAF_GROUPS_LOG2 = LEAF_LENGTH_LOG2 - GROUP_LENGTH_LOG2;
    private static final int LEAF_GROUPS_MASK = (1 << LEAF_GROUPS_LOG2) - 1;
    /**
     * Where the first entry begins: behind an array header of 16 bytes, entries then begin at a multiple of 64 bytes in an
     * array that begins at one, as G1 places large arrays. Elsewhere it costs speed, nothing else.
     */
    private static final int FIRST_ENTRY = 6;

    private static final int SLOTS_LOG2_MIN = 6;
    private static final int SLOTS_LOG2_MAX = 27;

    private final PositionBlocks blocks;
    /** By id and number the leaves that no entry knows, all of full size. */
    private final PairTable leaves;

    private long[] table;
    private int shift;
    private int mask;
    private int size;
    private int sizeMax;

    /** Creates it with room for {@code expectedCount} timelines of {@code expectedRecordCount} records in all. */
    TimelineTable(int expectedCount, int expectedRecordCount, PositionBlocks blocks) {
        this.blocks = blocks;
        leaves = new PairTable(expectedRecordCount >> LEAF_LENGTH_LOG2);
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
     * @return whether it was new: false when a record of this sequence is in the state already
     */
    boolean add(long id, long sequence, long position, long term) {
        int entry = find(table, id);
        if (table[entry] == 0) {
            entry = create(entry, id);
        }
        long[] entries = table;
        long last = entries[entry + LAST];
        if (sequence == last + 1) {
            place(entries, entry, sequence, position);
        } else if (!addOutOfTurn(entries, entry, sequence, position)) {
            return false;
        }
        entries[entry + COUNT]++;
        entries[entry + CONTENTS] += term;
        return true;
    }

    /** Which branch is taken depends on the record alone, so it is known before the entry has come from memory. */
    private void place(long[] entries, int entry, long sequence, long position) {
        if (inGroup(sequence) == GROUP_LAST) {
            putAway(entries, entry, group(sequence), position + 1);
        } else {
            entries[entry + GROUP + inGroup(sequence)] = position + 1;
        }
        entries[entry + LAST] = sequence;
    }

    private boolean addOutOfTurn(long[] entries, int entry, long sequence, long position) {
        long last = entries[entry + LAST];
        if (sequence <= last) {
            return fillIn(entries, entry, sequence, position);
        }
        if (last != 0 && group(sequence) != group(last)) {
            leaveGroup(entries, entry, last, group(sequence));
        }
        place(entries, entry, sequence, position);
        return true;
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

    /** Puts the group of {@code last} away, unless it was when it became full, and the leaf when the next group has another. */
    private void leaveGroup(long[] entries, int entry, long last, long nextGroup) {
        if (inGroup(last) != GROUP_LAST) {
            putAway(entries, entry, group(last), 0);
        }
        if (leafOfGroup(nextGroup - 1) != leafOfGroup(group(last))) {
            leaveLeaf(entries, entry, leafOfGroup(group(last)));
        }
    }

    /** Moves a group from the entry to its leaf, which becomes the newest: the one before it must have been put away. */
    private void putAway(long[] entries, int entry, long group, long fourth) {
        if (((int) group & LEAF_GROUPS_MASK) == 0 && entries[entry + LEAF] != 0) {
            leaveLeaf(entries, entry, leafOfGroup(group - 1));
        }
        long leaf = newestLeaf(entries, entry, leafOfGroup(group), inLeaf(group << GROUP_LENGTH_LOG2) + GROUP_LAST);
        long[] slots = blocks.chunk(block(leaf));
        int slot = slot(leaf, group << GROUP_LENGTH_LOG2);
        slots[slot] = entries[entry + GROUP];
        slots[slot + 1] = entries[entry + GROUP + 1];
        slots[slot + 2] = entries[entry + GROUP + 2];
        slots[slot + GROUP_LAST] = fourth;
        entries[entry + GROUP] = 0;
        entries[entry + GROUP + 1] = 0;
        entries[entry + GROUP + 2] = 0;
    }

    /** Gives the entry's leaf to the table. */
    private void leaveLeaf(long[] entries, int entry, long number) {
        long leaf = entries[entry + LEAF];
        if (leaf != 0) {
            leaves.raise(entries[entry], number, grown(leaf, LEAF_LENGTH_LOG2));
            entries[entry + LEAF] = 0;
        }
    }

    /** The entry's leaf, made or grown where it must be to hold {@code index}. */
    private long newestLeaf(long[] entries, int entry, long number, int index) {
        long leaf = entries[entry + LEAF];
        if (leaf == 0 || index >= 1 << log2(leaf)) {
            int wanted = number == 0 ? Integer.SIZE - Integer.numberOfLeadingZeros(index) : LEAF_LENGTH_LOG2;
            leaf = grown(leaf, Math.max(GROUP_LENGTH_LOG2, wanted));
            entries[entry + LEAF] = leaf;
        }
        return leaf;
    }

    /** The leaf with room for {@code 1 << capacityLog2} positions: itself, a larger copy or, of 0, a new one. */
    private long grown(long leaf, int capacityLog2) {
        if (leaf != 0 && log2(leaf) >= capacityLog2) {
            return leaf;
        }
        int grown = blocks.allocate(capacityLog2);
        if (leaf != 0) {
            long[] from = blocks.chunk(block(leaf));
            int start = PositionBlocks.start(block(leaf));
            System.arraycopy(from, start, blocks.chunk(grown), PositionBlocks.start(grown), 1 << log2(leaf));
            blocks.free(block(leaf), log2(leaf));
        }
        return leaf(grown, capacityLog2);
    }

    private boolean fillIn(long[] entries, int entry, long sequence, long position) {
        long last = entries[entry + LAST];
        if (isInEntry(last, sequence)) {
            return fill(entries, entry + GROUP + inGroup(sequence), position);
        }
        long number = leafOfGroup(group(sequence));
        long leaf;
        if (number == leafOfGroup(newestGroup(last))) {
            leaf = newestLeaf(entries, entry, number, inLeaf(sequence));
        } else {
            leaf = leaves.value(entries[entry], number);
            if (leaf == 0) {
                leaf = grown(0, LEAF_LENGTH_LOG2);
                leaves.raise(entries[entry], number, leaf);
            }
        }
        return fill(blocks.chunk(block(leaf)), slot(leaf, sequence), position);
    }

    private static boolean fill(long[] slots, int slot, long position) {
        if (slots[slot] != 0) {
            return false;
        }
        slots[slot] = position + 1;
        return true;
    }

    /** Whether the position of a sequence stands in the entry when the last is {@code last}. */
    private static boolean isInEntry(long last, long sequence) {
        return group(sequence) == group(last) && inGroup(last) != GROUP_LAST;
    }

    /** The newest group that has been put away when the last sequence is {@code last}; -1 for none. */
    private static long newestGroup(long last) {
        return inGroup(last) == GROUP_LAST ? group(last) : group(last) - 1;
    }

    private static long leafOfGroup(long group) {
        return group >> LEAF_GROUPS_LOG2;
    }

    private static int inLeaf(long sequence) {
        return (int) sequence & LEAF_MASK;
    }

    private static int slot(long leaf, long sequence) {
        return PositionBlocks.start(block(leaf)) + inLeaf(sequence);
    }

    private static long leaf(int block, int capacityLog2) {
        return ((long) block << 32) | capacityLog2;
    }

    private static int block(long leaf) {
        return (int) (leaf >>> 32);
    }

    private static int log2(long leaf) {
        return (int) leaf;
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

    /**
     * Writes the known positions of the {@code target.length} sequences below {@code sequenceEnd}, newest first, and returns how
     * many there are.
     */
    int positions(long id, long sequenceEnd, long[] target) {
        int entry = id <= 0 ? FIRST_ENTRY : find(table, id);
        if (id <= 0 || table[entry] == 0) {
            return 0;
        }
        int found = 0;
        long last = table[entry + LAST];
        long newest = Math.min(last, sequenceEnd - 1);
        for (long sequence = newest; sequence >= Math.max(1, newest - target.length + 1); sequence--) {
            long kept = kept(entry, last, sequence);
            if (kept != 0) {
                target[found++] = kept - 1;
            }
        }
        return found;
    }

    /** The position of a sequence, -1 when it has not come. */
    long position(long id, long sequence) {
        int entry = id <= 0 ? FIRST_ENTRY : find(table, id);
        if (id <= 0 || table[entry] == 0 || sequence < 1 || sequence > table[entry + LAST]) {
            return -1;
        }
        return kept(entry, table[entry + LAST], sequence) - 1;
    }

    private long kept(int entry, long last, long sequence) {
        if (isInEntry(last, sequence)) {
            return table[entry + GROUP + inGroup(sequence)];
        }
        long number = leafOfGroup(group(sequence));
        boolean isNewest = number == leafOfGroup(newestGroup(last));
        long leaf = isNewest ? table[entry + LEAF] : leaves.value(table[entry], number);
        if (leaf == 0 || inLeaf(sequence) >= 1 << log2(leaf)) {
            return 0;
        }
        return blocks.chunk(block(leaf))[slot(leaf, sequence)];
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

    /** Bytes held, blocks not included. */
    long memoryBytes() {
        return (long) table.length * Long.BYTES + leaves.memoryBytes();
    }
}
