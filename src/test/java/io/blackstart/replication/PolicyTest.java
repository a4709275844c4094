package io.blackstart.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.replication.node.Topology;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Policies, what they promise, who sends to whom, and the options. */
class PolicyTest {
    private static Cluster cluster(String... sites) {
        var members = new ArrayList<Member>();
        for (int node = 0; node < sites.length; node++) {
            members.add(new Member(
                    node, sites[node], new InetSocketAddress(InetAddress.getLoopbackAddress(), 1000 + node)));
        }
        return new Cluster(1, members);
    }

    private static String promise(String policy, String... sites) {
        return Promise.of(AckPolicy.parse(policy), cluster(sites)).toString();
    }

    @Test
    void promisesTheWorstChoiceOfReplicas() {
        assertEquals("NONE: at least 1 copy in 1 site, in memory", promise("leader/memory", "a", "b", "c"));
        assertEquals("POWER: at least 1 copy in 1 site, on disk", promise("leader/disk", "a", "b", "c"));
        assertEquals("SITE: at least 2 copies in 2 sites, on disk", promise("quorum/disk", "a", "b", "c"));
        assertEquals("PROCESS: at least 2 copies in 1 site, in memory", promise("quorum/memory", "a", "a", "b"));
        assertEquals("POWER: at least 2 copies in 1 site, on disk", promise("quorum/disk", "a", "b", "b"));
        assertEquals(
                "SITE: at least 3 copies in 2 sites, in memory", promise("quorum/memory", "a", "a", "b", "b", "c"));
        assertEquals("SITE: at least 3 copies in 2 sites, in memory", promise("all/memory", "a", "a", "b"));
        assertEquals("SITE: at least 2 copies in 2 sites, on disk", promise("sites(2)/disk", "a", "a", "b"));
        assertEquals("POWER: at least 1 copy in 1 site, on disk", promise("all/disk", "a"));
    }

    @Test
    void saysWhatTheLossOfASiteTakes() {
        assertTrue(Promise.of(AckPolicy.parse("sites(2)/disk"), cluster("a", "b"))
                .lossOfSite()
                .contains("loses nothing"));
        assertTrue(Promise.of(AckPolicy.parse("leader/disk"), cluster("a", "b"))
                .lossOfSite()
                .contains("exposed window"));
    }

    @Test
    void readsWhatItWrites() {
        for (String text : List.of("leader/memory", "quorum/disk", "all/memory", "sites(3)/disk")) {
            assertEquals(text, AckPolicy.parse(text).toString());
        }
    }

    @Test
    void refusesWhatIsNoPolicyAndNamesTheNearest() {
        assertTrue(refusal(() -> AckPolicy.parse("qourum/disk")).contains("did you mean 'quorum'"));
        assertTrue(refusal(() -> AckPolicy.parse("all/disc")).contains("did you mean 'disk'"));
        assertTrue(refusal(() -> AckPolicy.parse("all(2)/disk")).contains("siteCount=2"));
        assertTrue(refusal(() -> AckPolicy.parse("sites/disk")).contains("siteCount=0"));
        assertTrue(refusal(() -> AckPolicy.parse("quorum")).contains("must look like"));
        assertTrue(refusal(() -> promise("sites(3)/disk", "a", "b")).contains("has only 2"));
    }

    @Test
    void refusesOptionsThatAreNoneAndNamesTheNearest() {
        assertTrue(refusal(() -> ReplicationOptions.parse(Map.of("batchByte", "1024")))
                .contains("did you mean 'batchBytes'"));
        assertTrue(refusal(() -> ReplicationOptions.parse(Map.of("batchBytes", "1")))
                .contains("batchBytes=1"));
        assertTrue(refusal(() -> ReplicationOptions.parse(Map.of("ringBytes", "65537")))
                .contains("power of two"));
        assertTrue(refusal(() -> ReplicationOptions.parse(Map.of("lingerMicros", "soon")))
                .contains("lingerMicros=soon"));
        assertEquals(ReplicationOptions.DEFAULT, ReplicationOptions.parse(Map.of()));
    }

    private static String refusal(Runnable body) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, body::run).getMessage());
    }

    private static List<Integer> children(Topology topology, Cluster cluster, int leader, int node) {
        return topology.childrenOf(cluster, leader, node).stream()
                .map(Member::nodeId)
                .toList();
    }

    @Test
    void sendsOneCopyToEachRemoteSite() {
        Cluster cluster = cluster("a", "a", "b", "b", "c");
        assertEquals(List.of(1, 2, 4), children(Topology.relay(), cluster, 0, 0));
        assertEquals(List.of(3), children(Topology.relay(), cluster, 0, 2));
        assertEquals(List.of(), children(Topology.relay(), cluster, 0, 3));
        assertEquals(List.of(), children(Topology.relay(), cluster, 0, 1));
        assertEquals(List.of(0, 2, 4), children(Topology.relay(), cluster, 3, 3));
        assertEquals(List.of(1), children(Topology.relay(), cluster, 3, 0));
    }

    @Test
    void chainsFromTheLeaderRound() {
        Cluster cluster = cluster("a", "b", "c");
        assertEquals(List.of(2), children(Topology.chain(), cluster, 1, 1));
        assertEquals(List.of(0), children(Topology.chain(), cluster, 1, 2));
        assertEquals(List.of(), children(Topology.chain(), cluster, 1, 0));
        assertEquals(List.of(), children(Topology.chain(), cluster("a"), 0, 0));
    }

    @Test
    void everyNodeHasOneSenderInEveryTopology() {
        Cluster cluster = cluster("a", "a", "b", "b", "c");
        for (Topology topology : List.of(Topology.star(), Topology.chain(), Topology.relay())) {
            for (int leader = 0; leader < 5; leader++) {
                var fed = new ArrayList<Integer>();
                for (int node = 0; node < 5; node++) {
                    fed.addAll(children(topology, cluster, leader, node));
                }
                fed.add(leader);
                fed.sort(null);
                assertEquals(List.of(0, 1, 2, 3, 4), fed);
            }
        }
    }
}
