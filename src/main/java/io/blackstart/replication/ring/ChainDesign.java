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

/** Design {@code chain}: each replica sends to the next, and the tail acknowledges last. */
public final class ChainDesign implements ReplicationDesign {
    /** Creates the design; fails with a {@link LinkageError} where the library is missing. */
    public ChainDesign() {
        LogDesigns.requireLibrary("com.lmax.disruptor.SingleProducerSequencer", "com.lmax:disruptor");
    }

    @Override
    public String name() {
        return "chain";
    }

    @Override
    public String summary() {
        return "head to tail: the leader sends to the first replica, each follower from its log to the next, acknowledgements come back up";
    }

    @Override
    public String whenOneIsSlow() {
        return "Those behind it wait for it, those before it do not. One that is away cuts off all behind it until it is back; the "
                + "policies all and sites(n) then acknowledge nothing.";
    }

    @Override
    public List<LogOption> options() {
        return ReplicationOptions.all();
    }

    @Override
    public Replication lead(ReplicaLog log, LeaderOptions options) {
        return new RingReplication(log, options, Topology.chain());
    }

    @Override
    public Follower follow(ReplicaLog log, FollowerOptions options) {
        return Follower.start(log, options, Topology.chain());
    }
}
