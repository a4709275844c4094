package io.blackstart.replication;

import io.blackstart.log.LogOption;
import io.blackstart.replication.node.Follower;
import io.blackstart.replication.node.FollowerOptions;
import io.blackstart.replication.node.LeaderOptions;
import io.blackstart.replication.node.ReplicaLog;
import java.util.List;

/** A named way to bring a log to its copies, found by {@link java.util.ServiceLoader}. */
public interface ReplicationDesign {
    /** Lower case, words joined by a hyphen: {@code star-ring}. Unique. */
    String name();

    /** One line: what it is. */
    String summary();

    /** What happens to the others when one follower is slow or away, in one or two sentences. */
    String whenOneIsSlow();

    /** The keys of {@link ReplicationOptions} that make a difference here. */
    List<LogOption> options();

    /**
     * Begins to lead.
     *
     * @param log of this node; closed by the replication, also when this call fails
     * @param options checked ranges
     * @throws io.blackstart.BlackstartException FENCED when the log has promised itself to a newer epoch; what opening throws
     */
    Replication lead(ReplicaLog log, LeaderOptions options);

    /**
     * Begins to follow: listens at the member's address.
     *
     * @param log of this node; closed by the follower, also when this call fails
     * @param options checked ranges
     * @throws io.blackstart.BlackstartException when it cannot listen there
     */
    Follower follow(ReplicaLog log, FollowerOptions options);
}
