package io.blackstart.replication.wire;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Two ways of bytes between two nodes. One thread reads, one at a time writes; {@link #close} by any, and wakes both.
 */
public interface Link extends AutoCloseable {
    /** Reads at least one byte; -1 at the end. */
    int read(ByteBuffer target) throws IOException;

    /** Writes all of {@code source}. */
    void write(ByteBuffer source) throws IOException;

    /** Who is at the other end, for people. */
    String peer();

    /** Bytes written to the network so far. */
    long sentBytes();

    /** Closes it; never throws, since a link that cannot be closed is of no use either way. */
    @Override
    void close();
}
