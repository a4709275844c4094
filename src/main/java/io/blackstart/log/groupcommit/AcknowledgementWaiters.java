package io.blackstart.log.groupcommit;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Threads that sleep until the journal has acknowledged more. A stack; whoever wakes takes all of it. */
final class AcknowledgementWaiters {
    private static final class Waiter {
        private final Thread thread = Thread.currentThread();
        private @Nullable Waiter next;
        private volatile boolean woken;
    }

    private final AtomicReference<@Nullable Waiter> top = new AtomicReference<>();

    /** Tells whether what one waits for has come. */
    @FunctionalInterface
    interface Condition {
        boolean holds(long position);
    }

    /**
     * Sleeps until the next {@link #wakeAll}, unless {@code condition} holds. Interrupts do not wake it; the flag is kept.
     *
     * @param position handed to the condition
     */
    void sleepUnless(Condition condition, long position) {
        var waiter = new Waiter();
        do {
            waiter.next = top.get();
        } while (!top.compareAndSet(waiter.next, waiter));
        boolean interrupted = false;
        // The waiter is on the stack before the condition is read: a change after this is followed by a wake-up.
        while (!waiter.woken && !condition.holds(position)) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Wakes all who sleep; after the change they wait for. */
    void wakeAll() {
        for (Waiter waiter = top.getAndSet(null); waiter != null; waiter = waiter.next) {
            waiter.woken = true;
            LockSupport.unpark(waiter.thread);
        }
    }
}
