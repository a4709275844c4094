package io.blackstart.log;

import java.nio.ByteBuffer;

/**
 * A mapped piece of a {@link LogFile}. What is stored through it is seen at once by reads of the file and by other mappings,
 * and the other way round.
 */
public interface MappedRegion extends AutoCloseable {
    /** The bytes, little endian, position 0 to limit {@code length}. The same instance each time: take a duplicate to move it. */
    ByteBuffer buffer();

    /** Makes {@code length} bytes from {@code offset} durable, widened to whole pages. Not again after a failure. */
    void force(int offset, int length);

    /** Unmaps at once; touching the buffer afterwards is a bug. Idempotent. */
    @Override
    void close();
}
