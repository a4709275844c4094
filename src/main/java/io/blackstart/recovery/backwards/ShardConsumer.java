package io.blackstart.recovery.backwards;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.chat.ChatState;
import io.blackstart.chat.HeaderDecoder;
import io.blackstart.chat.RecordKind;
import io.blackstart.log.RecordConsumer;
import io.blackstart.recovery.LostRange;
import io.blackstart.recovery.RestoreSession;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Applies the records of one segment while newer ones are applied already, and finds those that stand too far behind a newer one,
 * since answers may have been given without them.
 */
final class ShardConsumer implements RecordConsumer {
    private static final int PAUSE_RECORDS = 1 << 8;

    private final RestoreSession session;
    private final ChatState state;
    private final long lateBytes;
    private final @Nullable Runnable meanwhile;
    private final HeaderDecoder header = new HeaderDecoder();
    private long lastPosition = LostRange.UNKNOWN;
    private int count;
    private long bytes;
    private @Nullable BlackstartException refusal;

    ShardConsumer(RestoreSession session, ChatState state, long lateBytes, @Nullable Runnable meanwhile) {
        this.session = session;
        this.state = state;
        this.lateBytes = lateBytes;
        this.meanwhile = meanwhile;
    }

    @Override
    public boolean onRecord(long position, DirectBuffer buffer, int offset, int length) {
        try {
            header.wrap(buffer, offset, length);
            requireInTime(position);
            state.apply(position, buffer, offset, length);
        } catch (BlackstartException e) {
            refusal = e;
            return false;
        }
        lastPosition = position;
        bytes += length;
        if (++count == PAUSE_RECORDS) {
            end();
            if (meanwhile != null) {
                meanwhile.run();
            }
        }
        return true;
    }

    private void requireInTime(long position) {
        if (header.kind() != RecordKind.MESSAGE && header.kind() != RecordKind.MEDIA) {
            return;
        }
        long last = state.lastSequence(header.roomId());
        if (last == 0 || header.sequence() <= last) {
            return;
        }
        long lastAt = state.position(header.roomId(), last);
        if (lastAt - position > lateBytes) {
            throw new BlackstartException(
                    ErrorCode.CORRUPT,
                    "message " + header.sequence() + " of room " + header.roomId() + " stands before message " + last
                            + " at " + lastAt + ", more than lateBytes=" + lateBytes + " late",
                    null,
                    position,
                    null);
        }
    }

    /** Tells the session of what was applied since the last time. */
    void end() {
        session.read(count, bytes);
        count = 0;
        bytes = 0;
    }

    long lastPosition() {
        return lastPosition;
    }

    @Nullable
    BlackstartException refusal() {
        return refusal;
    }
}
