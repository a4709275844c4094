package io.blackstart.chat;

import io.blackstart.BlackstartException;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads the header of a record in place. A flyweight: {@code wrap} points it at a record, which is checked whole there and then
 * (see {@link ChatLayout#check}), after which every accessor stays within it. Single-threaded, reusable, allocates nothing.
 */
public abstract sealed class RecordDecoder
        permits HeaderDecoder, MessageDecoder, MediaDecoder, ReceiptDecoder, BroadcastDecoder {
    /** What a decoder points at before its first wrap: zeros, as long as the longest fixed part. */
    private static final DirectBuffer NOTHING = new UnsafeBuffer(new byte[ChatLayout.MEDIA_LENGTH_MIN]);

    private DirectBuffer buffer = NOTHING;
    private int offset;
    private int length;

    RecordDecoder() {}

    /** Points at a record of any kind and returns its kind's code. */
    final int attach(DirectBuffer recordBuffer, int recordOffset, int recordLength) {
        int kind = ChatLayout.check(BlackstartException.NO_POSITION, recordBuffer, recordOffset, recordLength);
        buffer = recordBuffer;
        offset = recordOffset;
        length = recordLength;
        return kind;
    }

    /** Points at a record that must be of one kind. */
    final void attach(RecordKind wanted, DirectBuffer recordBuffer, int recordOffset, int recordLength) {
        int kind = attach(recordBuffer, recordOffset, recordLength);
        if (kind != wanted.code()) {
            throw new IllegalArgumentException("kind=" + RecordKind.ofCode(kind) + " is not " + wanted);
        }
    }

    final DirectBuffer buffer() {
        return buffer;
    }

    final int offset() {
        return offset;
    }

    final String string(int start, int byteCount) {
        byte[] bytes = new byte[byteCount];
        buffer.getBytes(start, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The kind of the record. */
    public final RecordKind kind() {
        return RecordKind.ofCode(ChatLayout.kind(buffer, offset));
    }

    /** Length of the whole record in bytes. */
    public final int length() {
        return length;
    }

    /** The room, at least 1; of a broadcast the channel. */
    public final long roomId() {
        return ChatLayout.roomId(buffer, offset);
    }

    /** Who sent it, at least 1; of a receipt who has read. */
    public final long senderId() {
        return ChatLayout.senderId(buffer, offset);
    }

    /** Ordinal in the room or channel, at least 1; of a receipt the newest ordinal read. */
    public final long sequence() {
        return ChatLayout.sequence(buffer, offset);
    }

    /** The id the client gave it, the same each time it sends the same again. */
    public final long clientMessageId() {
        return ChatLayout.clientMessageId(buffer, offset);
    }

    /** When the client sent it, milliseconds since 1970-01-01 UTC, at least 0. */
    public final long sentAtMillis() {
        return ChatLayout.sentAtMillis(buffer, offset);
    }

    /** The stream in the stamp, 0 when it was never stamped. */
    public final int stampStream() {
        return ChatLayout.stampStream(buffer, offset);
    }

    /** The index in the stamp, 0 when it was never stamped. */
    public final long stampIndex() {
        return ChatLayout.stampIndex(buffer, offset);
    }
}
