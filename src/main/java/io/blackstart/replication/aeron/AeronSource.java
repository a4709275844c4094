package io.blackstart.replication.aeron;

import io.aeron.FragmentAssembler;
import io.aeron.Subscription;
import io.aeron.logbuffer.FragmentHandler;
import io.blackstart.BlackstartException;
import io.blackstart.replication.node.FollowerOptions;
import io.blackstart.replication.node.Identity;
import io.blackstart.replication.node.LiveSource;
import io.blackstart.replication.node.Notices;
import io.blackstart.replication.node.ReplicaLog;
import io.blackstart.replication.node.Threads;
import io.blackstart.replication.wire.FrameType;
import io.blackstart.replication.wire.WireFrame;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.UnsafeBuffer;

/** What a follower hears of the multicast. Every frame is checked as if it had come over a connection. */
final class AeronSource implements LiveSource {
    private static final int FRAGMENT_LIMIT = 64;

    private final FollowerOptions options;
    private final AeronNode node;
    private final Subscription subscription;
    private final int payloadMax;

    AeronSource(ReplicaLog log, FollowerOptions options) {
        this.options = options;
        node = new AeronNode(log.directory());
        var address = options.cluster().member(options.nodeId()).address();
        subscription = node.aeron()
                .addSubscription("aeron:udp?endpoint=" + AeronMulticast.endpoint(address), AeronNode.STREAM_ID);
        payloadMax = Math.max(options.replication().batchBytes(), WireFrame.recordSpan(log.maxRecordLength()));
    }

    @Override
    public Running start(Identity identity, Sink sink) {
        return new Hearing(identity, sink);
    }

    @Override
    public void close() {
        node.close();
    }

    /** The thread that polls while one leader is followed. */
    private final class Hearing implements Running {
        private final long clusterId;
        private final Sink sink;
        private final WireFrame wire = new WireFrame();
        private final ByteBuffer frame = WireFrame.allocate(WireFrame.HEADER_LENGTH + payloadMax);
        private final UnsafeBuffer view = new UnsafeBuffer(frame);
        private final Thread thread;
        private volatile boolean stopped;

        Hearing(Identity identity, Sink sink) {
            clusterId = identity.clusterId();
            this.sink = sink;
            thread = Threads.start("replica-" + identity.nodeId() + "-multicast", this::run);
        }

        private void run() {
            FragmentHandler assembler =
                    new FragmentAssembler((buffer, offset, length, header) -> onMessage(buffer, offset, length));
            IdleStrategy idle = AeronNode.idle();
            while (!stopped && !subscription.isClosed()) {
                idle.idle(subscription.poll(assembler, FRAGMENT_LIMIT));
            }
        }

        private void onMessage(DirectBuffer buffer, int offset, int length) {
            try {
                if (length < WireFrame.HEADER_LENGTH || length > frame.capacity()) {
                    say("a message of " + length + " bytes");
                    return;
                }
                view.putBytes(0, buffer, offset, length);
                int payloadLength = WireFrame.payloadLength(frame, 0, length - WireFrame.HEADER_LENGTH);
                WireFrame.Header header = wire.open(frame, 0, payloadLength, clusterId);
                if (header.type() == FrameType.DATA) {
                    sink.onFrame(header, view, WireFrame.HEADER_LENGTH, payloadLength);
                }
            } catch (BlackstartException e) {
                say(String.valueOf(e.getMessage()));
            }
        }

        private void say(String what) {
            options.notices().say(Notices.Kind.REFUSED_CONNECTION, "multicast refused: " + what);
        }

        @Override
        public void stop() {
            stopped = true;
            Threads.join(thread);
        }
    }
}
