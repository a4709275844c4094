package io.blackstart.log;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether a log may still be used: it stops for good at the first failed write or force, and at close. Safe for many threads;
 * {@link #check} costs one volatile read.
 */
public final class LogGuard {
    private final AtomicReference<@Nullable BlackstartException> failure = new AtomicReference<>();
    private volatile boolean stopped;
    private volatile boolean closed;

    /** Creates the guard of an open log. */
    public LogGuard() {}

    /**
     * Lets pass while the log is open.
     *
     * @throws BlackstartException CLOSED after close; after a failure its code, with it as the cause
     */
    public void check() {
        if (stopped) {
            throw refusal();
        }
    }

    /** Whether the log failed or was closed. */
    public boolean isStopped() {
        return stopped;
    }

    /** Whether the log was closed. */
    public boolean isClosed() {
        return closed;
    }

    /** What poisoned the log, null when nothing did. */
    public @Nullable BlackstartException failure() {
        return failure.get();
    }

    /**
     * Poisons the log: nothing more is acknowledged.
     *
     * @param cause why; only the first counts
     * @return {@code cause}, to be thrown
     */
    public BlackstartException fail(BlackstartException cause) {
        failure.compareAndSet(null, cause);
        stopped = true;
        return cause;
    }

    /**
     * Poisons the log after a fault in mapped memory, which the JVM tells of by an {@link InternalError}.
     *
     * @return what to throw
     */
    public BlackstartException fail(InternalError fault) {
        return fail(new BlackstartException(
                ErrorCode.IO, "a mapped page could not be reached", null, BlackstartException.NO_POSITION, fault));
    }

    /** Stops the log for close; false when it was closed before. */
    public synchronized boolean close() {
        boolean first = !closed;
        closed = true;
        stopped = true;
        return first;
    }

    /** What a caller of a stopped log gets. */
    public BlackstartException refusal() {
        BlackstartException first = failure.get();
        if (closed || first == null) {
            return new BlackstartException(ErrorCode.CLOSED, "the log is closed");
        }
        return new BlackstartException(
                first.code(),
                "the log stopped and must be opened again, after " + first.getMessage(),
                null,
                BlackstartException.NO_POSITION,
                first);
    }
}
