package io.blackstart.replication.node;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.log.Durability;
import io.blackstart.replication.AckPolicy;
import io.blackstart.replication.Keep;
import io.blackstart.replication.Member;
import io.blackstart.replication.Promise;
import io.blackstart.replication.ReplicaState;
import io.blackstart.replication.ReplicaState.LinkState;
import io.blackstart.replication.Replication;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every leader does whatever its design: sessions with followers, acknowledgements, forcing its own log, fencing. A design
 * adds how records get from {@link #publish} to the log and to the connections.
 */
public abstract class LedReplication implements Replication {
    private final LeaderOptions options;
    private final ReplicaLog log;
    private final Identity identity;
    private final AckTracker tracker;
    private final SilenceWatch watch;
    private final List<PeerSession> sessions = new ArrayList<>();

    private @Nullable Thread forcing;
    private volatile boolean closed;

    /**
     * Begins to lead; the design then calls {@link #connect}.
     *
     * @throws BlackstartException FENCED, or UNSUPPORTED when the policy asks for disk and the log does not force
     */
    protected LedReplication(ReplicaLog log, LeaderOptions options) {
        this.log = log;
        this.options = options;
        boolean disk = options.policy().keep() == Keep.DISK;
        try {
            if (disk && log.durability() != Durability.POWER) {
                throw new BlackstartException(
                        ErrorCode.UNSUPPORTED,
                        "policy " + options.policy() + " needs logs of class POWER, this one is " + log.durability());
            }
            log.lead(options.epoch());
        } catch (BlackstartException e) {
            log.close();
            throw e;
        }
        identity =
                new Identity(options.cluster().clusterId(), options.epoch(), options.nodeId(), options.nodeId(), disk);
        tracker = new AckTracker(options.policy(), options.cluster(), options.nodeId());
        tracker.ownMemory(log.endPosition());
        watch = new SilenceWatch(
                "leader-" + options.nodeId(), options.replication().silenceMillis());
        if (disk) {
            forcing = Threads.start("leader-" + options.nodeId() + "-force", this::force);
        }
    }

    /** Makes one session with each child of this node; each has its feed. */
    protected final void connect(List<Member> children, java.util.function.Function<Member, Feed> feeds) {
        var shared = new PeerSession.Shared(
                identity, log, options.replication(), options.links(), options.notices(), watch, new Acks());
        synchronized (sessions) {
            children.forEach(child -> sessions.add(new PeerSession(shared, child, feeds.apply(child))));
        }
    }

    /** The leader's log. */
    protected final ReplicaLog log() {
        return log;
    }

    /** What it was opened with. */
    protected final LeaderOptions options() {
        return options;
    }

    /** In whose name it sends. */
    protected final Identity identity() {
        return identity;
    }

    /** Shows what was appended to readers and to the policy. */
    protected final void publishAppended() {
        tracker.ownMemory(log.publishAppended());
    }

    /** Ends it with a failure of its own log: nothing is acknowledged any more. */
    protected final void fail(BlackstartException cause) {
        tracker.fail(cause);
        options.notices().say(Notices.Kind.LOG_FAILED, "the leader's log failed: " + cause.getMessage());
    }

    /** Refuses when it is closed, fenced or failed, or the length is out of range. */
    protected final void checkPublish(int length) {
        if (length < 1 || length > log.maxRecordLength()) {
            throw new IllegalArgumentException("length=" + length + " must be from 1 to " + log.maxRecordLength());
        }
        checkOpen();
    }

    /** Refuses when it is closed, fenced or failed. */
    protected final void checkOpen() {
        if (closed) {
            throw new BlackstartException(ErrorCode.CLOSED, "this leader has been closed");
        }
        tracker.check();
    }

    /** Whether it has been closed. */
    protected final boolean isClosed() {
        return closed;
    }

    private void force() {
        long durable = 0;
        try {
            while (!closed) {
                long end = log.awaitEndAbove(durable, options.replication().heartbeatMillis());
                if (end > durable) {
                    durable = log.awaitDurable();
                    tracker.ownDurable(durable);
                }
            }
        } catch (BlackstartException e) {
            if (!closed) {
                fail(e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public final long awaitAcknowledged(long position, long timeoutNanos) {
        return tracker.await(position, timeoutNanos);
    }

    @Override
    public final long acknowledgedPosition() {
        return tracker.acknowledged();
    }

    @Override
    public final long exposedCount() {
        return tracker.exposedCount();
    }

    @Override
    public final List<ReplicaState> replicas() {
        var states = new ArrayList<ReplicaState>();
        long end = endPosition();
        for (int index = 0; index < options.cluster().members().size(); index++) {
            Member member = options.cluster().members().get(index);
            long memory = tracker.memory(index);
            states.add(new ReplicaState(
                    member.nodeId(),
                    member.site(),
                    linkState(member),
                    memory,
                    tracker.durable(index),
                    Math.max(0, end - memory)));
        }
        return states;
    }

    private LinkState linkState(Member member) {
        if (member.nodeId() == options.nodeId()) {
            return LinkState.LEADER;
        }
        synchronized (sessions) {
            return sessions.stream()
                    .filter(session -> session.member().nodeId() == member.nodeId())
                    .map(PeerSession::state)
                    .findFirst()
                    .orElse(LinkState.RELAYED);
        }
    }

    @Override
    public long sentBytes() {
        synchronized (sessions) {
            return sessions.stream().mapToLong(PeerSession::sentBytes).sum();
        }
    }

    @Override
    public final Promise promise() {
        return Promise.of(options.policy(), options.cluster());
    }

    /** The policy in force. */
    public final AckPolicy policy() {
        return options.policy();
    }

    @Override
    public final long epoch() {
        return options.epoch();
    }

    @Override
    public final int maxRecordLength() {
        return log.maxRecordLength();
    }

    /** Stops the design's own threads: the first step of closing, before sessions and log. */
    protected abstract void stop();

    @Override
    public final void close() {
        if (closed) {
            return;
        }
        closed = true;
        tracker.fail(new BlackstartException(ErrorCode.CLOSED, "this leader has been closed"));
        try (log) {
            stop();
            synchronized (sessions) {
                sessions.forEach(PeerSession::close);
            }
            watch.close();
            Thread started = forcing;
            if (started != null) {
                started.interrupt();
                Threads.join(started);
            }
            log.acknowledged(tracker.acknowledged());
        }
    }

    /** Hears the sessions. */
    private final class Acks implements AckSink {
        @Override
        public void acked(int nodeId, long memoryEnd, long durableEnd) {
            long end = LedReplication.this.endPosition();
            if (memoryEnd > end || durableEnd > memoryEnd) {
                options.notices()
                        .say(
                                Notices.Kind.LINK_ENDED,
                                "replica " + nodeId + " acknowledges " + memoryEnd + ", but only " + end
                                        + " were published: not counted");
                return;
            }
            options.cluster().indexOf(nodeId).ifPresent(index -> tracker.update(index, memoryEnd, durableEnd));
        }

        @Override
        public void fenced(long newerEpoch) {
            tracker.fail(
                    new BlackstartException(ErrorCode.FENCED, "a newer leader has taken over in epoch " + newerEpoch));
        }

        @Override
        public long acknowledgedPosition() {
            return tracker.acknowledged();
        }

        @Override
        public long endPosition() {
            return log.endPosition();
        }
    }
}
