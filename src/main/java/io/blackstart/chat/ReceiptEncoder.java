package io.blackstart.chat;

/** Writes a read receipt in place; see {@link RecordEncoder}. */
public final class ReceiptEncoder extends RecordEncoder<ReceiptEncoder> {
    /** Creates one that is not wrapped yet. */
    public ReceiptEncoder() {
        super(RecordKind.RECEIPT, ChatLayout.HEADER_LENGTH);
    }

    @Override
    ReceiptEncoder self() {
        return this;
    }
}
