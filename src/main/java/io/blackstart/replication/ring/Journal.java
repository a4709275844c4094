package io.blackstart.replication.ring;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.TimeoutException;
import io.blackstart.BlackstartException;
import io.blackstart.replication.node.ReplicaLog;
import io.blackstart.replication.node.Threads;
import io.blackstart.replication.wire.WireFrame;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Appends what is in the ring to the leader's log. Its thread alone lets readers in, since it knows position and sequence. */
final class Journal implements AutoCloseable {
    /** Bytes appended before readers and policy hear of it. */
    private static final int CHUNK_BYTES = 1 << 16;

    private final RecordRing ring;
    private final ReplicaLog log;
    private final Runnable appended;
    private final Consumer<BlackstartException> failed;
    private final SequenceBarrier barrier;
    private final Queue<Joining> joining = new ConcurrentLinkedQueue<>();
    private final Thread thread;

    private volatile boolean stopped;

    /** A reader that wants to take part. */
    static final class Joining {
        private final RecordRing.Reader reader;
        private volatile long position = -1;

        Joining(RecordRing.Reader reader) {
            this.reader = reader;
        }

        /** Position of the first record the reader gets from the ring; -1 as long as it is not let in. */
        long position() {
            return position;
        }
    }

    Journal(RecordRing ring, ReplicaLog log, Runnable appended, Consumer<BlackstartException> failed) {
        this.ring = ring;
        this.log = log;
        this.appended = appended;
        this.failed = failed;
        barrier = ring.barrier();
        thread = Threads.start("leader-journal", this::run);
    }

    /** Asks for a reader to be let in. */
    Joining join(RecordRing.Reader reader) {
        var request = new Joining(reader);
        joining.add(request);
        return request;
    }

    private void run() {
        try {
            while (!stopped) {
                letIn();
                step();
            }
        } catch (BlackstartException e) {
            failed.accept(e);
            drain();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void letIn() {
        for (Joining request = joining.poll(); request != null; request = joining.poll()) {
            ring.join(request.reader);
            request.position = log.endPosition();
        }
    }

    private void step() throws InterruptedException {
        long consumed = ring.journal().get();
        try {
            appendUpTo(barrier.waitFor(consumed + 1));
        } catch (TimeoutException e) {
            // Nothing for a while: time to look who wants to join.
            return;
        } catch (AlertException e) {
            stopped = true;
        }
    }

    /** What was published belongs into this log too: followers may have acknowledged it already. */
    private void drain() {
        appendUpTo(ring.publishedSequence());
    }

    private void appendUpTo(long available) {
        long consumed = ring.journal().get();
        while (consumed < available) {
            consumed = appendChunk(consumed, available);
            appended.run();
            ring.journal().set(consumed);
        }
    }

    private long appendChunk(long from, long available) {
        long consumed = from;
        int chunk = 0;
        while (consumed < available && chunk < CHUNK_BYTES) {
            int offset = ring.offsetAfter(consumed);
            int length = ring.lengthAt(offset);
            int span = -length;
            if (length > 0) {
                span = WireFrame.recordSpan(length);
                log.append(ring.bytes(), offset + WireFrame.RECORD_HEADER_LENGTH, length);
                chunk += span;
            }
            consumed += RecordRing.wordsOf(span);
        }
        return consumed;
    }

    @Override
    public void close() {
        stopped = true;
        barrier.alert();
        Threads.join(thread);
    }
}
