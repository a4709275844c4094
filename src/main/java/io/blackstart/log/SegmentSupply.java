package io.blackstart.log;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the next segments ready on a thread of its own, so that the one who appends does not wait: opens, maps, touches
 * those that are allocated, and allocates one more when the appender has come half way through the last.
 *
 * <p>A failure, such as a full disk, is kept for the one who needs the segment: {@link #take} tries once more and then throws
 * it. It does no harm to the log, and the next call tries again. The thread starts when it is first needed. {@link #take},
 * {@link #extend} and {@link #prepareNow} are for the one appending thread.
 *
 * @param <S> a segment that is ready
 */
public final class SegmentSupply<S extends SegmentSupply.Ready> implements AutoCloseable {
    /** A segment that is ready for records. */
    public interface Ready extends AutoCloseable {
        /** Lets go of file and memory. Idempotent. */
        @Override
        void close();
    }

    /**
     * Makes an allocated segment ready.
     *
     * @param <S> a segment that is ready
     */
    @FunctionalInterface
    public interface Preparer<S> {
        /**
         * Opens the segment that begins at {@code basePosition}.
         *
         * @throws BlackstartException DISK_FULL, IO
         */
        S prepare(long basePosition);
    }

    private final SegmentStore store;
    private final Preparer<S> preparer;
    private final LongConsumer allocated;
    private final int segmentBytes;
    private final int readyMax;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<S> ready = new ArrayDeque<>();
    private final ArrayDeque<Ready> retired = new ArrayDeque<>();
    private long nextBase;
    private long allowedEnd;
    private @Nullable BlackstartException failure;
    private @Nullable Throwable bug;
    private @Nullable Thread thread;
    private boolean closing;

    /**
     * Creates a supply.
     *
     * @param store makes the segments
     * @param preparer makes them ready
     * @param allocated hears of each new {@link SegmentStore#allocatedEnd}, on the supply's thread
     * @param firstBase base position of the first segment that will be taken
     * @param readyMax how many are kept ready at most, at least 1
     */
    public SegmentSupply(
            SegmentStore store, Preparer<S> preparer, LongConsumer allocated, long firstBase, int readyMax) {
        this.store = store;
        this.preparer = preparer;
        this.allocated = allocated;
        this.segmentBytes = store.options().segmentBytes();
        this.nextBase = firstBase;
        this.readyMax = readyMax;
    }

    /** Makes all segments ready that are allocated, as many as are kept, on the calling thread. Before the thread has started. */
    public void prepareNow() {
        while (ready.size() < readyMax && nextBase < store.allocatedEnd()) {
            ready.add(preparer.prepare(nextBase));
            nextBase += segmentBytes;
        }
    }

    /** Allows allocation up to {@code end} and lets the thread work. Does not wait. */
    public void extend(long end) {
        lock.lock();
        try {
            allowedEnd = Math.max(allowedEnd, end);
            start();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The next segment; waits until it is ready.
     *
     * @throws BlackstartException DISK_FULL, IO: as if not called
     */
    public S take() {
        lock.lock();
        try {
            S next = ready.poll();
            if (next == null) {
                failure = null;
                allowedEnd = Math.max(allowedEnd, nextBase + segmentBytes);
                start();
                changed.signalAll();
                next = awaitReady();
            }
            changed.signalAll();
            return next;
        } finally {
            lock.unlock();
        }
    }

    private S awaitReady() {
        S next = ready.poll();
        while (next == null) {
            throwFailure();
            changed.awaitUninterruptibly();
            next = ready.poll();
        }
        return next;
    }

    /**
     * Waits until the segments reach to {@code end}. For any thread.
     *
     * @throws BlackstartException DISK_FULL, IO: one more try failed; CLOSED
     */
    public void awaitAllocated(long end) {
        lock.lock();
        try {
            if (store.allocatedEnd() >= end) {
                return;
            }
            failure = null;
            allowedEnd = Math.max(allowedEnd, end);
            start();
            changed.signalAll();
            while (store.allocatedEnd() < end) {
                throwFailure();
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void throwFailure() {
        if (bug != null) {
            throw new IllegalStateException("the segment supply died", bug);
        }
        if (closing) {
            throw new BlackstartException(ErrorCode.CLOSED, "the log is closed");
        }
        if (failure != null) {
            BlackstartException cause = failure;
            throw new BlackstartException(
                    cause.code(),
                    "no next segment: " + cause.getMessage(),
                    null,
                    BlackstartException.NO_POSITION,
                    cause);
        }
    }

    /** Lets the thread close what is no longer needed: unmapping takes long. */
    public void retire(S segment) {
        lock.lock();
        try {
            retired.add(segment);
            start();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void start() {
        if (thread == null && !closing) {
            var worker = new Thread(this::work, "blackstart-segments");
            worker.setDaemon(true);
            worker.setUncaughtExceptionHandler((dead, cause) -> died(cause));
            thread = worker;
            worker.start();
        }
    }

    private void died(Throwable cause) {
        lock.lock();
        try {
            bug = cause;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        while (true) {
            try {
                Runnable task = nextTask();
                if (task == null) {
                    return;
                }
                task.run();
            } catch (InternalError e) {
                // Of a touched page that cannot be written: the JVM tells of it when it likes.
                fail(MappedStores.failure(e));
            }
        }
    }

    /** What is to do, outside the lock; null at the end. */
    private @Nullable Runnable nextTask() {
        lock.lock();
        try {
            while (!closing) {
                Ready old = retired.poll();
                if (old != null) {
                    return old::close;
                }
                if (failure == null && ready.size() < readyMax && nextBase < store.allocatedEnd()) {
                    return () -> attempt(this::prepareNext);
                }
                if (failure == null && store.allocatedEnd() < allowedEnd) {
                    return () -> attempt(this::allocateNext);
                }
                changed.awaitUninterruptibly();
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void prepareNext() {
        S segment = preparer.prepare(nextBase);
        lock.lock();
        try {
            ready.add(segment);
            nextBase += segmentBytes;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void allocateNext() {
        store.createNext();
        allocated.accept(store.allocatedEnd());
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void attempt(Runnable task) {
        try {
            task.run();
        } catch (BlackstartException e) {
            fail(e);
        }
    }

    private void fail(BlackstartException cause) {
        lock.lock();
        try {
            failure = cause;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the thread, waiting for what it does just now, and closes what was ready. Idempotent. */
    @Override
    public void close() {
        Thread worker;
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
            worker = thread;
        } finally {
            lock.unlock();
        }
        joinUninterruptibly(worker);
        ready.forEach(Ready::close);
        ready.clear();
        retired.forEach(Ready::close);
        retired.clear();
    }

    private static void joinUninterruptibly(@Nullable Thread worker) {
        boolean interrupted = false;
        while (worker != null && worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
