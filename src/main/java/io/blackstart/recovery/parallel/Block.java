package io.blackstart.recovery.parallel;

import io.blackstart.BlackstartException;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** A piece of a log in memory, used over and over. Its fields change only while nobody but its reader has it. */
final class Block {
    /** Alignment of what is read past the page cache. */
    private static final int ALIGNMENT = 4096;

    private final ByteBuffer memory;
    private final UnsafeBuffer bytes;
    private int filledLength;
    private @Nullable BlackstartException failure;

    Block(int capacity) {
        memory = ByteBuffer.allocateDirect(capacity + ALIGNMENT).alignedSlice(ALIGNMENT);
        bytes = new UnsafeBuffer(memory);
    }

    /** The memory, to be filled from its start. */
    ByteBuffer memory() {
        return memory;
    }

    /** Views for one worker: position and limit are its own. */
    ByteBuffer view() {
        return memory.duplicate();
    }

    UnsafeBuffer bytes() {
        return bytes;
    }

    void filled(int length) {
        filledLength = length;
        failure = null;
    }

    void failed(BlackstartException e) {
        filledLength = 0;
        failure = e;
    }

    int filledLength() {
        return filledLength;
    }

    /** Why it could not be read, null when it was. */
    @Nullable
    BlackstartException failure() {
        return failure;
    }
}
