package io.blackstart.chat;

import org.agrona.DirectBuffer;

/** Reads a message in place; see {@link RecordDecoder}. */
public final class MessageDecoder extends RecordDecoder {
    /** Creates one that points at nothing. */
    public MessageDecoder() {}

    /**
     * Points at a message and checks it.
     *
     * @param buffer holds the record
     * @param offset of the record in {@code buffer}
     * @param length of the record in bytes
     * @return this
     * @throws IllegalArgumentException when the record does not lie within {@code buffer}, or is of another kind
     * @throws io.blackstart.BlackstartException CORRUPT or VERSION when it is not a whole valid record
     */
    public MessageDecoder wrap(DirectBuffer buffer, int offset, int length) {
        attach(RecordKind.MESSAGE, buffer, offset, length);
        return this;
    }

    /** Where the text begins in the wrapped buffer. */
    public int textOffset() {
        return offset() + ChatLayout.HEADER_LENGTH;
    }

    /** Length of the text in bytes, 0 to {@link ChatLayout#TEXT_LENGTH_MAX}. */
    public int textLength() {
        return length() - ChatLayout.HEADER_LENGTH;
    }

    /** The text; bytes that are no UTF-8 become U+FFFD. Allocates. */
    public String text() {
        return string(textOffset(), textLength());
    }
}
