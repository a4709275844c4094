package io.blackstart.log;

import java.nio.ByteBuffer;

/** One open file. Reads and writes loop until done: no short transfer reaches the caller. Safe for many threads. */
public interface LogFile extends AutoCloseable {
    /** Plain name in its directory. */
    String name();

    /** Size in bytes. */
    long size();

    /** Writes everything from {@code source}'s position to its limit at {@code offset}, growing the file where it must. */
    void write(ByteBuffer source, long offset);

    /**
     * Reads from {@code offset} until {@code target} is full or the file ends.
     *
     * @return bytes read, 0 at the end; a read error is thrown, never taken for the end
     */
    int read(ByteBuffer target, long offset);

    /** Makes the data, and the size needed to reach it, durable. After a failure the file must not be forced again. */
    void force();

    /** Cuts or grows the file to {@code bytes}. */
    void truncate(long bytes);

    /**
     * Maps {@code length} bytes from {@code offset}, both multiples of 4,096, all below {@link #size}. The caller has written
     * and forced real bytes there first, or a full disk shows as a fault inside the JVM.
     *
     * @param writable false for a read-only view
     */
    MappedRegion map(long offset, int length, boolean writable);

    /** Closes; a mapping made from it stays valid. Idempotent. */
    @Override
    void close();
}
