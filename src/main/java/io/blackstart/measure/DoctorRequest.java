package io.blackstart.measure;

import java.nio.file.Path;

/**
 * What a run is going to ask of the machine.
 *
 * @param dataDirectory where the logs under test are written; need not exist yet
 * @param requiredBytes the most that the plan has on disk at one time, 0 or more
 * @param heapBytes the largest heap of one fork, 0 or more
 * @param cacheBytes the page cache that the largest warm cell wants beside that heap, 0 or more
 * @param durable whether a cell of class POWER is in the plan: such a cell refuses file systems whose sync is free
 * @param cold whether a cold cell is in the plan: such a cell wants caches that can be dropped
 */
public record DoctorRequest(
        Path dataDirectory, long requiredBytes, long heapBytes, long cacheBytes, boolean durable, boolean cold) {
    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException when one is negative
     */
    public DoctorRequest {
        if (requiredBytes < 0 || heapBytes < 0 || cacheBytes < 0) {
            throw new IllegalArgumentException(
                    "requiredBytes=" + requiredBytes + ", heapBytes=" + heapBytes + ", cacheBytes=" + cacheBytes);
        }
    }
}
