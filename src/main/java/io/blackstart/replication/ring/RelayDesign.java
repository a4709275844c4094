package io.blackstart.replication.ring;

import io.blackstart.log.LogDesigns;
import io.blackstart.log.LogOption;
import io.blackstart.replication.Replication;
import io.blackstart.replication.ReplicationDesign;
import io.blackstart.replication.ReplicationOptions;
import io.blackstart.replication.node.Follower;
import io.blackstart.replication.node.FollowerOptions;
import io.blackstart.replication.node.LeaderOptions;
import io.blackstart.replication.node.ReplicaLog;
import io.blackstart.replication.node.Topology;
import java.util.List;

/** Design {@code relay}: one copy to each remote site, which fans out inside it. */
public final class RelayDesign implements ReplicationDesign {
    /** Creates the design; fails with a {@link LinkageError} where the library is missing. */
    public RelayDesign() {
        LogDesigns.requireLibrary("com.lmax.disruptor.SingleProducerSequencer", "com.lmax:disruptor");
    }

    @Override
    public String name() {
        return "relay";
    }

    @Override
    public String summary() {
        return "one copy to the first replica of each remote site, which sends from its log to the others there; inside the own site a star";
    }

    @Override
    public String whenOneIsSlow() {
        return "Only its site waits for it, when it is the first one there; that site is cut off as long as it is away. Another member "
                + "that is slow holds up nobody.";
    }

    @Override
    public List<LogOption> options() {
        return ReplicationOptions.all();
    }

    @Override
    public Replication lead(ReplicaLog log, LeaderOptions options) {
        return new RingReplication(log, options, Topology.relay());
    }

    @Override
    public Follower follow(ReplicaLog log, FollowerOptions options) {
        return Follower.start(log, options, Topology.relay());
    }
}
