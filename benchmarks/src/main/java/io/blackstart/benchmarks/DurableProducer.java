package io.blackstart.benchmarks;

import io.blackstart.log.MessageLog;
import io.blackstart.workload.RecordSource;
import io.blackstart.workload.RecordTape;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/** One thread that appends to the shared log and lets as many records be in flight as its window holds. */
@State(Scope.Thread)
public class DurableProducer {
    private MessageLog log;
    private RecordSource records;
    private AckWindow window;
    private @Nullable ReentrantLock appendLock;
    private long appendedCount;
    private long newestPosition;

    /** Makes the records. */
    @Setup(Level.Trial)
    public void makeRecords(DurableLog shared, ThreadParams thread) {
        records = shared.recordsOf(thread.getThreadIndex());
    }

    /** Joins the log of an iteration. */
    @Setup(Level.Iteration)
    public void join(DurableLog shared, ThreadParams thread) {
        log = shared.log();
        RecordTape.rewind(records);
        window = new AckWindow(shared.windowOfEach());
        appendLock = shared.appendLock();
        appendedCount = 0;
        newestPosition = -1;
        shared.join(thread.getThreadIndex(), this);
    }

    /** Appends one record, after waiting for the oldest when the window is full; returns its position. */
    long append() {
        if (window.isFull()) {
            window.acknowledge(log.awaitDurable(window.oldest()));
        }
        records.next();
        long position = appendLock == null ? appendNext() : appendLocked(appendLock);
        window.add(position);
        newestPosition = position;
        appendedCount++;
        return position;
    }

    private long appendNext() {
        return log.append(records.buffer(), records.offset(), records.length());
    }

    private long appendLocked(ReentrantLock lock) {
        lock.lock();
        try {
            return appendNext();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all records are acknowledged; returns the newest position, -1 without a record. */
    long awaitAll() {
        if (!window.isEmpty()) {
            window.acknowledge(log.awaitDurable(newestPosition));
        }
        if (!window.isEmpty()) {
            throw new CheckFailedException("position=" + window.oldest() + " is not durable though a later one is");
        }
        return newestPosition;
    }

    /** Records appended in this iteration, those before and after the timed part included. */
    long appendedCount() {
        return appendedCount;
    }
}
