package io.blackstart.replication.node;

import io.blackstart.BlackstartException;
import io.blackstart.replication.Member;
import io.blackstart.replication.ReplicaState.LinkState;
import io.blackstart.replication.ReplicationOptions;
import io.blackstart.replication.wire.FrameReader;
import io.blackstart.replication.wire.Handshake;
import io.blackstart.replication.wire.Link;
import io.blackstart.replication.wire.Links;
import io.blackstart.replication.wire.Refusal;
import io.blackstart.replication.wire.WireFrame;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The lasting relation of a sender to one follower: connects, greets, feeds, hears acknowledgements, and begins again when
 * the connection ends. A thread for feeding, and one for hearing while connected.
 */
final class PeerSession implements AutoCloseable {
    private static final int RETRY_MILLIS_MIN = 10;
    private static final int RETRY_MILLIS_MAX = 500;

    private final Member member;
    private final Identity identity;
    private final ReplicaLog log;
    private final ReplicationOptions options;
    private final Links links;
    private final Notices notices;
    private final SilenceWatch watch;
    private final AckSink sink;
    private final Feed feed;
    private final Thread thread;
    private final AtomicLong sentBefore = new AtomicLong();

    private volatile boolean closed;
    private volatile @Nullable PeerConnection connection;

    /** What all sessions of a node share. */
    record Shared(
            Identity identity,
            ReplicaLog log,
            ReplicationOptions options,
            Links links,
            Notices notices,
            SilenceWatch watch,
            AckSink sink) {}

    PeerSession(Shared shared, Member member, Feed feed) {
        this.member = member;
        this.feed = feed;
        identity = shared.identity;
        log = shared.log;
        options = shared.options;
        links = shared.links;
        notices = shared.notices;
        watch = shared.watch;
        sink = shared.sink;
        thread = Threads.start("replica-" + identity.nodeId() + "-to-" + member.nodeId(), this::run);
    }

    Member member() {
        return member;
    }

    LinkState state() {
        PeerConnection now = connection;
        return now == null ? LinkState.AWAY : now.state();
    }

    long sentBytes() {
        PeerConnection now = connection;
        return sentBefore.get() + (now == null ? 0 : now.sentBytes());
    }

    private void run() {
        int retryMillis = RETRY_MILLIS_MIN;
        boolean told = false;
        while (!closed) {
            boolean served = false;
            try (Link link = links.connect(member.address(), options.silenceMillis())) {
                served = serve(link);
            } catch (IOException e) {
                if (!told && !closed) {
                    notices.say(Notices.Kind.LINK_ENDED, "replica " + member.nodeId() + ": " + e.getMessage());
                }
            } catch (BlackstartException e) {
                notices.say(Notices.Kind.LINK_ENDED, "replica " + member.nodeId() + ": " + e.getMessage());
            } catch (InterruptedException e) {
                served = true;
            }
            told = !served;
            retryMillis = served ? RETRY_MILLIS_MIN : Math.min(RETRY_MILLIS_MAX, retryMillis * 2);
            // The end of a connection wakes this thread by an interrupt; only close means to end it.
            if (!closed) {
                Thread.interrupted();
                Threads.pause(retryMillis);
            }
        }
    }

    /** Whether the peer took it. */
    private boolean serve(Link link) throws IOException, InterruptedException {
        var peer = new PeerConnection(member, link, identity, sink, options.heartbeatMillis());
        watch.watch(link, peer::heardNanos);
        try {
            var reader = new FrameReader(link, identity.clusterId(), options.batchBytes(), log.maxRecordLength());
            long end = log.endPosition();
            link.write(Handshake.hello(helloHeader(end), log.history().toPairs()));
            WireFrame.Header answer = reader.next();
            switch (answer.type()) {
                case WELCOME -> {
                    feed(peer, reader, answer, end);
                    return true;
                }
                case REFUSED -> {
                    refused(Handshake.reason(answer), answer.epoch());
                    return false;
                }
                default -> throw Handshake.unexpected(answer);
            }
        } finally {
            watch.forget(link);
            sentBefore.getAndAdd(link.sentBytes());
        }
    }

    private WireFrame.Header helloHeader(long end) {
        return Handshake.helloHeader(
                identity.clusterId(),
                identity.epoch(),
                identity.nodeId(),
                end,
                identity.leaderNodeId(),
                identity.disk());
    }

    private void refused(Refusal reason, long peerEpoch) {
        if (!closed) {
            notices.say(
                    Notices.Kind.REFUSED_LEADER,
                    "replica " + member.nodeId() + " refused epoch " + identity.epoch() + ": " + reason.text()
                            + " (its epoch is " + peerEpoch + ")");
        }
        if (reason == Refusal.STALE_EPOCH) {
            sink.fenced(peerEpoch);
        }
    }

    private void feed(PeerConnection peer, FrameReader reader, WireFrame.Header welcome, long end)
            throws IOException, InterruptedException {
        if (welcome.nodeId() != member.nodeId() || welcome.position() > end) {
            throw Handshake.unexpected(welcome);
        }
        sink.acked(member.nodeId(), welcome.position(), welcome.detail());
        connection = peer;
        peer.beat(System.nanoTime());
        Thread hearing = Threads.start(thread.getName() + "-acks", () -> hear(peer, reader));
        try {
            feed.run(peer, welcome.position());
        } finally {
            connection = null;
            peer.end();
            Threads.join(hearing);
        }
    }

    private void hear(PeerConnection peer, FrameReader reader) {
        try {
            while (!peer.isEnded()) {
                WireFrame.Header header = reader.next();
                peer.heard();
                switch (header.type()) {
                    case ACK -> sink.acked(header.nodeId(), header.position(), header.detail());
                    case NEED -> peer.need(header.position());
                    case REFUSED -> refused(Handshake.reason(header), header.epoch());
                    case HEARTBEAT -> {}
                    default -> throw Handshake.unexpected(header);
                }
            }
        } catch (IOException | BlackstartException e) {
            if (!closed && !peer.isEnded()) {
                notices.say(Notices.Kind.LINK_ENDED, "replica " + member.nodeId() + ": " + e.getMessage());
            }
        } finally {
            peer.end();
            thread.interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        PeerConnection now = connection;
        if (now != null) {
            now.end();
        }
        thread.interrupt();
        Threads.join(thread);
    }
}
