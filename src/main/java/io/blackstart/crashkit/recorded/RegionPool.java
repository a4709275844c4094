package io.blackstart.crashkit.recorded;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;

/** Direct buffers of mappings that were closed, for the next ones of that length: taking them from the system is slow. */
final class RegionPool {
    private static final int KEPT_MAX = 64;
    private static final Map<Integer, Queue<ByteBuffer>> FREE = new ConcurrentHashMap<>();

    private RegionPool() {}

    /** A buffer whose bytes are undefined. */
    static ByteBuffer take(int length) {
        Queue<ByteBuffer> free = FREE.computeIfAbsent(length, key -> new ArrayDeque<>());
        ByteBuffer buffer;
        synchronized (free) {
            buffer = free.poll();
        }
        return buffer == null ? ByteBuffer.allocateDirect(length) : buffer;
    }

    static void give(ByteBuffer buffer) {
        Queue<ByteBuffer> free = FREE.computeIfAbsent(buffer.capacity(), key -> new ArrayDeque<>());
        synchronized (free) {
            if (free.size() < KEPT_MAX) {
                free.add(buffer.clear());
            }
        }
    }
}
