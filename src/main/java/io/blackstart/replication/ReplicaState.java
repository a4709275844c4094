package io.blackstart.replication;

/**
 * How one replica stands, as its leader sees it.
 *
 * @param nodeId the replica
 * @param site where it stands
 * @param link how it is being fed
 * @param memoryPosition it has appended every record below
 * @param durablePosition it has forced every record below; 0 when the policy does not ask for disk
 * @param lagCount records the leader has appended and this one has not
 */
public record ReplicaState(
        int nodeId, String site, LinkState link, long memoryPosition, long durablePosition, long lagCount) {
    /** How a replica is being fed. */
    public enum LinkState {
        /** The leader itself. */
        LEADER,
        /** Gets records as they are published. */
        LIVE,
        /** Is fed from the log, since it was away or too slow. */
        CATCHING_UP,
        /** Fed by another follower. */
        RELAYED,
        /** Not connected. */
        AWAY
    }
}
