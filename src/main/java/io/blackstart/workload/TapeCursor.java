package io.blackstart.workload;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.blackstart.chat.ChatLayout;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One stream of a {@link RecordTape}. A record costs a few nanoseconds: its length is read where the record is, its index is
 * written there; the stream's number stands there already. Single-threaded.
 */
final class TapeCursor implements RecordSource {
    private final UnsafeBuffer buffer;
    private final int tapeLength;
    private final boolean stamps;
    private long index;
    private int offset;
    private int length;
    private int nextOffset;

    /** Over records of its own, already stamped with the stream. */
    TapeCursor(UnsafeBuffer buffer, int tapeLength) {
        this(buffer, tapeLength, true);
    }

    /** With {@code stamps} false over records it leaves as they are. */
    TapeCursor(UnsafeBuffer buffer, int tapeLength, boolean stamps) {
        this.buffer = buffer;
        this.tapeLength = tapeLength;
        this.stamps = stamps;
    }

    /** Goes back to before record 0. */
    void rewind() {
        index = 0;
        nextOffset = 0;
    }

    @Override
    public void next() {
        int at = nextOffset;
        int recordLength = ChatLayout.recordLength(buffer, at);
        if (stamps) {
            buffer.putLong(at + ChatLayout.STAMP_INDEX_OFFSET, index++, LITTLE_ENDIAN);
        }
        int after = at + BitUtil.align(recordLength, Long.BYTES);
        nextOffset = after == tapeLength ? 0 : after;
        offset = at;
        length = recordLength;
    }

    @Override
    public DirectBuffer buffer() {
        return buffer;
    }

    @Override
    public int offset() {
        return offset;
    }

    @Override
    public int length() {
        return length;
    }
}
