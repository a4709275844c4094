package io.blackstart.replication.node;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.replication.Member;
import io.blackstart.replication.wire.FrameReader;
import io.blackstart.replication.wire.FrameType;
import io.blackstart.replication.wire.Handshake;
import io.blackstart.replication.wire.Link;
import io.blackstart.replication.wire.RecordBatch;
import io.blackstart.replication.wire.WireFrame;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The connection a follower follows: verifies records, appends them, acknowledges what is in memory at once and what is on
 * disk when it is, and passes records on where the topology says so.
 */
final class Inbound implements AckSink {
    private final Link link;
    private final FrameReader reader;
    private final ReplicaLog log;
    private final FollowerOptions options;
    private final Topology topology;
    private final LiveSource liveSource;
    private final Identity identity;
    private final SilenceWatch watch;
    private final WireFrame wire = new WireFrame();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Object appendLock = new Object();

    private volatile long heardNanos = System.nanoTime();
    private volatile long durableEnd;
    private volatile long leaderAcknowledged;
    private volatile boolean ended;
    private volatile boolean logFailed;
    private volatile long askedFor = -1;
    private long endAtHeartbeat = -1;
    private @Nullable Thread forcing;

    Inbound(
            Link link,
            FrameReader reader,
            ReplicaLog log,
            FollowerOptions options,
            Topology topology,
            LiveSource liveSource,
            Identity identity,
            SilenceWatch watch) {
        this.link = link;
        this.reader = reader;
        this.log = log;
        this.options = options;
        this.topology = topology;
        this.liveSource = liveSource;
        this.identity = identity;
        this.watch = watch;
    }

    /** Follows until the link ends. */
    void run() throws IOException {
        try {
            watch.watch(link, () -> heardNanos);
            durableEnd = identity.disk() ? log.awaitDurable() : 0;
            link.write(wire.bare(header(FrameType.WELCOME, identity.nodeId(), log.endPosition(), durableEnd)));
            if (identity.disk()) {
                forcing = Threads.start("replica-" + identity.nodeId() + "-force", this::force);
            }
            follow();
        } catch (BlackstartException e) {
            if (logFailed) {
                options.notices().say(Notices.Kind.LOG_FAILED, "the log failed: " + e.getMessage());
            } else {
                throw e;
            }
        } finally {
            ended = true;
            link.close();
            Thread started = forcing;
            if (started != null) {
                started.interrupt();
                Threads.join(started);
            }
            over.countDown();
        }
    }

    private void follow() throws IOException {
        List<Member> children = topology.childrenOf(options.cluster(), identity.leaderNodeId(), identity.nodeId());
        var shared = new PeerSession.Shared(
                identity, log, options.replication(), options.links(), options.notices(), watch, this);
        List<PeerSession> sessions = children.stream()
                .map(child -> new PeerSession(shared, child, new TailFeed(log, identity, options.replication())))
                .toList();
        LiveSource.Running live = liveSource.start(identity, this::onFrame);
        try {
            while (!ended) {
                onFrame(reader.next());
            }
        } catch (IOException e) {
            if (!ended) {
                options.notices()
                        .say(Notices.Kind.LINK_ENDED, "link from " + link.peer() + " ended: " + e.getMessage());
            }
        } finally {
            ended = true;
            live.stop();
            sessions.forEach(PeerSession::close);
        }
    }

    private void onFrame(WireFrame.Header header) throws IOException {
        heardNanos = System.nanoTime();
        if (header.epoch() != identity.epoch()) {
            throw Handshake.unexpected(header);
        }
        switch (header.type()) {
            case DATA -> {
                onRecords(header, reader.payload(), reader.payloadOffset(), reader.payloadLength(), false);
                if (!reader.hasNext()) {
                    acknowledge();
                }
            }
            case HEARTBEAT -> {
                leaderAcknowledged = header.position();
                synchronized (appendLock) {
                    noteAcknowledged();
                    askForTail(header.detail());
                }
                acknowledge();
            }
            default -> throw Handshake.unexpected(header);
        }
    }

    /** A frame from the second way. */
    private void onFrame(WireFrame.Header header, DirectBuffer buffer, int payloadOffset, int payloadLength) {
        if (header.epoch() != identity.epoch() || header.nodeId() != identity.leaderNodeId()) {
            return;
        }
        try {
            onRecords(header, buffer, payloadOffset, payloadLength, true);
            acknowledge();
        } catch (BlackstartException e) {
            options.notices().say(Notices.Kind.LINK_ENDED, "records refused: " + e.getMessage());
            link.close();
        } catch (IOException e) {
            // The thread that reads the link meets the same end and says so.
            link.close();
        }
    }

    private void onRecords(
            WireFrame.Header header, DirectBuffer buffer, int payloadOffset, int payloadLength, boolean mayBeEarly)
            throws IOException {
        RecordBatch.check(buffer, payloadOffset, payloadLength, header.count(), log.maxRecordLength());
        synchronized (appendLock) {
            if (ended) {
                return;
            }
            long end = log.endPosition();
            if (header.position() > end) {
                if (!mayBeEarly) {
                    throw new BlackstartException(
                            ErrorCode.CORRUPT,
                            "records begin at " + header.position() + ", but " + end + " is next",
                            null,
                            end,
                            null);
                }
                ask(end);
                return;
            }
            long skip = end - header.position();
            if (skip < header.count()) {
                append(header, buffer, payloadOffset, (int) skip);
            }
        }
    }

    /** With a second way, the last records may be lost without a later one to show the gap: two heartbeats show it. */
    private void askForTail(long leaderEnd) throws IOException {
        long end = log.endPosition();
        if (liveSource != LiveSource.NONE && end < leaderEnd && end == endAtHeartbeat) {
            askedFor = -1;
            ask(end);
        }
        endAtHeartbeat = end;
    }

    /** Asks once for each gap. */
    private void ask(long end) throws IOException {
        if (askedFor != end) {
            askedFor = end;
            send(header(FrameType.NEED, identity.nodeId(), end, 0));
        }
    }

    private void append(WireFrame.Header header, DirectBuffer buffer, int payloadOffset, int skip) {
        try {
            long entryEpoch = header.detail();
            if (entryEpoch < log.lastEpoch() || entryEpoch > identity.epoch() || entryEpoch < 1) {
                throw Handshake.unexpected(header);
            }
            if (entryEpoch > log.lastEpoch()) {
                log.beginEpoch(entryEpoch);
            }
            int at = payloadOffset;
            for (int index = 0; index < header.count(); index++) {
                int length = RecordBatch.recordLength(buffer, at);
                if (index >= skip) {
                    log.append(buffer, at + WireFrame.RECORD_HEADER_LENGTH, length);
                }
                at += WireFrame.recordSpan(length);
            }
        } catch (BlackstartException e) {
            logFailed = e.code() != ErrorCode.CORRUPT;
            throw e;
        }
        log.publishAppended();
        noteAcknowledged();
    }

    private void noteAcknowledged() {
        long known = Math.min(leaderAcknowledged, log.endPosition());
        log.acknowledged(known);
        if (!log.isComplete() && leaderAcknowledged <= log.endPosition()) {
            log.complete(known);
        }
    }

    private void acknowledge() throws IOException {
        send(header(FrameType.ACK, identity.nodeId(), log.endPosition(), durableEnd));
    }

    private WireFrame.Header header(FrameType type, int nodeId, long position, long detail) {
        return new WireFrame.Header(type, identity.clusterId(), identity.epoch(), nodeId, position, detail, 0);
    }

    private void send(WireFrame.Header header) throws IOException {
        synchronized (link) {
            link.write(wire.bare(header));
        }
    }

    private void force() {
        try {
            while (!ended) {
                long end = log.awaitEndAbove(durableEnd, options.replication().heartbeatMillis());
                if (end > durableEnd) {
                    durableEnd = log.awaitDurable();
                    acknowledge();
                }
            }
        } catch (BlackstartException e) {
            logFailed = true;
            options.notices().say(Notices.Kind.LOG_FAILED, "the log cannot force: " + e.getMessage());
            link.close();
        } catch (IOException e) {
            // The thread that reads the link meets the same end and says so.
            link.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it and waits until it no longer touches the log. */
    void end() {
        ended = true;
        link.close();
        boolean interrupted = false;
        while (over.getCount() > 0) {
            try {
                over.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    boolean logFailed() {
        return logFailed;
    }

    /** A replica behind this one has this: the leader is told. */
    @Override
    public void acked(int nodeId, long memoryEnd, long otherDurableEnd) {
        try {
            send(header(FrameType.ACK, nodeId, memoryEnd, otherDurableEnd));
        } catch (IOException e) {
            // The thread that reads the link meets the same end and says so.
            link.close();
        }
    }

    /** A replica behind this one serves a newer leader; the one that is connected learns of it by itself. */
    @Override
    public void fenced(long newerEpoch) {
        options.notices()
                .say(
                        Notices.Kind.REFUSED_LEADER,
                        "epoch " + identity.epoch() + " is over: a replica serves " + newerEpoch);
    }

    @Override
    public long acknowledgedPosition() {
        return leaderAcknowledged;
    }

    @Override
    public long endPosition() {
        return log.endPosition();
    }
}
