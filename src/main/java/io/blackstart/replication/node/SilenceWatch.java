package io.blackstart.replication.node;

import io.blackstart.replication.wire.Link;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Closes links on which nothing has arrived for too long: the only way to learn that the other end is stopped, gone without a
 * word, or never spoke. It also frees threads that are stuck in writing to it.
 */
public final class SilenceWatch implements AutoCloseable {
    private final Map<Link, LongSupplier> lastHeardNanos = new ConcurrentHashMap<>();
    private final long silenceNanos;
    private final Thread thread;
    private volatile boolean stopped;

    /** Starts watching. */
    SilenceWatch(String name, int silenceMillis) {
        silenceNanos = TimeUnit.MILLISECONDS.toNanos(silenceMillis);
        thread = Threads.start(name + "-silence", this::run);
    }

    /** Watches a link from now on, until {@link #forget}. */
    void watch(Link link, LongSupplier heardNanos) {
        lastHeardNanos.put(link, heardNanos);
    }

    void forget(Link link) {
        lastHeardNanos.remove(link);
    }

    private void run() {
        long stepMillis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(silenceNanos) / 4);
        while (!stopped) {
            long now = System.nanoTime();
            lastHeardNanos.forEach((link, heard) -> {
                if (now - heard.getAsLong() > silenceNanos) {
                    link.close();
                }
            });
            if (!Threads.pause(stepMillis)) {
                return;
            }
        }
    }

    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
        Threads.join(thread);
    }
}
