package io.blackstart.replication.node;

import io.blackstart.replication.ReplicaState.LinkState;
import io.blackstart.replication.ReplicationOptions;
import java.io.IOException;

/** Feeds a peer from the log for good: what a follower that passes records on does. */
final class TailFeed implements Feed {
    private final ReplicaLog log;
    private final Identity identity;
    private final ReplicationOptions options;

    TailFeed(ReplicaLog log, Identity identity, ReplicationOptions options) {
        this.log = log;
        this.identity = identity;
        this.options = options;
    }

    @Override
    public void run(PeerConnection peer, long from) throws IOException, InterruptedException {
        var sender = new LogSender(log, peer, identity, options, from);
        while (!peer.isEnded()) {
            long end = log.awaitEndAbove(sender.position(), peer.heartbeatMillis());
            if (sender.sendBatch(end) == 0) {
                peer.state(LinkState.LIVE);
            }
            peer.heartbeat();
        }
    }
}
