package io.blackstart.replication.node;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.log.Durability;
import io.blackstart.replication.wire.FrameReader;
import io.blackstart.replication.wire.FrameType;
import io.blackstart.replication.wire.Handshake;
import io.blackstart.replication.wire.Link;
import io.blackstart.replication.wire.Refusal;
import io.blackstart.replication.wire.WireFrame;
import java.io.IOException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Decides whom a follower follows. One {@link Inbound} at a time: a newcomer that is let in ends the one before, and only when
 * that is over is the log touched.
 */
final class Reception implements AutoCloseable {
    private final ReplicaLog log;
    private final FollowerOptions options;
    private final Topology topology;
    private final LiveSource liveSource;
    private final SilenceWatch watch;

    private @Nullable Inbound current;
    private boolean logFailed;
    private boolean closed;

    Reception(ReplicaLog log, FollowerOptions options, Topology topology, LiveSource liveSource, SilenceWatch watch) {
        this.log = log;
        this.options = options;
        this.topology = topology;
        this.liveSource = liveSource;
        this.watch = watch;
    }

    /** Greets one connection and follows it to its end. {@code greeted} is told once it need not wait any more. */
    void receive(Link link, Runnable greeted) throws IOException {
        var reader = new FrameReader(
                link, options.cluster().clusterId(), options.replication().batchBytes(), log.maxRecordLength());
        WireFrame.Header hello = reader.next();
        if (hello.type() != FrameType.HELLO) {
            throw Handshake.unexpected(hello);
        }
        EpochHistory history = history(reader, hello);
        greeted.run();
        Inbound inbound = admit(link, reader, hello, history);
        if (inbound != null) {
            inbound.run();
        }
    }

    private static EpochHistory history(FrameReader reader, WireFrame.Header hello) {
        var entries = new ArrayList<EpochHistory.Entry>();
        for (int index = 0; index < hello.count(); index++) {
            int at = reader.payloadOffset() + index * WireFrame.EPOCH_LENGTH;
            entries.add(new EpochHistory.Entry(
                    reader.payload().getLong(at, java.nio.ByteOrder.LITTLE_ENDIAN),
                    reader.payload().getLong(at + Long.BYTES, java.nio.ByteOrder.LITTLE_ENDIAN)));
        }
        try {
            return new EpochHistory(entries);
        } catch (IllegalArgumentException e) {
            throw new BlackstartException(
                    ErrorCode.CORRUPT, "bad frame: " + e.getMessage(), null, BlackstartException.NO_POSITION, e);
        }
    }

    /** Null when it was refused. */
    private synchronized @Nullable Inbound admit(
            Link link, FrameReader reader, WireFrame.Header hello, EpochHistory history) throws IOException {
        Refusal refusal = judge(hello, history);
        if (refusal != null) {
            options.notices()
                    .say(
                            Notices.Kind.REFUSED_LEADER,
                            "refused node " + hello.nodeId() + " at " + link.peer() + " in epoch " + hello.epoch()
                                    + ": " + refusal.text());
            link.write(
                    Handshake.refused(options.cluster().clusterId(), log.promisedEpoch(), options.nodeId(), refusal));
            return null;
        }
        log.promise(hello.epoch());
        long common = EpochHistory.commonEnd(history, hello.position(), log.history(), log.endPosition());
        if (common < log.endPosition()) {
            options.notices()
                    .say(
                            Notices.Kind.COPY_CHANGED,
                            "epoch " + hello.epoch() + " has only " + common + " of the " + log.endPosition()
                                    + " records here: the others were never acknowledged and go");
            log.cutTo(common);
        }
        reader.expectRecords();
        Identity identity = identity(hello);
        var inbound = new Inbound(link, reader, log, options, topology, liveSource, identity, watch);
        current = inbound;
        return inbound;
    }

    private Identity identity(WireFrame.Header hello) {
        return new Identity(
                hello.clusterId(),
                hello.epoch(),
                (int) Handshake.leaderNodeId(hello),
                options.nodeId(),
                Handshake.disk(hello));
    }

    private @Nullable Refusal judge(WireFrame.Header hello, EpochHistory history) {
        boolean known = options.cluster().indexOf(hello.nodeId()).isPresent()
                && Handshake.leaderNodeId(hello) <= Integer.MAX_VALUE
                && options.cluster()
                        .indexOf((int) Handshake.leaderNodeId(hello))
                        .isPresent();
        if (closed || !known || hello.nodeId() == options.nodeId() || hello.epoch() < 1) {
            return Refusal.UNKNOWN_PEER;
        }
        if (hello.epoch() < log.promisedEpoch()) {
            return Refusal.STALE_EPOCH;
        }
        if (Handshake.disk(hello) && log.durability() != Durability.POWER) {
            return Refusal.NOT_DURABLE;
        }
        endCurrent();
        if (logFailed && !reopened()) {
            return Refusal.LOG_FAILED;
        }
        long common = EpochHistory.commonEnd(history, hello.position(), log.history(), log.endPosition());
        return common < log.knownAcknowledged() ? Refusal.WOULD_LOSE : null;
    }

    private void endCurrent() {
        Inbound before = current;
        if (before != null) {
            before.end();
            logFailed |= before.logFailed();
            current = null;
        }
    }

    private boolean reopened() {
        try {
            log.reopen();
            logFailed = false;
            return true;
        } catch (BlackstartException e) {
            options.notices().say(Notices.Kind.LOG_FAILED, "the log cannot be opened: " + e.getMessage());
            return false;
        }
    }

    synchronized void fence(long epoch) {
        log.promise(epoch);
        endCurrent();
    }

    @Override
    public synchronized void close() {
        closed = true;
        endCurrent();
    }
}
