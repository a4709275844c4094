package io.blackstart.chat;

import java.util.Arrays;

/**
 * Memory for the leaves in which timelines keep the log positions of their records. A leaf has a power of two of slots and grows
 * by moving to a larger block; blocks that were left are handed out again. Blocks are carved from chunks of
 * {@value #CHUNK_LENGTH} slots, so nothing is ever copied but the one leaf that grows.
 *
 * <p>A block is known by its number, the index of its first slot over all chunks. A slot holds a position plus 1, or 0 when
 * empty. Single-threaded.
 */
final class PositionBlocks {
    private static final int CHUNK_LENGTH_LOG2 = 17;
    /** 1 MiB of slots. */
    private static final int CHUNK_LENGTH = 1 << CHUNK_LENGTH_LOG2;

    private static final int CHUNK_MASK = CHUNK_LENGTH - 1;
    /** Block numbers are int: the last chunk that would reach 2^31 is never made. */
    private static final int CHUNK_COUNT_MAX = (1 << (31 - CHUNK_LENGTH_LOG2)) - 1;

    private static final int NONE = -1;

    private long[][] chunks = new long[4][];
    private int chunkCount;
    private int nextSlot;
    private int slotsEnd;
    /** By binary logarithm of the capacity: the first free block, whose first slot holds the next one. */
    private final int[] freeBlocks = new int[CHUNK_LENGTH_LOG2 + 1];

    /** Creates it with room for {@code slots} slots allocated ahead. */
    PositionBlocks(long slots) {
        Arrays.fill(freeBlocks, NONE);
        long needed = (slots + CHUNK_LENGTH - 1) >>> CHUNK_LENGTH_LOG2;
        for (long chunk = 0; chunk < needed; chunk++) {
            addChunk();
        }
    }

    /** An empty leaf of {@code 1 << capacityLog2} slots. */
    int allocate(int capacityLog2) {
        int free = freeBlocks[capacityLog2];
        if (free != NONE) {
            freeBlocks[capacityLog2] = (int) chunk(free)[free & CHUNK_MASK];
            int start = free & CHUNK_MASK;
            Arrays.fill(chunk(free), start, start + (1 << capacityLog2), 0);
            return free;
        }
        int capacity = 1 << capacityLog2;
        if (CHUNK_LENGTH - (nextSlot & CHUNK_MASK) < capacity) {
            nextSlot = (nextSlot | CHUNK_MASK) + 1;
        }
        if (nextSlot == slotsEnd) {
            addChunk();
        }
        int block = nextSlot;
        nextSlot += capacity;
        return block;
    }

    /** Gives a leaf back. */
    void free(int block, int capacityLog2) {
        chunk(block)[block & CHUNK_MASK] = freeBlocks[capacityLog2];
        freeBlocks[capacityLog2] = block;
    }

    /** The chunk that holds the whole block; its slots begin at {@link #start}. */
    long[] chunk(int block) {
        return chunks[block >>> CHUNK_LENGTH_LOG2];
    }

    /** Where in its {@link #chunk} the block begins. */
    static int start(int block) {
        return block & CHUNK_MASK;
    }

    /** Bytes held. */
    long memoryBytes() {
        return (long) chunkCount * CHUNK_LENGTH * Long.BYTES;
    }

    private void addChunk() {
        if (chunkCount == CHUNK_COUNT_MAX) {
            throw new IllegalStateException("chunkCount=" + chunkCount + ": more positions than one state can keep");
        }
        if (chunkCount == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunks.length * 2);
        }
        chunks[chunkCount++] = new long[CHUNK_LENGTH];
        slotsEnd += CHUNK_LENGTH;
    }
}
