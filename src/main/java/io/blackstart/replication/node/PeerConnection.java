package io.blackstart.replication.node;

import io.blackstart.replication.Member;
import io.blackstart.replication.ReplicaState.LinkState;
import io.blackstart.replication.wire.FrameType;
import io.blackstart.replication.wire.Link;
import io.blackstart.replication.wire.WireFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/** One greeted connection from a sender to a follower. {@link #send} by any thread, one at a time gets through. */
public final class PeerConnection {
    private final Member member;
    private final Link link;
    private final Identity identity;
    private final AckSink sink;
    private final long heartbeatNanos;
    private final WireFrame wire = new WireFrame();

    private volatile long heardNanos = System.nanoTime();
    private volatile LinkState state = LinkState.CATCHING_UP;
    private final Object needLock = new Object();
    private long neededPosition = -1;
    private volatile boolean ended;
    private long lastHeartbeatNanos = heardNanos;

    PeerConnection(Member member, Link link, Identity identity, AckSink sink, int heartbeatMillis) {
        this.member = member;
        this.link = link;
        this.identity = identity;
        this.sink = sink;
        heartbeatNanos = TimeUnit.MILLISECONDS.toNanos(heartbeatMillis);
    }

    /** Who is at the other end. */
    public Member member() {
        return member;
    }

    /** Sends a frame; the first failure ends the connection for all. */
    public void send(ByteBuffer frame) throws IOException {
        synchronized (this) {
            link.write(frame);
        }
    }

    /** Tells the peer what is acknowledged when it is time to. */
    public void heartbeat() throws IOException {
        long now = System.nanoTime();
        if (now - lastHeartbeatNanos >= heartbeatNanos) {
            beat(now);
        }
    }

    /** Tells the peer what is acknowledged now. */
    void beat(long now) throws IOException {
        lastHeartbeatNanos = now;
        var header = new WireFrame.Header(
                FrameType.HEARTBEAT,
                identity.clusterId(),
                identity.epoch(),
                identity.nodeId(),
                sink.acknowledgedPosition(),
                sink.endPosition(),
                0);
        send(wire.bare(header));
    }

    /** How long a feed may wait before it must look at the heartbeat. */
    public long heartbeatMillis() {
        return TimeUnit.NANOSECONDS.toMillis(heartbeatNanos);
    }

    /** Notes how the peer is being fed. */
    public void state(LinkState now) {
        state = now;
    }

    LinkState state() {
        return state;
    }

    /** Waits until the peer asks to be fed from a position, or the time is over; that position, -1 for none. */
    public long awaitNeededPosition(long timeoutMillis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        synchronized (needLock) {
            long left = deadline - System.nanoTime();
            while (neededPosition < 0 && !ended && left > 0) {
                TimeUnit.NANOSECONDS.timedWait(needLock, left);
                left = deadline - System.nanoTime();
            }
            long position = neededPosition;
            neededPosition = -1;
            return position;
        }
    }

    void need(long position) {
        synchronized (needLock) {
            neededPosition = position;
            needLock.notifyAll();
        }
    }

    void heard() {
        heardNanos = System.nanoTime();
    }

    long heardNanos() {
        return heardNanos;
    }

    /** Whether the connection is over. */
    public boolean isEnded() {
        return ended;
    }

    /** Ends it; the session makes another. */
    public void end() {
        ended = true;
        link.close();
    }

    long sentBytes() {
        return link.sentBytes();
    }
}
