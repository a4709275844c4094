package io.blackstart.replication;

import java.net.InetSocketAddress;

/**
 * One replica of a cluster.
 *
 * @param nodeId tells it from the others, at least 0
 * @param site where it stands; plain name of letters, digits, dots and hyphens
 * @param address where it listens as a follower
 */
public record Member(int nodeId, String site, InetSocketAddress address) {
    /** Checks the ranges. */
    public Member {
        if (nodeId < 0) {
            throw new IllegalArgumentException("nodeId=" + nodeId + " must not be negative");
        }
        if (!site.matches("[A-Za-z0-9.-]{1,64}")) {
            throw new IllegalArgumentException("site=" + site + " must be 1 to 64 letters, digits, dots or hyphens");
        }
    }
}
