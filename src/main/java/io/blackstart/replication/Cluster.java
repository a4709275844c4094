package io.blackstart.replication;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The replicas of one log.
 *
 * @param clusterId tells this cluster's traffic from every other's
 * @param members 1 to {@value #MEMBER_COUNT_MAX}, each with an id of its own
 */
public record Cluster(long clusterId, List<Member> members) {
    /** Largest cluster. */
    public static final int MEMBER_COUNT_MAX = 64;

    /** Checks the members. */
    public Cluster {
        members = List.copyOf(members);
        if (members.isEmpty() || members.size() > MEMBER_COUNT_MAX) {
            throw new IllegalArgumentException("members=" + members.size() + " must be from 1 to " + MEMBER_COUNT_MAX);
        }
        if (members.stream().mapToInt(Member::nodeId).distinct().count() != members.size()) {
            throw new IllegalArgumentException("members=" + members + " must have distinct node ids");
        }
    }

    /** The member of that id. */
    public Member member(int nodeId) {
        return members.get(indexOf(nodeId)
                .orElseThrow(() -> new IllegalArgumentException("nodeId=" + nodeId + " is not in " + members)));
    }

    /** Where the member of that id stands in {@link #members}; empty when there is none. */
    public OptionalInt indexOf(int nodeId) {
        return IntStream.range(0, members.size())
                .filter(index -> members.get(index).nodeId() == nodeId)
                .findFirst();
    }

    /** The distinct sites, in the order of the members. */
    public List<String> sites() {
        return members.stream().map(Member::site).distinct().toList();
    }
}
