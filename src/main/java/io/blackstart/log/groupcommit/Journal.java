package io.blackstart.log.groupcommit;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.log.Durability;
import io.blackstart.log.DurableMark;
import io.blackstart.log.LogGuard;
import io.blackstart.log.SegmentStore;
import io.blackstart.log.SegmentSupply;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The ring, the thread that empties it and what it needs. One batch is: gather what is published and for a little what is
 * still coming ({@link Linger}), writing large pieces early, force once, store the mark, acknowledge. The ring's memory is given back after the write, so
 * producers fill it again while the force goes on.
 *
 * <p>A segment is complete and, class POWER, forced before the next is written to, and a batch is forced before the next
 * begins. So what is not forced lies in one segment, and no byte of a later batch proves anything about an earlier one wrongly.
 *
 * <p><b>Failures.</b> A failed write or force poisons the log; the force is not repeated, as the second would only seem to
 * succeed, nor the write, although it could be when the disk was full: positions behind it are given away already, and
 * {@code open} is the place that mends. With allocated segments a write does not meet a full disk, except on file systems that
 * copy on write.
 */
final class Journal {
    /** A batch is forced at the latest when it has so many bytes. */
    private static final int BATCH_BYTES_MAX = 1 << 22;
    /** One write. */
    private static final int WRITE_BYTES_MAX = 1 << 20;
    /** While waiting for more, so many bytes are worth a write of their own. */
    private static final int EARLY_WRITE_BYTES = 1 << 15;

    private static final int SPIN_COUNT = 2_000;
    /**
     * Between two looks at the ring while a batch gathers. Each look takes the cache line that producers are writing away from
     * them, and the next append has to fetch it back. Together with the spin of {@link AcknowledgementSpin}, interleaved on two
     * cores: one record in flight went from 0.7 of the device to all of it; a window of 1,024 gained on busy passes and
     * nothing on quiet ones.
     */
    private static final int PAUSES_BETWEEN_LOOKS = 24;

    private final SegmentStore store;
    private final DurableMark mark;
    private final LogGuard guard;
    private final AcknowledgementWaiters waiters;
    private final FrameRing ring;
    private final SegmentSupply<JournalSegment> supply;
    private final JournalWakeUp wakeUp = new JournalWakeUp();
    private final Linger linger = new Linger();
    private final boolean power;
    private final int segmentBytes;
    private final Thread thread;

    private volatile long written;
    private volatile long acknowledged;
    private volatile long forceNanos;
    private volatile boolean stopping;

    // The journal thread's own.
    private @Nullable JournalSegment segment;
    private long next;
    private long extendedEnd;

    Journal(SegmentStore store, int ringBytes, LogGuard guard, AcknowledgementWaiters waiters) {
        this.store = store;
        this.mark = store.mark();
        this.guard = guard;
        this.waiters = waiters;
        this.power = store.options().durability() == Durability.POWER;
        this.segmentBytes = store.options().segmentBytes();
        long origin = store.report().endPosition();
        this.ring = new FrameRing(
                ringBytes,
                store.options().maxRecordLength(),
                segmentBytes,
                store.options().logId(),
                origin,
                wakeUp);
        ring.allow(store.allocatedEnd());
        this.supply = new SegmentSupply<>(
                store,
                base -> new JournalSegment(base, store.openSegment(base)),
                ring::allow,
                origin & -(long) segmentBytes,
                1);
        this.written = origin;
        this.acknowledged = origin;
        this.next = store.dataPosition(origin);
        this.thread = new Thread(this::run, "blackstart-journal");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((dead, cause) -> died(cause));
        thread.start();
    }

    // For the callers.

    long append(DirectBuffer buffer, int offset, int length) {
        long position = ring.append(buffer, offset, length);
        return position >= 0 ? position : appendSlowly(position, buffer, offset, length);
    }

    private long appendSlowly(long why, DirectBuffer buffer, int offset, int length) {
        boolean interrupted = false;
        long position = why;
        for (int attempt = 1; position < 0; attempt++) {
            guard.check();
            if (position == FrameRing.NO_ROOM) {
                supply.awaitAllocated(ring.allowedEnd() + segmentBytes);
            } else if (attempt % 64 == 0) {
                LockSupport.parkNanos(this, 20_000);
                interrupted |= Thread.interrupted();
            } else {
                Thread.onSpinWait();
            }
            position = ring.append(buffer, offset, length);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return position;
    }

    /** Behind the last record that was appended. */
    long endPosition() {
        return ring.endPosition();
    }

    /** All below is in the file. */
    long writtenPosition() {
        return written;
    }

    /** All below is acknowledged. */
    long acknowledgedPosition() {
        return acknowledged;
    }

    /** What a force took of late, smoothed; 0 before the first. */
    long forceNanos() {
        return forceNanos;
    }

    /** Writes and acknowledges what is published, then ends the thread and lets go of the segment. */
    void stop() {
        stopping = true;
        wakeUp.signalAllWhenBlocking();
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        supply.close();
        ring.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // The journal thread.

    private void run() {
        try {
            while (awaitPublished()) {
                batch();
            }
        } catch (BlackstartException e) {
            guard.fail(e);
        } catch (InternalError e) {
            guard.fail(e);
        } finally {
            if (segment != null) {
                segment.close();
            }
            waiters.wakeAll();
        }
    }

    private void died(Throwable cause) {
        guard.fail(new BlackstartException(
                ErrorCode.IO, "the journal died: " + cause, null, BlackstartException.NO_POSITION, cause));
        waiters.wakeAll();
    }

    private boolean awaitPublished() {
        int spins = 0;
        while (!ring.isPublished(next)) {
            if (stopping) {
                return ring.isPublished(next);
            }
            if (spins++ < SPIN_COUNT) {
                Thread.onSpinWait();
            } else {
                wakeUp.sleepUnless(() -> stopping || ring.isPublished(next));
            }
        }
        return true;
    }

    private void batch() {
        long before = acknowledged;
        if (power) {
            // Not written at once: that would be a system call for the first record alone.
            awaitMore(before);
            forceAndAcknowledge(before);
        } else {
            writePublished(before);
            mark.acknowledged(written);
            acknowledged = written;
        }
        waiters.wakeAll();
    }

    private void awaitMore(long before) {
        linger.begin(System.nanoTime(), ring.endPosition());
        while (!stopping && linger.goesOn(System.nanoTime(), ring.endPosition(), written - before)) {
            long claimed = ring.endPosition() - before;
            if (claimed - (written - before) >= EARLY_WRITE_BYTES || linger.isExpected(claimed)) {
                writePublished(before);
            } else {
                pauseBetweenLooks();
            }
        }
        writePublished(before);
    }

    private static void pauseBetweenLooks() {
        for (int pause = 0; pause < PAUSES_BETWEEN_LOOKS; pause++) {
            Thread.onSpinWait();
        }
    }

    private void writePublished(long before) {
        int length = ring.publishedLength(next, WRITE_BYTES_MAX);
        while (length > 0) {
            JournalSegment current = segmentOf(next);
            current.file().write(ring.piece(next, length), next - current.basePosition());
            written = next + length;
            ring.release(written);
            next = store.dataPosition(written);
            length = written - before < BATCH_BYTES_MAX ? ring.publishedLength(next, WRITE_BYTES_MAX) : 0;
        }
    }

    private JournalSegment segmentOf(long position) {
        JournalSegment current = segment;
        if (current == null || position >= current.basePosition() + segmentBytes) {
            current = roll(current);
        }
        long half = current.basePosition() + segmentBytes / 2;
        if (position > half && extendedEnd < half) {
            extendedEnd = current.basePosition() + segmentBytes;
            supply.extend(extendedEnd + segmentBytes);
        }
        return current;
    }

    private JournalSegment roll(@Nullable JournalSegment full) {
        if (full != null) {
            if (power) {
                forceAndAcknowledge(acknowledged);
                mark.force();
            }
            segment = null;
            supply.retire(full);
        }
        JournalSegment entered = supply.take();
        segment = entered;
        return entered;
    }

    private void forceAndAcknowledge(long before) {
        JournalSegment current = segment;
        if (current == null || written == before) {
            return;
        }
        long beganNanos = System.nanoTime();
        current.file().force();
        long nanos = System.nanoTime() - beganNanos;
        mark.forced(written);
        linger.forced(Math.min(BATCH_BYTES_MAX, ring.endPosition() - before), nanos);
        forceNanos = linger.forceNanos();
        acknowledged = written;
    }
}
