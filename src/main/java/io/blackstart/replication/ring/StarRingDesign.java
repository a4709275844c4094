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

/** Design {@code star-ring}: a ring feeds journal and all followers in parallel, each batching on its own. */
public final class StarRingDesign implements ReplicationDesign {
    /** Creates the design; fails with a {@link LinkageError} where the library is missing. */
    public StarRingDesign() {
        LogDesigns.requireLibrary("com.lmax.disruptor.SingleProducerSequencer", "com.lmax:disruptor");
    }

    @Override
    public String name() {
        return "star-ring";
    }

    @Override
    public String summary() {
        return "an LMAX Disruptor ring feeds the journal and one sender a follower in parallel, each batching on its own";
    }

    @Override
    public String whenOneIsSlow() {
        return "It is put out of the ring after patienceMicros and fed from the log until it has caught up; the others do not "
                + "wait longer than that.";
    }

    @Override
    public List<LogOption> options() {
        return ReplicationOptions.all();
    }

    @Override
    public Replication lead(ReplicaLog log, LeaderOptions options) {
        return new RingReplication(log, options, Topology.star());
    }

    @Override
    public Follower follow(ReplicaLog log, FollowerOptions options) {
        return Follower.start(log, options, Topology.star());
    }
}
