package io.blackstart.replication;

import io.blackstart.log.Durability;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What an acknowledgement under a policy promises in a cluster at least, whichever replicas were the fast ones.
 *
 * @param durability the class: {@code SITE} only when every choice of replicas that satisfies the policy spans two sites
 * @param copyCount copies there are at least
 * @param siteCount distinct sites they are in at least
 * @param keep whether these copies are in memory or on disk
 */
public record Promise(Durability durability, int copyCount, int siteCount, Keep keep) {
    /**
     * Computes it from the worst case.
     *
     * @throws IllegalArgumentException when the cluster cannot satisfy the policy
     */
    public static Promise of(AckPolicy policy, Cluster cluster) {
        policy.checkAgainst(cluster);
        int memberCount = cluster.members().size();
        int copies = switch (policy.kind()) {
            case LEADER -> 1;
            case QUORUM -> memberCount / 2 + 1;
            case ALL -> memberCount;
            case SITES -> policy.siteCount();
        };
        int sites = policy.kind() == AckPolicy.Kind.SITES ? policy.siteCount() : fewestSites(cluster, copies);
        return new Promise(durability(sites, copies, policy.keep()), copies, sites, policy.keep());
    }

    /** The fewest sites that can hold so many copies: the largest sites first. */
    private static int fewestSites(Cluster cluster, int copies) {
        Map<String, Long> sizes =
                cluster.members().stream().collect(Collectors.groupingBy(Member::site, Collectors.counting()));
        List<Long> largestFirst =
                sizes.values().stream().sorted(Comparator.reverseOrder()).toList();
        int sites = 0;
        for (long held = 0; held < copies; sites++) {
            held += largestFirst.get(sites);
        }
        return sites;
    }

    /** In memory, one copy dies with its process; a second one outlives the kill of either, but not the site's power. */
    private static Durability durability(int sites, int copies, Keep keep) {
        if (sites > 1) {
            return Durability.SITE;
        }
        if (keep == Keep.DISK) {
            return Durability.POWER;
        }
        return copies > 1 ? Durability.PROCESS : Durability.NONE;
    }

    /** What the sudden end of a whole site can take from what was acknowledged, in one sentence. */
    public String lossOfSite() {
        if (siteCount > 1) {
            return "Losing any one site loses nothing that was acknowledged.";
        }
        return "Losing a site can lose what was acknowledged and no other site had yet: the exposed window.";
    }

    /** One line, such as {@code SITE: at least 2 copies in 2 sites, on disk}. */
    @Override
    public String toString() {
        return durability + ": at least " + copyCount + (copyCount == 1 ? " copy in " : " copies in ") + siteCount
                + (siteCount == 1 ? " site, " : " sites, ") + (keep == Keep.DISK ? "on disk" : "in memory");
    }
}
