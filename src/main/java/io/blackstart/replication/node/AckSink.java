package io.blackstart.replication.node;

/** Hears what replicas have. Called by the threads that read connections. */
interface AckSink {
    /** A member, the one that is connected or one behind it, has this. */
    void acked(int nodeId, long memoryEnd, long durableEnd);

    /** The peer serves a newer leader. */
    void fenced(long newerEpoch);

    /** What is acknowledged, to be told to the peers. */
    long acknowledgedPosition();

    /** Where the sender's log ends, to be told to the peers. */
    long endPosition();
}
