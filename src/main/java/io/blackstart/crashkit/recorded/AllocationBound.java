package io.blackstart.crashkit.recorded;

/**
 * What a case may allocate: twice what the undamaged log was seen to need, and some room. So a length that was read from a
 * damaged file and not checked shows long before the memory runs out. Safe for many threads.
 */
final class AllocationBound {
    private static final long ROOM_BYTES = 2 << 20;

    private final long bytesMax;
    private long seenBytes = -1;

    /**
     * Creates a bound.
     *
     * @param bytesMax never allow more than this
     */
    AllocationBound(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** The undamaged log needed so many bytes. */
    synchronized void see(long bytes) {
        seenBytes = Math.max(seenBytes, bytes);
    }

    /** Bytes that a case may allocate. */
    synchronized long bytes() {
        return seenBytes < 0 ? bytesMax : Math.min(bytesMax, 2 * seenBytes + ROOM_BYTES);
    }
}
