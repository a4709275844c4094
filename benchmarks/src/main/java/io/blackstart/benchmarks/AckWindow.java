package io.blackstart.benchmarks;

/** Positions of the records that one producer appended and has not yet seen acknowledged, oldest first. One thread. */
final class AckWindow {
    private final long[] positions;
    private final int size;
    private int head;
    private int count;

    /**
     * An empty window.
     *
     * @param size records it holds, at least 1
     */
    AckWindow(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("size=" + size + " must be at least 1");
        }
        this.size = size;
        this.positions = new long[size];
    }

    /** Whether the producer must wait before it appends again. */
    boolean isFull() {
        return count == size;
    }

    /** Whether everything is acknowledged. */
    boolean isEmpty() {
        return count == 0;
    }

    /** The oldest position; only when not empty. */
    long oldest() {
        return positions[head];
    }

    /** Adds the newest position; only when not full. */
    void add(long position) {
        int tail = head + count;
        positions[tail < size ? tail : tail - size] = position;
        count++;
    }

    /**
     * Removes every record below {@code durablePosition}.
     *
     * @throws CheckFailedException when not even the oldest lies below it, although it was waited for
     */
    void acknowledge(long durablePosition) {
        if (positions[head] >= durablePosition) {
            throw new CheckFailedException("awaitDurable(" + positions[head] + ") returned " + durablePosition
                    + ", which does not lie above it");
        }
        do {
            head = head + 1 < size ? head + 1 : 0;
            count--;
        } while (count > 0 && positions[head] < durablePosition);
    }
}
