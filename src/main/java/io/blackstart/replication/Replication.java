package io.blackstart.replication;

import java.util.List;
import org.agrona.DirectBuffer;

/**
 * The leader's end of a replicated log: the contract every design implements.
 *
 * <p><b>Threads.</b> {@link #publish} by one thread at a time. Everything else by any thread before {@link #close}.
 *
 * <p><b>What an acknowledgement promises</b> is {@link #promise}. A record that was published and not acknowledged may
 * survive or not.
 *
 * <p><b>Errors.</b> {@link io.blackstart.BlackstartException}: FENCED once a follower has refused this leader because it
 * serves a newer one, after which nothing is acknowledged any more that needs a follower; what the leader's own log throws
 * when it fails; CLOSED after close. Followers that fail or stay away are not errors: see {@link #replicas}.
 */
public interface Replication extends AutoCloseable {
    /**
     * Publishes one record. It is ordered when the call returns, not yet acknowledged.
     *
     * @param buffer holds the record; free for reuse when the call returns
     * @param offset of the record in {@code buffer}
     * @param length in bytes, 1 to {@link #maxRecordLength}
     * @return its position: the number of records before it
     * @throws IllegalArgumentException when {@code length} is out of range
     */
    long publish(DirectBuffer buffer, int offset, int length);

    /**
     * Waits until the record at {@code position}, and with it all before it, is acknowledged under the policy.
     *
     * @param timeoutNanos how long at most
     * @return {@link #acknowledgedPosition} as seen on return, above {@code position}
     * @throws io.blackstart.BlackstartException TIMEOUT, or why it will not be acknowledged
     */
    long awaitAcknowledged(long position, long timeoutNanos);

    /** Every record below is acknowledged. Never falls. */
    long acknowledgedPosition();

    /** Number of records published, those of earlier leaders included. */
    long endPosition();

    /** Records acknowledged, or under {@code leader} published, that no site but the leader's has yet. */
    long exposedCount();

    /** Every member of the cluster, in its order. */
    List<ReplicaState> replicas();

    /** Bytes this node has sent to other nodes since it began to lead, everything included. */
    long sentBytes();

    /** What an acknowledgement promises at least. */
    Promise promise();

    /** The epoch this leader leads in. */
    long epoch();

    /** Longest record in bytes. */
    int maxRecordLength();

    /** Stops sending and closes the log. Idempotent. What is not acknowledged by then stays so. */
    @Override
    void close();
}
