package io.blackstart.chat;

import org.agrona.DirectBuffer;

/** Reads a record of any kind in place; see {@link RecordDecoder}. */
public final class HeaderDecoder extends RecordDecoder {
    /** Creates one that points at nothing. */
    public HeaderDecoder() {}

    /**
     * Points at a record of any kind and checks it.
     *
     * @param buffer holds the record
     * @param offset of the record in {@code buffer}
     * @param length of the record in bytes
     * @return this
     * @throws IllegalArgumentException when the record does not lie within {@code buffer}
     * @throws io.blackstart.BlackstartException CORRUPT or VERSION when it is not a whole valid record
     */
    public HeaderDecoder wrap(DirectBuffer buffer, int offset, int length) {
        attach(buffer, offset, length);
        return this;
    }
}
