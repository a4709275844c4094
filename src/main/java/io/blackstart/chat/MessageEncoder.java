package io.blackstart.chat;

import org.agrona.DirectBuffer;

/** Writes a message in place; see {@link RecordEncoder}. */
public final class MessageEncoder extends RecordEncoder<MessageEncoder> {
    private static final int TEXT_MAX = ChatLayout.TEXT_LENGTH_MAX;

    /** Creates one that is not wrapped yet. */
    public MessageEncoder() {
        super(RecordKind.MESSAGE, ChatLayout.HEADER_LENGTH);
    }

    @Override
    MessageEncoder self() {
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
    public MessageEncoder textLength(int byteCount) {
        variableLength(byteCount, TEXT_MAX);
        return this;
    }

    /**
     * Copies the text, UTF-8, from {@code source}.
     *
     * @throws IllegalArgumentException when it is longer than a record may be or than the buffer has room for
     */
    public MessageEncoder text(DirectBuffer source, int sourceOffset, int byteCount) {
        variable(source, sourceOffset, byteCount, TEXT_MAX);
        return this;
    }

    /** The same from a string. Allocates. */
    public MessageEncoder text(String text) {
        variable(text, TEXT_MAX);
        return this;
    }
}
