package io.blackstart.benchmarks;

import io.blackstart.replication.Cluster;
import io.blackstart.replication.Member;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Where replicas stand: node 0, the leader, in site {@code a}, the others dealt to the sites in turn.
 *
 * @param replicaCount all nodes, the leader too, 1 to 9
 * @param siteCount sites, 1 to {@code replicaCount}, at most 5
 */
record ReplicaPlan(int replicaCount, int siteCount) {
    private static final int REPLICA_COUNT_MAX = 9;
    private static final int SITE_COUNT_MAX = 5;
    private static final long CLUSTER_ID = 0x626c_6b72_6570L;

    ReplicaPlan {
        if (replicaCount < 1 || replicaCount > REPLICA_COUNT_MAX) {
            throw new UsageException("replicas=" + replicaCount + " must be from 1 to " + REPLICA_COUNT_MAX);
        }
        if (siteCount < 1 || siteCount > Math.min(replicaCount, SITE_COUNT_MAX)) {
            throw new UsageException(
                    "sites=" + siteCount + " must be from 1 to the number of replicas, at most " + SITE_COUNT_MAX);
        }
    }

    /** The number of the site of a node, from 0. */
    int siteOf(int node) {
        return node % siteCount;
    }

    /** The name of a site. */
    static String siteName(int site) {
        return String.valueOf((char) ('a' + site));
    }

    /** The cluster with these addresses, one a node. */
    Cluster cluster(List<InetSocketAddress> addresses) {
        var members = new ArrayList<Member>();
        for (int node = 0; node < replicaCount; node++) {
            members.add(new Member(node, siteName(siteOf(node)), addresses.get(node)));
        }
        return new Cluster(CLUSTER_ID, members);
    }

    /** A cluster as one argument of a command line: {@code node@site@host:port}, joined by commas. */
    static String text(Cluster cluster) {
        var words = new ArrayList<String>();
        for (Member member : cluster.members()) {
            words.add(member.nodeId() + "@" + member.site() + "@"
                    + member.address().getAddress().getHostAddress() + ":"
                    + member.address().getPort());
        }
        return String.join(",", words);
    }

    /** Reads what {@link #text} writes. */
    static Cluster parse(String text) {
        var members = new ArrayList<Member>();
        for (String word : text.split(",", -1)) {
            String[] parts = word.split("[@:]", -1);
            if (parts.length != 4) {
                throw new UsageException("--members has '" + word + "', must be node@site@host:port");
            }
            members.add(new Member(
                    Integer.parseInt(parts[0]), parts[1], new InetSocketAddress(parts[2], Integer.parseInt(parts[3]))));
        }
        return new Cluster(CLUSTER_ID, members);
    }
}
