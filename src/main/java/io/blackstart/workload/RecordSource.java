package io.blackstart.workload;

import org.agrona.DirectBuffer;

/**
 * A cursor over chat records, the same interface whether they are made up, replayed from a tape or read from a trace. Endless:
 * {@link #next} always has another. One thread at a time; allocates nothing per record.
 */
public interface RecordSource {
    /** Moves to the next record; before the first call there is none. */
    void next();

    /** Holds the record; its bytes are valid until the next call of {@link #next}. Always the same instance. */
    DirectBuffer buffer();

    /** Where the record begins in {@link #buffer}. */
    int offset();

    /** Length of the record in bytes, at least {@link io.blackstart.chat.ChatLayout#HEADER_LENGTH}. */
    int length();
}
