package io.blackstart.benchmarks;

import io.blackstart.log.Durability;
import io.blackstart.replication.AckPolicy;
import io.blackstart.replication.Keep;
import java.util.Map;

/**
 * What a replicated log under test is made of.
 *
 * @param design of the replication
 * @param policy of acknowledgement
 * @param plan how many replicas in how many sites
 * @param network {@link SiteNetwork#LOOPBACK} or {@link SiteNetwork#NAMESPACES}
 * @param megabitsPerSecond limit of each link between sites; 0 for none
 * @param roundTripMicros added to a round trip between sites
 * @param record as {@link Tapes} names it
 * @param options of the replication
 */
record ReplicationSetting(
        String design,
        AckPolicy policy,
        ReplicaPlan plan,
        String network,
        int megabitsPerSecond,
        long roundTripMicros,
        String record,
        Map<String, String> options) {
    ReplicationSetting {
        options = Map.copyOf(options);
        if (roundTripMicros < 0 || roundTripMicros > 1_000_000) {
            throw new UsageException("roundTripMicros=" + roundTripMicros + " must be from 0 to 1000000");
        }
    }

    /** Class of every replica's log: the least the policy needs. */
    Durability logDurability() {
        return policy.keep() == Keep.DISK ? Durability.POWER : Durability.PROCESS;
    }

    /** Design of every replica's log: for disk the one that forces for many at once, for memory the fastest. */
    String logDesign() {
        return policy.keep() == Keep.DISK ? "group-commit" : "mapped";
    }
}
