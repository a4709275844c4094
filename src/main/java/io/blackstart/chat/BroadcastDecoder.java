package io.blackstart.chat;

import org.agrona.DirectBuffer;

/** Reads a channel broadcast in place; see {@link RecordDecoder}. */
public final class BroadcastDecoder extends RecordDecoder {
    /** Creates one that points at nothing. */
    public BroadcastDecoder() {}

    /**
     * Points at a channel broadcast and checks it.
     *
     * @param buffer holds the record
     * @param offset of the record in {@code buffer}
     * @param length of the record in bytes
     * @return this
     * @throws IllegalArgumentException when the record does not lie within {@code buffer}, or is of another kind
     * @throws io.blackstart.BlackstartException CORRUPT or VERSION when it is not a whole valid record
     */
    public BroadcastDecoder wrap(DirectBuffer buffer, int offset, int length) {
        attach(RecordKind.BROADCAST, buffer, offset, length);
        return this;
    }

    /** How many users the channel had when it was sent, at least 1. */
    public int receiverCount() {
        return ChatLayout.receiverCount(buffer(), offset());
    }

    /** Where the text begins in the wrapped buffer. */
    public int textOffset() {
        return offset() + ChatLayout.BROADCAST_LENGTH_MIN;
    }

    /** Length of the text in bytes, at least 0. */
    public int textLength() {
        return length() - ChatLayout.BROADCAST_LENGTH_MIN;
    }

    /** The text; bytes that are no UTF-8 become U+FFFD. Allocates. */
    public String text() {
        return string(textOffset(), textLength());
    }
}
