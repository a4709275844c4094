package io.blackstart.crashkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/**
 * How many bytes the calling thread has allocated on the heap, and all threads together outside it, since the meter was
 * {@linkplain #start started}. For one thread. Where the JVM does not count a thread's allocation, the heap part is 0.
 */
public final class AllocationMeter {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final BufferPoolMXBean DIRECT = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .findFirst()
            .orElseThrow();

    private long heapAtStart;
    private long directAtStart;

    /** Begins to count. */
    public void start() {
        heapAtStart = THREADS.getCurrentThreadAllocatedBytes();
        directAtStart = DIRECT.getMemoryUsed();
    }

    /** Bytes since {@link #start}; memory outside the heap counts as far as it is still held. */
    public long bytes() {
        return THREADS.getCurrentThreadAllocatedBytes()
                - heapAtStart
                + Math.max(0, DIRECT.getMemoryUsed() - directAtStart);
    }
}
