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
    private final int firstOffset;
    private long index;
    private int offset;
    private int length;
    private int nextOffset;

    /** Over records of its own, already stamped with the stream, from the one at {@code firstOffset} on. */
    TapeCursor(UnsafeBuffer buffer, int tapeLength, int firstOffset) {
        this.buffer = buffer;
        this.tapeLength = tapeLength;
        this.firstOffset = firstOffset;
        nextOffset = firstOffset;
    }

    /** Goes back to before record 0. */
    void rewind() {
        index = 0;
        nextOffset = firstOffset;
    }

    @Override
    public void next() {
        int at = nextOffset;
        int recordLength = ChatLayout.recordLength(buffer, at);
        buffer.putLong(at + ChatLayout.STAMP_INDEX_OFFSET, index++, LITTLE_ENDIAN);
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
