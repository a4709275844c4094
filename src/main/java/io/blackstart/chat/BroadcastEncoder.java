package io.blackstart.chat;

import org.agrona.DirectBuffer;

/** Writes a channel broadcast in place; see {@link RecordEncoder}. */
public final class BroadcastEncoder extends RecordEncoder<BroadcastEncoder> {
    private static final int TEXT_MAX = ChatLayout.RECORD_LENGTH_MAX - ChatLayout.BROADCAST_LENGTH_MIN;

    /** Creates one that is not wrapped yet. */
    public BroadcastEncoder() {
        super(RecordKind.BROADCAST, ChatLayout.BROADCAST_LENGTH_MIN);
    }

    @Override
    BroadcastEncoder self() {
        return this;
    }

    /** How many users the channel has, at least 1. */
    public BroadcastEncoder receiverCount(int count) {
        atLeast(1, count, "receiverCount");
        ChatLayout.receiverCount(buffer(), offset(), count);
        return this;
    }

    /** Where the text begins in the wrapped buffer, for a caller that writes it there and then says {@link #textLength}. */
    public int textOffset() {
        return variableOffset();
    }

    /**
     * Sets the length of a text written at {@link #textOffset}.
     *
     * @throws IllegalArgumentException when it is longer than a record may be or than the buffer has room for
     */
    public BroadcastEncoder textLength(int byteCount) {
        variableLength(byteCount, TEXT_MAX);
        return this;
    }

    /**
     * Copies the text, UTF-8, from {@code source}.
     *
     * @throws IllegalArgumentException when it is longer than a record may be or than the buffer has room for
     */
    public BroadcastEncoder text(DirectBuffer source, int sourceOffset, int byteCount) {
        variable(source, sourceOffset, byteCount, TEXT_MAX);
        return this;
    }

    /** The same from a string. Allocates. */
    public BroadcastEncoder text(String text) {
        variable(text, TEXT_MAX);
        return this;
    }
}
