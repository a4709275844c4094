package io.blackstart.replication.ring;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.TimeoutException;
import io.blackstart.replication.ReplicaState.LinkState;
import io.blackstart.replication.ReplicationOptions;
import io.blackstart.replication.node.Feed;
import io.blackstart.replication.node.Identity;
import io.blackstart.replication.node.LogSender;
import io.blackstart.replication.node.PeerConnection;
import io.blackstart.replication.node.ReplicaLog;
import io.blackstart.replication.wire.RecordBatch;
import io.blackstart.replication.wire.WireFrame;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Feeds one peer from the ring, batch by batch, and from the log while the peer is behind: at the beginning, and again
 * whenever it was so slow that the ring went round. One thread.
 */
final class RingFeed implements Feed {
    private final RecordRing ring;
    private final Journal journal;
    private final ReplicaLog log;
    private final Identity identity;
    private final ReplicationOptions options;
    private final Runnable fellBehind;
    private final RecordBatch batch;

    RingFeed(
            RecordRing ring,
            Journal journal,
            ReplicaLog log,
            Identity identity,
            ReplicationOptions options,
            Runnable fellBehind) {
        this.ring = ring;
        this.journal = journal;
        this.log = log;
        this.identity = identity;
        this.options = options;
        this.fellBehind = fellBehind;
        batch = new RecordBatch(options.batchBytes(), log.maxRecordLength());
    }

    @Override
    public void run(PeerConnection peer, long from) throws IOException, InterruptedException {
        var reader = new RecordRing.Reader();
        ring.add(reader);
        try {
            long position = from;
            while (!peer.isEnded()) {
                peer.state(LinkState.CATCHING_UP);
                position = fromLog(peer, reader, position);
                peer.state(LinkState.LIVE);
                position = fromRing(peer, reader, position);
                if (!peer.isEnded()) {
                    fellBehind.run();
                }
            }
        } finally {
            ring.remove(reader);
        }
    }

    /** Sends from the log until the ring has the next record; its position. */
    private long fromLog(PeerConnection peer, RecordRing.Reader reader, long from)
            throws IOException, InterruptedException {
        var sender = new LogSender(log, peer, identity, options, from);
        while (!peer.isEnded()) {
            while (!peer.isEnded() && log.endPosition() - sender.position() > 0) {
                sender.sendBatch(log.endPosition());
                peer.heartbeat();
                if (isNear(sender)) {
                    break;
                }
            }
            Journal.Joining joining = journal.join(reader);
            while (joining.position() < 0 && !peer.isEnded()) {
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(50));
                peer.heartbeat();
                checkInterrupt();
            }
            while (sender.position() < joining.position() && !reader.isOut() && !peer.isEnded()) {
                sender.sendBatch(joining.position());
                peer.heartbeat();
            }
            if (!reader.isOut() && sender.position() == joining.position()) {
                return joining.position();
            }
        }
        return sender.position();
    }

    /** Whether so little is left that it can be sent before the ring goes round. */
    private boolean isNear(LogSender sender) {
        return (log.endPosition() - sender.position()) * WireFrame.recordSpan(1) < options.ringBytes() / 16;
    }

    /** Sends from the ring until the reader is put out; the position of the next record then. */
    private long fromRing(PeerConnection peer, RecordRing.Reader reader, long from)
            throws IOException, InterruptedException {
        SequenceBarrier barrier = ring.barrier();
        long position = from;
        while (!peer.isEnded() && !reader.isOut()) {
            peer.heartbeat();
            long available = await(barrier, ring.sequence(reader));
            if (available > ring.sequence(reader)) {
                int count = copy(reader, available);
                if (count < 0) {
                    return position;
                }
                if (count > 0) {
                    send(peer, position);
                    position += count;
                }
            }
        }
        return position;
    }

    private long await(SequenceBarrier barrier, long consumed) throws InterruptedException {
        try {
            long available = barrier.waitFor(consumed + 1);
            if (options.lingerMicros() > 0 && isSmall(available - consumed)) {
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(options.lingerMicros()));
                checkInterrupt();
                available = barrier.waitFor(consumed + 1);
            }
            return available;
        } catch (TimeoutException e) {
            return consumed;
        } catch (AlertException e) {
            throw new IllegalStateException("nobody alerts this barrier", e);
        }
    }

    private boolean isSmall(long words) {
        return words * WireFrame.RECORD_ALIGNMENT < options.batchBytes();
    }

    private static void checkInterrupt() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
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

    private void send(PeerConnection peer, long position) throws IOException {
        long epoch = identity.epoch();
        peer.send(batch.seal(identity.clusterId(), epoch, identity.nodeId(), position, epoch));
    }
}
