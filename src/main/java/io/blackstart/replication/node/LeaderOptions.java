package io.blackstart.replication.node;

import io.blackstart.replication.AckPolicy;
import io.blackstart.replication.Cluster;
import io.blackstart.replication.ReplicationOptions;
import io.blackstart.replication.wire.Links;

/**
 * What a leader is opened with; checked here, once.
 *
 * @param cluster every replica, the leader's own too
 * @param nodeId the leader's own id
 * @param epoch it leads in, above every earlier one; whoever decides who leads gives it
 * @param policy who must have a record
 * @param replication how records travel
 * @param links how connections are made
 * @param notices gets a line for what went wrong and was dealt with
 */
public record LeaderOptions(
        Cluster cluster,
        int nodeId,
        long epoch,
        AckPolicy policy,
        ReplicationOptions replication,
        Links links,
        Notices notices) {
    /** Checks what can be. */
    public LeaderOptions {
        cluster.member(nodeId);
        policy.checkAgainst(cluster);
        if (epoch < 1) {
            throw new IllegalArgumentException("epoch=" + epoch + " must be at least 1");
        }
        cluster.members().stream()
                .filter(member -> member.nodeId() != nodeId)
                .forEach(member -> links.check(member.address()));
    }
}
