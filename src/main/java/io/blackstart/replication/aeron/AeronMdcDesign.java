package io.blackstart.replication.aeron;

import io.blackstart.log.LogDesigns;
import io.blackstart.log.LogOption;
import io.blackstart.replication.Member;
import io.blackstart.replication.Replication;
import io.blackstart.replication.ReplicationDesign;
import io.blackstart.replication.ReplicationOptions;
import io.blackstart.replication.node.Follower;
import io.blackstart.replication.node.FollowerOptions;
import io.blackstart.replication.node.LeaderOptions;
import io.blackstart.replication.node.ReplicaLog;
import io.blackstart.replication.node.Topology;
import io.blackstart.replication.ring.RingReplication;
import java.util.List;

/**
 * Design {@code aeron-mdc}: one Aeron publication over UDP to all followers, each with a media driver in its process. Handshake,
 * acknowledgements, and what a follower missed go over a TCP connection, the latter from our own log: it is there already and
 * checked, and an Aeron Archive beside it would write every byte twice.
 */
public final class AeronMdcDesign implements ReplicationDesign {
    /** Creates the design; fails with a {@link LinkageError} where a library is missing. */
    public AeronMdcDesign() {
        LogDesigns.requireLibrary("io.aeron.driver.MediaDriver", "io.aeron:aeron-driver");
        LogDesigns.requireLibrary("com.lmax.disruptor.SingleProducerSequencer", "com.lmax:disruptor");
    }

    @Override
    public String name() {
        return "aeron-mdc";
    }

    @Override
    public String summary() {
        return "Aeron multi-destination-cast over UDP from a Disruptor ring, embedded media drivers; TCP for handshake, "
                + "acknowledgements and what was missed";
    }

    @Override
    public String whenOneIsSlow() {
        return "Flow control holds the multicast back for it, for a second at most once it is silent; the publisher itself goes "
                + "on after patienceMicros, and whoever then misses records is fed from the log.";
    }

    @Override
    public List<LogOption> options() {
        return ReplicationOptions.all();
    }

    @Override
    public Replication lead(ReplicaLog log, LeaderOptions options) {
        List<Member> others = Topology.star().childrenOf(options.cluster(), options.nodeId(), options.nodeId());
        var multicast = new AeronMulticast(log, options, others);
        boolean leads = false;
        try {
            var replication = new RingReplication(log, options, multicast);
            leads = true;
            return replication;
        } finally {
            if (!leads) {
                multicast.close();
            }
        }
    }

    @Override
    public Follower follow(ReplicaLog log, FollowerOptions options) {
        return Follower.start(log, options, Topology.star(), new AeronSource(log, options));
    }
}
