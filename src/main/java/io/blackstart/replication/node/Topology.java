package io.blackstart.replication.node;

import io.blackstart.replication.Cluster;
import io.blackstart.replication.Member;
import java.util.List;

/** Who sends to whom. The same on every node, so that nobody need be told. */
@FunctionalInterface
public interface Topology {
    /** The members to which {@code nodeId} sends while {@code leaderNodeId} leads. */
    List<Member> childrenOf(Cluster cluster, int leaderNodeId, int nodeId);

    /** The leader sends to all. */
    static Topology star() {
        return (cluster, leader, node) -> cluster.members().stream()
                .filter(member -> node == leader && member.nodeId() != leader)
                .toList();
    }

    /** Each sends to the next: the leader first, then the others in the order of the cluster, from the leader on and round. */
    static Topology chain() {
        return (cluster, leader, node) -> {
            List<Member> members = cluster.members();
            int at = cluster.indexOf(node).orElseThrow();
            Member next = members.get((at + 1) % members.size());
            return next.nodeId() == leader || next.nodeId() == node ? List.of() : List.of(next);
        };
    }

    /**
     * The leader sends to the others in its own site and to the first member of every other site, which sends to the others
     * there.
     */
    static Topology relay() {
        return (cluster, leader, node) -> {
            String leaderSite = cluster.member(leader).site();
            String site = cluster.member(node).site();
            boolean isLeader = node == leader;
            if (!isLeader && (site.equals(leaderSite) || firstOf(cluster, site).nodeId() != node)) {
                return List.of();
            }
            return cluster.members().stream()
                    .filter(member -> member.nodeId() != node)
                    .filter(member -> member.site().equals(site)
                            || (isLeader && firstOf(cluster, member.site()).equals(member)))
                    .toList();
        };
    }

    private static Member firstOf(Cluster cluster, String site) {
        return cluster.members().stream()
                .filter(member -> member.site().equals(site))
                .findFirst()
                .orElseThrow();
    }
}
