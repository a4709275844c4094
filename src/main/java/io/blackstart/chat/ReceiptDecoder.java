package io.blackstart.chat;

import org.agrona.DirectBuffer;

/** Reads a read receipt in place; see {@link RecordDecoder}. */
public final class ReceiptDecoder extends RecordDecoder {
    /** Creates one that points at nothing. */
    public ReceiptDecoder() {}

    /**
     * Points at a read receipt and checks it.
     *
     * @param buffer holds the record
     * @param offset of the record in {@code buffer}
     * @param length of the record in bytes
     * @return this
     * @throws IllegalArgumentException when the record does not lie within {@code buffer}, or is of another kind
     * @throws io.blackstart.BlackstartException CORRUPT or VERSION when it is not a whole valid record
     */
    public ReceiptDecoder wrap(DirectBuffer buffer, int offset, int length) {
        attach(RecordKind.RECEIPT, buffer, offset, length);
        return this;
    }
}
