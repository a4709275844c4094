package io.blackstart.replication.star;

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

/** Design {@code star-tcp}: one connection a follower, one blocking write a record, by the thread that publishes. */
public final class StarTcpDesign implements ReplicationDesign {
    /** Creates the design. */
    public StarTcpDesign() {}

    @Override
    public String name() {
        return "star-tcp";
    }

    @Override
    public String summary() {
        return "the baseline: one TCP connection a follower, each record written to each in turn by the publishing thread";
    }

    @Override
    public String whenOneIsSlow() {
        return "The publisher waits for it, and with it all others, until its link has been silent for silenceMillis; then it "
                + "is away, and is fed from the log when it is back.";
    }

    @Override
    public List<LogOption> options() {
        return ReplicationOptions.named("catchUpBytesPerSecond", "heartbeatMillis", "silenceMillis");
    }

    @Override
    public Replication lead(ReplicaLog log, LeaderOptions options) {
        return new StarTcpReplication(log, options);
    }

    @Override
    public Follower follow(ReplicaLog log, FollowerOptions options) {
        return Follower.start(log, options, Topology.star());
    }
}
