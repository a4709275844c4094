package io.blackstart.recovery;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.chat.ChatDigest;
import io.blackstart.chat.HeaderDecoder;
import io.blackstart.chat.RecordKind;
import org.agrona.DirectBuffer;

/** An answer to a user: the newest messages of a room, each read and checked. Reusable, single-threaded. */
public final class Screen {
    private final HeaderDecoder header = new HeaderDecoder();
    private long roomId;
    private long lastSequence;
    private int messageCount;
    private long contents;

    /** Creates an empty one. */
    public Screen() {}

    /** Begins the answer for a room whose newest message has {@code newestSequence}, 0 for none. */
    public void begin(long room, long newestSequence) {
        roomId = room;
        lastSequence = newestSequence;
        messageCount = 0;
        contents = 0;
    }

    /**
     * Adds a message.
     *
     * @param sequence that it must have
     * @throws BlackstartException CORRUPT when it is no valid message, or another than was to be read
     */
    public void add(long sequence, DirectBuffer buffer, int offset, int length) {
        header.wrap(buffer, offset, length);
        boolean isMessage = header.kind() == RecordKind.MESSAGE || header.kind() == RecordKind.MEDIA;
        if (!isMessage || header.roomId() != roomId || header.sequence() != sequence) {
            throw new BlackstartException(
                    ErrorCode.CORRUPT,
                    "wanted message " + sequence + " of room " + roomId + ", found " + header.kind() + " "
                            + header.sequence() + " of room " + header.roomId());
        }
        messageCount++;
        contents += ChatDigest.messageTerm(
                sequence, header.senderId(), header.clientMessageId(), header.sentAtMillis(), length);
    }

    /** The room's newest sequence as the answer has it. */
    public long lastSequence() {
        return lastSequence;
    }

    /** Messages in the answer. */
    public int messageCount() {
        return messageCount;
    }

    /** Sum of the terms of the messages in the answer. */
    public long contents() {
        return contents;
    }
}
