package io.blackstart.chat;

import java.util.function.LongConsumer;

/**
 * What is kept of rooms, or of channels: by id the last sequence, how many messages, the sum of their digest terms, and the
 * positions of the newest. Open addressing with linear probing over one array of longs; an entry fills one cache line, so a
 * record costs one probe here and one store in its ring. Grows by doubling when more timelines come than were expected;
 * otherwise {@link #add} allocates only when a ring grows. Single-threaded.
 *
 * <pre>
 *  entry, in longs: 0 id, 0 when the entry is free   1 last sequence   2 count   3 sum of terms
 *                   4 ring: block number in the upper half, binary logarithm of its capacity in the lower
 *                   5 sent-at of the last sequence   6 receivers at the last sequence   7 unused
 * </pre>
 *
 * <p>A ring of capacity c holds the position of sequence s in slot s mod c, for the sequences in (last - c, last]; an empty
 * slot is a sequence that has not come. Small rooms have small rings: c grows with the last sequence up to the smallest
 * power of two that holds the newest count asked for.
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
    private static final int SENT_AT = 5;
    private static final int RECEIVERS = 6;
    private static final int ENTRY_LENGTH_LOG2 = 3;
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
        ringLog2Max = 32 - Integer.numberOfLeadingZeros(Math.max(newestCount, PositionWindows.CAPACITY_MIN) - 1);
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
    int add(long id, long sequence, long position, long sentAtMillis, long term, int receivers) {
        long[] entries = table;
        int entry = find(entries, id);
        if (entries[entry] == 0) {
            entry = create(entry, id);
            entries = table;
        }
        long last = entries[entry + LAST];
        if (sequence > last) {
            advance(entries, entry, sequence, position);
            entries[entry + LAST] = sequence;
            entries[entry + SENT_AT] = sentAtMillis;
            entries[entry + RECEIVERS] = receivers;
        } else {
            int outcome = fillIn(entries[entry + RING], last, sequence, position);
            if (outcome != ADDED) {
                return outcome;
            }
        }
        entries[entry + COUNT]++;
        entries[entry + CONTENTS] += term;
        return ADDED;
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
        int capacityLog2 = Integer.numberOfTrailingZeros(PositionWindows.CAPACITY_MIN);
        table[entry + RING] = ring(windows.allocate(capacityLog2), capacityLog2);
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

    private void advance(long[] entries, int entry, long sequence, long position) {
        long ring = entries[entry + RING];
        long last = entries[entry + LAST];
        if (sequence > 1L << log2(ring) && log2(ring) < ringLog2Max) {
            ring = growRing(ring, last, sequence);
            entries[entry + RING] = ring;
        }
        long[] slots = windows.chunk(block(ring));
        int start = PositionWindows.start(block(ring));
        int ringMask = (1 << log2(ring)) - 1;
        if (sequence - last != 1) {
            for (long skipped = Math.max(last + 1, sequence - ringMask); skipped < sequence; skipped++) {
                slots[start + ((int) skipped & ringMask)] = 0;
            }
        }
        slots[start + ((int) sequence & ringMask)] = position + 1;
    }

    private long growRing(long ring, long last, long sequence) {
        int grownLog2 = log2(ring) + 1;
        while (grownLog2 < ringLog2Max && sequence > 1L << grownLog2) {
            grownLog2++;
        }
        int grown = windows.allocate(grownLog2);
        long[] from = windows.chunk(block(ring));
        int fromStart = PositionWindows.start(block(ring));
        int fromMask = (1 << log2(ring)) - 1;
        long[] to = windows.chunk(grown);
        int toStart = PositionWindows.start(grown);
        int toMask = (1 << grownLog2) - 1;
        for (long held = Math.max(1, last - fromMask); held <= last; held++) {
            to[toStart + ((int) held & toMask)] = from[fromStart + ((int) held & fromMask)];
        }
        windows.free(block(ring), log2(ring));
        return ring(grown, grownLog2);
    }

    private int fillIn(long ring, long last, long sequence, long position) {
        int capacity = 1 << log2(ring);
        if (sequence <= last - capacity) {
            return STALE;
        }
        long[] slots = windows.chunk(block(ring));
        int slot = PositionWindows.start(block(ring)) + ((int) sequence & (capacity - 1));
        if (slots[slot] != 0) {
            return DUPLICATE;
        }
        slots[slot] = position + 1;
        return ADDED;
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

    long lastSentAtMillis(long id) {
        return field(id, SENT_AT);
    }

    int lastReceiverCount(long id) {
        return (int) field(id, RECEIVERS);
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
        long ring = table[entry + RING];
        long last = table[entry + LAST];
        long[] slots = windows.chunk(block(ring));
        int start = PositionWindows.start(block(ring));
        int capacity = 1 << log2(ring);
        int found = 0;
        long oldest = Math.max(1, last - Math.min(capacity, countMax) + 1);
        for (long sequence = last; sequence >= oldest && found < target.length; sequence--) {
            long slot = slots[start + ((int) sequence & (capacity - 1))];
            if (slot != 0) {
                target[found++] = slot - 1;
            }
        }
        return found;
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
