package io.blackstart.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Computes the check of frames. Keeps the state of one computation: one instance a thread. */
public final class FrameChecksum {
    private final CRC32C crc = new CRC32C();
    private final long logId;

    /**
     * Creates a checksum.
     *
     * @param logId of the log whose frames are checked
     */
    public FrameChecksum(long logId) {
        this.logId = logId;
    }

    /**
     * The check of a record.
     *
     * @param view a view of the bytes for this purpose alone: its position and limit are moved
     * @param payloadOffset of the payload in {@code view}
     * @param word of the frame
     * @param position of the frame in the log
     */
    public int ofRecord(ByteBuffer view, int payloadOffset, int word, long position) {
        view.limit(payloadOffset + FrameDescriptor.payloadLength(word)).position(payloadOffset);
        crc.reset();
        crc.update(view);
        return (int) crc.getValue() ^ FrameDescriptor.seed(logId, position, word);
    }

    /** The check of a padding frame, whose payload does not count. */
    public int ofPadding(int word, long position) {
        return FrameDescriptor.seed(logId, position, word);
    }
}
