package io.blackstart.replication.node;

/**
 * In whose name a node sends.
 *
 * @param clusterId of the cluster
 * @param epoch of the leader
 * @param leaderNodeId the leader
 * @param nodeId the sender, the leader itself or a follower that passes records on
 * @param disk whether the policy asks for disk
 */
public record Identity(long clusterId, long epoch, int leaderNodeId, int nodeId, boolean disk) {}
