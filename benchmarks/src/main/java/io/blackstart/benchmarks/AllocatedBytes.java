package io.blackstart.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/**
 * Heap bytes that all living threads allocate from {@link #start} to {@link #stop}. JMH's {@code -prof gc} counts the untimed
 * set-up and tear-down of an iteration too, and on JDK 17 misses threads that end within it; this counts the timed part only.
 * Its own few arrays are in the figure.
 */
final class AllocatedBytes {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Map<Long, Long> before = new HashMap<>();

    /** Begins to count. */
    void start() {
        before.clear();
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        for (int index = 0; index < ids.length; index++) {
            before.put(ids[index], bytes[index]);
        }
        // Threads that fill the map allocate too: the caller's own count begins behind that.
        long self = Thread.currentThread().getId();
        before.put(self, 0L);
        before.put(self, threads.getThreadAllocatedBytes(self));
    }

    /** Bytes allocated since {@link #start} by threads that live now, 0 or more. */
    long stop() {
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        long sum = 0;
        for (int index = 0; index < ids.length; index++) {
            if (bytes[index] > 0) {
                sum += bytes[index] - before.getOrDefault(ids[index], 0L);
            }
        }
        return Math.max(0, sum);
    }
}
