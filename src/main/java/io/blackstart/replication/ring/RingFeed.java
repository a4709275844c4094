package io.blackstart.replication.ring;

import io.blackstart.replication.ReplicaState.LinkState;
import io.blackstart.replication.ReplicationOptions;
import io.blackstart.replication.node.Feed;
import io.blackstart.replication.node.Identity;
import io.blackstart.replication.node.LogSender;
import io.blackstart.replication.node.PeerConnection;
import io.blackstart.replication.node.ReplicaLog;
import io.blackstart.replication.wire.WireFrame;
import java.io.IOException;
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
    private final RingBatches batches;

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
        batches = new RingBatches(ring, options, log.maxRecordLength());
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
        long position = from;
        while (!peer.isEnded() && !reader.isOut()) {
            peer.heartbeat();
            int count = batches.next(reader);
            if (count < 0) {
                return position;
            }
            if (count > 0) {
                send(peer, position);
                position += count;
            }
        }
        return position;
    }

    private static void checkInterrupt() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    private void send(PeerConnection peer, long position) throws IOException {
        long epoch = identity.epoch();
        peer.send(batches.batch().seal(identity.clusterId(), epoch, identity.nodeId(), position, epoch));
    }
}
