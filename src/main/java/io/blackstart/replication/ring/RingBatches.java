package io.blackstart.replication.ring;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.TimeoutException;
import io.blackstart.replication.ReplicationOptions;
import io.blackstart.replication.wire.RecordBatch;
import io.blackstart.replication.wire.WireFrame;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Copies what is in the ring into one batch after the other, for one reader. One thread. */
final class RingBatches {
    private final RecordRing ring;
    private final ReplicationOptions options;
    private final SequenceBarrier barrier;
    private final RecordBatch batch;

    RingBatches(RecordRing ring, ReplicationOptions options, int maxRecordLength) {
        this.ring = ring;
        this.options = options;
        barrier = ring.barrier();
        batch = new RecordBatch(options.batchBytes(), maxRecordLength);
    }

    /** What {@link #next} copied. */
    RecordBatch batch() {
        return batch;
    }

    /** Waits a moment for records and copies at most a batch; how many, or -1 when the reader was put out and the copy is void. */
    int next(RecordRing.Reader reader) throws InterruptedException {
        long consumed = ring.sequence(reader);
        long available = await(consumed);
        return available > consumed ? copy(reader, available) : 0;
    }

    private long await(long consumed) throws InterruptedException {
        try {
            long available = barrier.waitFor(consumed + 1);
            if (options.lingerMicros() > 0
                    && (available - consumed) * WireFrame.RECORD_ALIGNMENT < options.batchBytes()) {
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(options.lingerMicros()));
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                available = barrier.waitFor(consumed + 1);
            }
            return available;
        } catch (TimeoutException e) {
            return consumed;
        } catch (AlertException e) {
            throw new IllegalStateException("nobody alerts this barrier", e);
        }
    }

    /** Copies at most a batch; how many records, or -1 when the reader was put out meanwhile and the copy is void. */
    private int copy(RecordRing.Reader reader, long available) {
        batch.clear();
        long consumed = ring.sequence(reader);
        int runStart = ring.offsetAfter(consumed);
        int runBytes = 0;
        int runCount = 0;
        while (consumed < available && runStart + runBytes < ring.capacity()) {
            int length = ring.lengthAt(runStart + runBytes);
            int span = length > 0 ? WireFrame.recordSpan(length) : -length;
            // When put out, these may be any bytes: they must lead nowhere outside the ring.
            if (span <= 0 || span > ring.capacity() - runStart - runBytes) {
                return voidCopy(reader, length);
            }
            boolean isPadding = length < 0;
            if (!isPadding && runBytes + span > batch.remaining()) {
                break;
            }
            consumed += RecordRing.wordsOf(span);
            if (isPadding) {
                break;
            }
            runBytes += span;
            runCount++;
        }
        if (runCount > 0) {
            batch.addSpans(ring.bytes(), runStart, runBytes, runCount);
        }
        // Orders the copy before the look at whether it was still ours to copy.
        VarHandle.loadLoadFence();
        if (reader.isOut()) {
            return -1;
        }
        ring.advance(reader, consumed);
        return runCount;
    }

    private static int voidCopy(RecordRing.Reader reader, int length) {
        if (!reader.isOut()) {
            throw new IllegalStateException("length=" + length + " stands in the ring");
        }
        return -1;
    }
}
