package io.blackstart.replication.ring;

import io.blackstart.replication.ReplicaState.LinkState;
import io.blackstart.replication.ReplicationOptions;
import io.blackstart.replication.node.Feed;
import io.blackstart.replication.node.Identity;
import io.blackstart.replication.node.LogSender;
import io.blackstart.replication.node.PeerConnection;
import io.blackstart.replication.node.ReplicaLog;
import java.io.IOException;

/** Feeds one peer from the log what it had missed when it came, and what it asks for. */
final class GapFeed implements Feed {
    private final ReplicaLog log;
    private final Identity identity;
    private final ReplicationOptions options;

    GapFeed(ReplicaLog log, Identity identity, ReplicationOptions options) {
        this.log = log;
        this.identity = identity;
        this.options = options;
    }

    @Override
    public void run(PeerConnection peer, long from) throws IOException, InterruptedException {
        long needed = from;
        while (!peer.isEnded()) {
            if (needed >= 0) {
                peer.state(LinkState.CATCHING_UP);
                catchUp(peer, needed);
                peer.state(LinkState.LIVE);
            }
            peer.heartbeat();
            needed = peer.awaitNeededPosition(peer.heartbeatMillis());
        }
    }

    private void catchUp(PeerConnection peer, long from) throws IOException {
        // The multicast may have brought it further than the journal is here; then there is nothing to feed yet.
        long begin = Math.min(from, log.endPosition());
        var sender = new LogSender(log, peer, identity, options, begin);
        while (!peer.isEnded() && sender.sendBatch(log.endPosition()) > 0) {
            peer.heartbeat();
        }
    }
}
