package io.blackstart.replication.ring;

import io.blackstart.replication.Member;
import io.blackstart.replication.node.LeaderOptions;
import io.blackstart.replication.node.LedReplication;
import io.blackstart.replication.node.Notices;
import io.blackstart.replication.node.ReplicaLog;
import io.blackstart.replication.node.Topology;
import io.blackstart.replication.wire.WireFrame;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A leader that publishes into a {@link RecordRing}. When the ring is full the publisher waits: for its own journal as long
 * as it takes, for a follower as long as the patience of the options.
 */
public final class RingReplication extends LedReplication {
    private static final long PARK_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    private final RecordRing ring;
    private final Journal journal;
    private final long patienceNanos;

    private @Nullable Multicast multicast;
    private @Nullable MulticastFeed multicastFeed;
    private volatile long published;

    /** Begins to lead, sending to its children in {@code topology} over a connection each. */
    RingReplication(ReplicaLog log, LeaderOptions options, Topology topology) {
        this(log, options);
        connect(
                topology.childrenOf(options.cluster(), options.nodeId(), options.nodeId()),
                child -> new RingFeed(
                        ring, journal, log, identity(), options.replication(), () -> noteFellBehind(child)));
    }

    /** Begins to lead, sending to all others at once, and over connections what one of them missed. */
    public RingReplication(ReplicaLog log, LeaderOptions options, Multicast multicast) {
        this(log, options);
        this.multicast = multicast;
        var batches = new RingBatches(ring, options.replication(), log.maxRecordLength());
        multicastFeed = new MulticastFeed(ring, journal, identity(), batches, multicast);
        connect(
                Topology.star().childrenOf(options.cluster(), options.nodeId(), options.nodeId()),
                child -> new GapFeed(log, identity(), options.replication()));
    }

    private RingReplication(ReplicaLog log, LeaderOptions options) {
        super(log, options);
        int ringBytes = ringBytes(options, log);
        patienceNanos = TimeUnit.MICROSECONDS.toNanos(options.replication().patienceMicros());
        ring = new RecordRing(ringBytes);
        published = log.endPosition();
        journal = new Journal(ring, log, this::publishAppended, this::fail);
    }

    private static int ringBytes(LeaderOptions options, ReplicaLog log) {
        int ringBytes = options.replication().ringBytes();
        int least = 4 * WireFrame.recordSpan(log.maxRecordLength());
        if (ringBytes < least) {
            log.close();
            throw new IllegalArgumentException("ringBytes=" + ringBytes + " must be at least " + least
                    + " for maxRecordLength=" + log.maxRecordLength());
        }
        return ringBytes;
    }

    private void noteFellBehind(Member member) {
        options()
                .notices()
                .say(
                        Notices.Kind.FELL_BEHIND,
                        "replica " + member.nodeId() + " cannot keep up and is fed from the log");
    }

    @Override
    public long publish(DirectBuffer buffer, int offset, int length) {
        checkPublish(length);
        int words = ring.words(WireFrame.recordSpan(length));
        if (!ring.hasRoom(words)) {
            awaitRoom(words);
        }
        long position = published;
        // Counted first: a fast follower's acknowledgement must not look as if it came from the future.
        published = position + 1;
        ring.put(words, buffer, offset, length);
        return position;
    }

    private void awaitRoom(int words) {
        long since = System.nanoTime();
        while (!ring.hasRoom(words)) {
            checkOpen();
            if (System.nanoTime() - since > patienceNanos) {
                ring.putOutSlow(words);
            }
            LockSupport.parkNanos(PARK_NANOS);
        }
    }

    @Override
    public long endPosition() {
        return published;
    }

    @Override
    public long sentBytes() {
        Multicast toAll = multicast;
        return super.sentBytes() + (toAll == null ? 0 : toAll.sentBytes());
    }

    @Override
    protected void stop() {
        MulticastFeed feed = multicastFeed;
        if (feed != null) {
            feed.close();
        }
        journal.close();
    }
}
