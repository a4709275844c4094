package io.blackstart.log.groupcommit;

import io.blackstart.BlackstartException;
import io.blackstart.log.Durability;
import io.blackstart.log.LogGuard;
import io.blackstart.log.LogSegments;
import io.blackstart.log.MessageLog;
import io.blackstart.log.OpenReport;
import io.blackstart.log.RecordConsumer;
import io.blackstart.log.SegmentStore;
import io.blackstart.log.SegmentedLog;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A log of many producers and one journal. Append copies the record into the ring and gives its position; the journal makes
 * it durable soon, asked or not. The ring and the thread come with the first append.
 */
final class GroupCommitLog implements MessageLog, SegmentedLog {

    private final SegmentStore store;
    private final int ringBytes;
    private final int maxRecordLength;
    private final int segmentBytes;
    private final LogGuard guard = new LogGuard();
    private final AcknowledgementWaiters waiters = new AcknowledgementWaiters();
    private final AcknowledgementSpin spin =
            new AcknowledgementSpin(Runtime.getRuntime().availableProcessors() / 2);

    private volatile @Nullable Journal journal;

    GroupCommitLog(SegmentStore store, int ringBytes) {
        this.store = store;
        this.ringBytes = ringBytes;
        this.maxRecordLength = store.options().maxRecordLength();
        this.segmentBytes = store.options().segmentBytes();
        if (store.options().preallocatedBytes() > 0) {
            start();
        }
    }

    private synchronized Journal start() {
        Journal running = journal;
        if (running == null) {
            guard.check();
            try {
                store.beginAppending();
            } catch (BlackstartException e) {
                throw guard.fail(e);
            }
            running = new Journal(store, ringBytes, guard, waiters);
            journal = running;
        }
        return running;
    }

    @Override
    public long append(DirectBuffer buffer, int offset, int length) {
        if (length < 1 || length > maxRecordLength) {
            throw new IllegalArgumentException("length=" + length + " must be from 1 to " + maxRecordLength);
        }
        guard.check();
        Journal running = journal;
        return (running == null ? start() : running).append(buffer, offset, length);
    }

    @Override
    public long awaitDurable(long position) {
        Journal running = journal;
        if (running != null && spin.until(running, position)) {
            return running.acknowledgedPosition();
        }
        if (position >= endPosition()) {
            throw new IllegalArgumentException(
                    "position=" + position + " was not appended, endPosition=" + endPosition());
        }
        while (position >= durablePosition()) {
            guard.check();
            waiters.sleepUnless(this::isSettled, position);
        }
        return durablePosition();
    }

    private boolean isSettled(long position) {
        return position < durablePosition() || guard.isStopped();
    }

    @Override
    public long durablePosition() {
        Journal running = journal;
        return running == null ? store.report().endPosition() : running.acknowledgedPosition();
    }

    @Override
    public long endPosition() {
        Journal running = journal;
        return running == null ? store.report().endPosition() : running.endPosition();
    }

    @Override
    public long read(long fromPosition, RecordConsumer consumer) {
        if (guard.isClosed()) {
            throw guard.refusal();
        }
        Journal running = journal;
        long end = running == null ? store.report().endPosition() : awaitWritten(running);
        return store.read(fromPosition, end, consumer);
    }

    /** Waits until what was appended before the call is in the file; after a failure, what is there is all there will be. */
    private long awaitWritten(Journal running) {
        long end = running.endPosition();
        // A claim may have ended in a segment's header, where nothing is written.
        long base = end & -(long) segmentBytes;
        long target = end == store.dataPosition(end) ? end : base;
        while (running.writtenPosition() < target && !guard.isStopped()) {
            waiters.sleepUnless(position -> running.writtenPosition() >= position || guard.isStopped(), target);
        }
        return Math.min(target, running.writtenPosition());
    }

    @Override
    public void truncateTo(long position) {
        guard.check();
        long end = endPosition();
        while (durablePosition() < end && journal != null && !guard.isStopped()) {
            waiters.sleepUnless(this::isSettled, end - 1);
        }
        guard.check();
        if (position != end && position != durablePosition()) {
            throw new IllegalArgumentException("position=" + position + " is below durablePosition=" + durablePosition()
                    + ": the journal acknowledges all that was appended without being asked");
        }
    }

    @Override
    public LogSegments segments() {
        Journal running = journal;
        return store.segments(running == null ? store.report().endPosition() : awaitWritten(running));
    }

    @Override
    public OpenReport openReport() {
        return store.report();
    }

    @Override
    public Durability durability() {
        return store.options().durability();
    }

    @Override
    public int maxRecordLength() {
        return maxRecordLength;
    }

    @Override
    public void close() {
        if (!guard.close()) {
            return;
        }
        try (store) {
            Journal running = journal;
            if (running != null) {
                running.stop();
                markClosed(running);
            }
        }
    }

    private void markClosed(Journal stopped) {
        long end = stopped.acknowledgedPosition();
        BlackstartException failure = guard.failure();
        if (failure == null) {
            store.markClosed(durability() == Durability.POWER ? end : store.forcedAtOpening(), end);
        } else if (end < stopped.endPosition()) {
            // The journal failed on its own thread: who appended and did not wait hears of it here at the latest.
            throw new BlackstartException(
                    failure.code(),
                    "closed, and what was appended from this position on is not acknowledged, after "
                            + failure.getMessage(),
                    null,
                    end,
                    failure);
        }
    }
}
