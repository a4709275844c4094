package io.blackstart.replication.ring;

import java.nio.ByteBuffer;

/** One way to all followers at once, which may lose frames: they then ask for what they missed. */
public interface Multicast extends AutoCloseable {
    /**
     * Sends a frame to whoever listens; waits while they cannot take more. Called by one thread.
     *
     * @param frame from position to limit
     * @return false when the frame was given up, since nobody listens or the thread was interrupted
     */
    boolean send(ByteBuffer frame);

    /** Bytes given to the network so far, all copies. */
    long sentBytes();

    /** Ends it. */
    @Override
    void close();
}
