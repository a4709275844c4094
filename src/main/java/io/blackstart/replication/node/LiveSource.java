package io.blackstart.replication.node;

import io.blackstart.replication.wire.WireFrame;
import org.agrona.DirectBuffer;

/**
 * A second way for records to come, beside the connection: such as multicast. The connection still greets, acknowledges and
 * feeds what was missed.
 */
@FunctionalInterface
public interface LiveSource extends AutoCloseable {
    /** No second way. */
    LiveSource NONE = (identity, sink) -> () -> {};

    /** Takes a frame of records. */
    @FunctionalInterface
    interface Sink {
        /**
         * A DATA frame whose checksum is right. Returns when its records are appended, were there before, or come too early
         * and have been asked for.
         */
        void onFrame(WireFrame.Header header, DirectBuffer buffer, int payloadOffset, int payloadLength);
    }

    /** Ends a source. */
    @FunctionalInterface
    interface Running {
        /** Stops it; when the call returns the sink is not used any more. */
        void stop();
    }

    /** Begins to hand over what the leader of {@code identity} sends. */
    Running start(Identity identity, Sink sink);

    /** Gives back what it holds beyond its runs. */
    @Override
    default void close() {}
}
