package io.blackstart.replication.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Takes frames from a link. Its memory is fixed when it is made: a frame that does not fit is refused by its length alone.
 * One thread.
 */
public final class FrameReader {
    /** Room beside the largest frame, so that one read of the link can bring many. */
    private static final int READ_AHEAD_BYTES = 1 << 18;

    private final Link link;
    private final long clusterId;
    private final WireFrame wire = new WireFrame();
    private final int payloadMax;

    private ByteBuffer bytes;
    private UnsafeBuffer view;
    private int frameOffset;
    private int frameLength;
    private int end;
    private int payloadLimit = WireFrame.HANDSHAKE_LENGTH_MAX - WireFrame.HEADER_LENGTH;
    private WireFrame.Header header;

    /**
     * Prepares to read; takes memory for a handshake only, and the rest with {@link #expectRecords}.
     *
     * @param link the frames come from
     * @param clusterId frames of another cluster are refused
     * @param batchBytes largest batch of records, as the options have it
     * @param maxRecordLength longest record
     */
    public FrameReader(Link link, long clusterId, int batchBytes, int maxRecordLength) {
        this.link = link;
        this.clusterId = clusterId;
        payloadMax = Math.max(batchBytes, WireFrame.recordSpan(maxRecordLength));
        bytes = WireFrame.allocate(WireFrame.HANDSHAKE_LENGTH_MAX);
        view = new UnsafeBuffer(bytes);
        header = new WireFrame.Header(FrameType.HEARTBEAT, clusterId, 0, 0, 0, 0, 0);
    }

    /** Takes the memory for frames of records; once the peer is known. */
    public void expectRecords() {
        ByteBuffer larger = WireFrame.allocate(WireFrame.HANDSHAKE_LENGTH_MAX + READ_AHEAD_BYTES + payloadMax);
        bytes.limit(end).position(0);
        larger.put(bytes);
        bytes = larger;
        view = new UnsafeBuffer(larger);
        payloadLimit = payloadMax;
    }

    /**
     * Waits for the next frame.
     *
     * @return its header; {@link #payload} is valid until the next call
     * @throws EOFException when the link has ended
     * @throws io.blackstart.BlackstartException CORRUPT, VERSION or FOREIGN; the link is then of no more use
     */
    public WireFrame.Header next() throws IOException {
        frameOffset += frameLength;
        frameLength = 0;
        require(WireFrame.HEADER_LENGTH);
        int payloadLength = WireFrame.payloadLength(bytes, frameOffset, payloadLimit);
        require(WireFrame.HEADER_LENGTH + payloadLength);
        header = wire.open(bytes, frameOffset, payloadLength, clusterId);
        frameLength = WireFrame.HEADER_LENGTH + payloadLength;
        return header;
    }

    /** Whether the next frame is here already, as far as its length can be told. */
    public boolean hasNext() {
        int next = frameOffset + frameLength;
        return end - next >= WireFrame.HEADER_LENGTH
                && end - next >= WireFrame.HEADER_LENGTH + WireFrame.claimedLength(bytes, next);
    }

    /** The memory the payload stands in, at {@link #payloadOffset}. */
    public DirectBuffer payload() {
        return view;
    }

    /** Where the payload begins in {@link #payload}. */
    public int payloadOffset() {
        return frameOffset + WireFrame.HEADER_LENGTH;
    }

    /** Bytes of the payload. */
    public int payloadLength() {
        return frameLength - WireFrame.HEADER_LENGTH;
    }

    private void require(int length) throws IOException {
        if (bytes.capacity() - frameOffset < length) {
            bytes.limit(end).position(frameOffset);
            bytes.compact();
            end -= frameOffset;
            frameOffset = 0;
        }
        while (end - frameOffset < length) {
            if (frameOffset == end) {
                frameOffset = 0;
                end = 0;
            }
            bytes.limit(bytes.capacity()).position(end);
            int count = link.read(bytes);
            if (count < 0) {
                throw new EOFException("the other end has closed the link");
            }
            end += count;
        }
    }
}
