package io.blackstart.benchmarks;

import io.blackstart.log.Durability;
import io.blackstart.log.MessageLog;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits for durability on a thread of its own, as a server does that answers its clients asynchronously: always for the newest
 * record appended, so that designs which force only when someone waits keep forcing. A log below class POWER acknowledges by
 * itself and gets no thread.
 */
final class DurabilityWaiter implements AutoCloseable {
    private static final long NOTHING = -1;
    private static final int SPINS_BEFORE_PARK = 200;

    private final MessageLog log;
    private final boolean needed;
    private final Thread thread;
    private volatile long newestPosition = NOTHING;
    private volatile boolean parked;
    private volatile boolean stopped;

    private DurabilityWaiter(MessageLog log) {
        this.log = log;
        this.needed = log.durability().covers(Durability.POWER);
        this.thread = new Thread(this::awaitAll, "durability-waiter");
    }

    /** Starts waiting where the log's class needs it. */
    static DurabilityWaiter start(MessageLog log) {
        var waiter = new DurabilityWaiter(log);
        if (waiter.needed) {
            waiter.thread.start();
        }
        return waiter;
    }

    /** Tells of a record; called by the appending thread only. */
    void appended(long position) {
        if (needed) {
            newestPosition = position;
            if (parked) {
                LockSupport.unpark(thread);
            }
        }
    }

    private void awaitAll() {
        long awaited = NOTHING;
        while (true) {
            long position = nextAfter(awaited);
            if (position == awaited) {
                return;
            }
            log.awaitDurable(position);
            awaited = position;
        }
    }

    /** The newest position, once it is not {@code awaited} any more; {@code awaited} itself when there will be none. */
    private long nextAfter(long awaited) {
        int spins = 0;
        while (newestPosition == awaited && !stopped) {
            if (spins++ < SPINS_BEFORE_PARK) {
                Thread.onSpinWait();
                continue;
            }
            parked = true;
            if (newestPosition == awaited && !stopped) {
                LockSupport.park(this);
            }
            parked = false;
        }
        return newestPosition;
    }

    /** Waits until every record told of is durable, then ends the thread. */
    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
