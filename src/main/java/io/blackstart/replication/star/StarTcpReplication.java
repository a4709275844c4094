package io.blackstart.replication.star;

import io.blackstart.BlackstartException;
import io.blackstart.replication.Member;
import io.blackstart.replication.ReplicaState.LinkState;
import io.blackstart.replication.node.Feed;
import io.blackstart.replication.node.LeaderOptions;
import io.blackstart.replication.node.LedReplication;
import io.blackstart.replication.node.LogSender;
import io.blackstart.replication.node.PeerConnection;
import io.blackstart.replication.node.ReplicaLog;
import io.blackstart.replication.node.Topology;
import io.blackstart.replication.wire.RecordBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.agrona.DirectBuffer;

/**
 * Appends, then writes the record to each live follower. A follower that comes is fed from the log by its session's thread;
 * only for the last few records, fewer than a batch, does that thread hold the publisher.
 */
final class StarTcpReplication extends LedReplication {
    private final Object publishLock = new Object();
    private final List<PeerConnection> live = new CopyOnWriteArrayList<>();
    private final RecordBatch single;

    StarTcpReplication(ReplicaLog log, LeaderOptions options) {
        super(log, options);
        single = new RecordBatch(1, log.maxRecordLength());
        List<Member> children = Topology.star().childrenOf(options.cluster(), options.nodeId(), options.nodeId());
        connect(children, child -> feed());
    }

    private Feed feed() {
        return (peer, from) -> {
            var sender = new LogSender(log(), peer, identity(), options().replication(), from);
            try {
                catchUp(sender, peer);
                while (!peer.isEnded()) {
                    peer.heartbeat();
                    Thread.sleep(peer.heartbeatMillis());
                }
            } finally {
                live.remove(peer);
            }
        };
    }

    private void catchUp(LogSender sender, PeerConnection peer) throws IOException {
        while (!peer.isEnded()) {
            int count = sender.sendBatch(log().endPosition());
            peer.heartbeat();
            boolean near = count == 0 || sender.position() == log().endPosition();
            if (near) {
                synchronized (publishLock) {
                    while (sender.sendBatch(log().endPosition()) > 0) {
                        peer.state(LinkState.CATCHING_UP);
                    }
                    peer.state(LinkState.LIVE);
                    live.add(peer);
                }
                return;
            }
        }
    }

    @Override
    public long publish(DirectBuffer buffer, int offset, int length) {
        checkPublish(length);
        synchronized (publishLock) {
            long position = endPosition();
            try {
                log().append(buffer, offset, length);
            } catch (BlackstartException e) {
                fail(e);
                throw e;
            }
            publishAppended();
            if (!live.isEmpty()) {
                send(position, buffer, offset, length);
            }
            return position;
        }
    }

    private void send(long position, DirectBuffer buffer, int offset, int length) {
        single.clear();
        single.add(buffer, offset, length);
        long epoch = identity().epoch();
        ByteBuffer frame = single.seal(identity().clusterId(), epoch, identity().nodeId(), position, epoch);
        live.removeIf(peer -> !sent(peer, frame));
    }

    private static boolean sent(PeerConnection peer, ByteBuffer frame) {
        try {
            frame.position(0);
            peer.send(frame);
            return true;
        } catch (IOException e) {
            // Its session says so once, and feeds it from the log when it is back.
            peer.end();
            return false;
        }
    }

    @Override
    public long endPosition() {
        return log().endPosition();
    }

    @Override
    protected void stop() {
        synchronized (publishLock) {
            live.clear();
        }
    }
}
