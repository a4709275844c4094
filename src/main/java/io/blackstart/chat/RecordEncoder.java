package io.blackstart.chat;

import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes a record in place. A flyweight: {@code wrap} writes an empty record of the kind, the setters fill it in any order, and
 * {@link #encodedLength} says how long it has become. Each setter checks its range, so what an encoder made a decoder takes,
 * once room, sender and sequence are set. Single-threaded, reusable; only the setters that take a {@code String} allocate.
 *
 * @param <E> the encoder itself
 */
public abstract sealed class RecordEncoder<E extends RecordEncoder<E>>
        permits MessageEncoder, MediaEncoder, ReceiptEncoder, BroadcastEncoder {
    private static final int NOT_WRAPPED = -1;

    private final int kind;
    private final int fixedLength;
    private MutableDirectBuffer buffer = new UnsafeBuffer(new byte[ChatLayout.MEDIA_LENGTH_MIN]);
    private int offset;
    private int length = NOT_WRAPPED;

    /** For a kind whose payload begins with fields that end at {@code fixedLength} from the record's start. */
    RecordEncoder(RecordKind kind, int fixedLength) {
        this.kind = kind.code();
        this.fixedLength = fixedLength;
    }

    abstract E self();

    /**
     * Begins a record, its stamp and flags 0, its variable part empty.
     *
     * @param target where it goes
     * @param targetOffset where it begins in {@code target}
     * @return this
     * @throws IllegalArgumentException when {@code target} has no room for the fixed part of the kind
     */
    public final E wrap(MutableDirectBuffer target, int targetOffset) {
        if (targetOffset < 0 || fixedLength > target.capacity() - targetOffset) {
            throw new IllegalArgumentException("offset=" + targetOffset + " leaves no room for a record of "
                    + fixedLength + " bytes in capacity=" + target.capacity());
        }
        buffer = target;
        offset = targetOffset;
        length = fixedLength;
        target.setMemory(targetOffset, fixedLength, (byte) 0);
        ChatLayout.header(target, targetOffset, kind, fixedLength);
        return self();
    }

    /** The room, at least 1; of a broadcast the channel. */
    public final E roomId(long id) {
        ChatLayout.roomId(buffer, offset, atLeast(1, id, "roomId"));
        return self();
    }

    /** Who sends it, at least 1; of a receipt who has read. */
    public final E senderId(long id) {
        ChatLayout.senderId(buffer, offset, atLeast(1, id, "senderId"));
        return self();
    }

    /** Ordinal in the room or channel, at least 1; of a receipt the newest ordinal read. */
    public final E sequence(long sequence) {
        ChatLayout.sequence(buffer, offset, atLeast(1, sequence, "sequence"));
        return self();
    }

    /** The id the client gives it, any number. */
    public final E clientMessageId(long id) {
        ChatLayout.clientMessageId(buffer, offset, id);
        return self();
    }

    /** When the client sends it, milliseconds since 1970-01-01 UTC, at least 0. */
    public final E sentAtMillis(long millis) {
        ChatLayout.sentAtMillis(buffer, offset, atLeast(0, millis, "sentAtMillis"));
        return self();
    }

    /** Length of the record so far in bytes. */
    public final int encodedLength() {
        if (length == NOT_WRAPPED) {
            throw new IllegalStateException("the encoder has not been wrapped");
        }
        return length;
    }

    final MutableDirectBuffer buffer() {
        return buffer;
    }

    final int offset() {
        return offset;
    }

    /** Where the variable part begins in the wrapped buffer. */
    final int variableOffset() {
        return offset + fixedLength;
    }

    /** Sets how long the variable part is, whose bytes are written already or will be. */
    final void variableLength(int byteCount, int byteCountMax) {
        encodedLength();
        if (byteCount < 0 || byteCount > byteCountMax || byteCount > buffer.capacity() - variableOffset()) {
            throw new IllegalArgumentException("length=" + byteCount + " must be from 0 to " + byteCountMax
                    + " and fit into capacity=" + buffer.capacity() + " from offset=" + variableOffset());
        }
        length = fixedLength + byteCount;
        ChatLayout.recordLength(buffer, offset, length);
    }

    final void variable(DirectBuffer source, int sourceOffset, int byteCount, int byteCountMax) {
        variableLength(byteCount, byteCountMax);
        if (sourceOffset < 0 || byteCount > source.capacity() - sourceOffset) {
            throw new IllegalArgumentException("sourceOffset=" + sourceOffset + " length=" + byteCount
                    + " do not lie within capacity=" + source.capacity());
        }
        buffer.putBytes(variableOffset(), source, sourceOffset, byteCount);
    }

    final void variable(String text, int byteCountMax) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        variableLength(bytes.length, byteCountMax);
        buffer.putBytes(variableOffset(), bytes);
    }

    static long atLeast(long lowest, long value, String name) {
        if (value < lowest) {
            throw new IllegalArgumentException(name + "=" + value + " must be at least " + lowest);
        }
        return value;
    }
}
