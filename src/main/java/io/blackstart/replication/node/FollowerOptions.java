package io.blackstart.replication.node;

import io.blackstart.replication.Cluster;
import io.blackstart.replication.ReplicationOptions;
import io.blackstart.replication.wire.Links;

/**
 * What a follower is opened with; checked here, once.
 *
 * @param cluster every replica, this one too
 * @param nodeId this one's id; it listens at its member's address
 * @param replication how records travel
 * @param links how connections are made
 * @param notices gets a line for what went wrong and was dealt with
 */
public record FollowerOptions(
        Cluster cluster, int nodeId, ReplicationOptions replication, Links links, Notices notices) {
    /** Checks what can be. */
    public FollowerOptions {
        links.check(cluster.member(nodeId).address());
    }
}
