package io.blackstart.replication.aeron;

import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.blackstart.replication.Member;
import io.blackstart.replication.node.LeaderOptions;
import io.blackstart.replication.node.ReplicaLog;
import io.blackstart.replication.ring.Multicast;
import io.blackstart.replication.wire.WireFrame;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/** One publication with every follower as a destination, at the UDP port of the same number as its TCP port. */
final class AeronMulticast implements Multicast {
    private static final String TERM_LENGTH = "8m";
    private static final int LOOPBACK_MTU = 16_384;
    private static final int ETHERNET_MTU = 1_408;

    private final AeronNode node;
    private final ExclusivePublication publication;
    private final int destinationCount;
    private final IdleStrategy idle = AeronNode.idle();
    private final UnsafeBuffer view = new UnsafeBuffer();
    private volatile boolean closed;
    private volatile long position;

    AeronMulticast(ReplicaLog log, LeaderOptions options, List<Member> others) {
        others.forEach(member -> options.links().check(member.address()));
        boolean loopback =
                others.stream().allMatch(member -> member.address().getAddress().isLoopbackAddress());
        node = new AeronNode(log.directory());
        publication = node.aeron()
                .addExclusivePublication(
                        "aeron:udp?control-mode=manual|fc=min,t:1s|term-length=" + TERM_LENGTH + "|mtu="
                                + (loopback ? LOOPBACK_MTU : ETHERNET_MTU),
                        AeronNode.STREAM_ID);
        others.forEach(member -> publication.addDestination("aeron:udp?endpoint=" + endpoint(member.address())));
        destinationCount = others.size();
        int frameMax = WireFrame.HEADER_LENGTH
                + Math.max(options.replication().batchBytes(), WireFrame.recordSpan(log.maxRecordLength()));
        if (frameMax > publication.maxMessageLength()) {
            node.close();
            log.close();
            throw new IllegalArgumentException(
                    "a frame of " + frameMax + " bytes does not fit into an Aeron message of "
                            + publication.maxMessageLength() + ": make batchBytes or the longest record smaller");
        }
    }

    static String endpoint(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    @Override
    public boolean send(ByteBuffer frame) {
        view.wrap(frame, frame.position(), frame.remaining());
        while (!closed && !Thread.currentThread().isInterrupted()) {
            long result = publication.offer(view, 0, view.capacity());
            if (result > 0) {
                position = result;
                idle.reset();
                return true;
            }
            if (result == Publication.NOT_CONNECTED) {
                return false;
            }
            if (result == Publication.CLOSED || result == Publication.MAX_POSITION_EXCEEDED) {
                throw new IllegalStateException("offer=" + Publication.errorString(result));
            }
            idle.idle();
        }
        return false;
    }

    /** What the publication has taken, headers and alignment included, times the copies that are sent of it. */
    @Override
    public long sentBytes() {
        return position * destinationCount;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            node.close();
        }
    }
}
