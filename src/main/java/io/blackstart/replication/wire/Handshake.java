package io.blackstart.replication.wire;

import io.blackstart.BlackstartException;
import java.nio.ByteBuffer;
import java.util.List;

/** The first frames of a link. Stateless. */
public final class Handshake {
    private Handshake() {}

    /** The header of a HELLO; the number of epochs is filled in by {@link #hello}. */
    public static WireFrame.Header helloHeader(
            long clusterId, long epoch, int nodeId, long end, int leaderNodeId, boolean disk) {
        return new WireFrame.Header(
                FrameType.HELLO, clusterId, epoch, nodeId, end, leaderNodeId * 2L + (disk ? 1 : 0), 0);
    }

    /** A HELLO with the sender's history: epochs and first positions in turn. */
    public static ByteBuffer hello(WireFrame.Header header, List<Long> history) {
        int payloadLength = history.size() * Long.BYTES;
        ByteBuffer frame = WireFrame.allocate(WireFrame.HEADER_LENGTH + payloadLength);
        int at = WireFrame.HEADER_LENGTH;
        for (long number : history) {
            frame.putLong(at, number);
            at += Long.BYTES;
        }
        var counted = new WireFrame.Header(
                header.type(),
                header.clusterId(),
                header.epoch(),
                header.nodeId(),
                header.position(),
                header.detail(),
                history.size() * Long.BYTES / WireFrame.EPOCH_LENGTH);
        new WireFrame().seal(frame, 0, payloadLength, counted);
        return frame;
    }

    /** The leader's node id that a HELLO tells. */
    public static long leaderNodeId(WireFrame.Header hello) {
        return hello.detail() >> 1;
    }

    /** Whether a HELLO asks for disk. */
    public static boolean disk(WireFrame.Header hello) {
        return (hello.detail() & 1) == 1;
    }

    /** The reason of a REFUSED. */
    public static Refusal reason(WireFrame.Header refused) {
        return Refusal.of(refused.detail());
    }

    /** A REFUSED. */
    public static ByteBuffer refused(long clusterId, long epoch, int nodeId, Refusal reason) {
        return new WireFrame()
                .bare(new WireFrame.Header(FrameType.REFUSED, clusterId, epoch, nodeId, 0, reason.code(), 0));
    }

    /** A frame that has no place where it came. */
    public static BlackstartException unexpected(WireFrame.Header header) {
        return WireFrame.corrupt("unexpected " + header);
    }
}
