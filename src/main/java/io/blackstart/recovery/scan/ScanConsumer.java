package io.blackstart.recovery.scan;

import static java.util.Objects.requireNonNull;

import io.blackstart.BlackstartException;
import io.blackstart.chat.ChatDigest;
import io.blackstart.chat.ChatLayout;
import io.blackstart.chat.ChatState;
import io.blackstart.log.RecordConsumer;
import io.blackstart.recovery.LostRange;
import io.blackstart.recovery.RestoreSession;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the records of one log after another and counts them. Stops a log at the first record that is not valid, which the log's
 * own checks cannot know, and keeps why. Single-threaded; allocates nothing per record.
 */
abstract class ScanConsumer implements RecordConsumer {
    /** Records between two reports of progress, a power of two less one. */
    private static final long PROGRESS_MASK = (1 << 16) - 1;

    /** Records between two looks at who waits, likewise. */
    private static final long POLL_MASK = (1 << 9) - 1;

    private final RestoreSession session;
    private long toldBytes;
    private long recordCount;
    private long recordBytes;
    private long lastPosition = LostRange.UNKNOWN;
    private @Nullable BlackstartException refusal;

    private ScanConsumer(RestoreSession session) {
        this.session = session;
    }

    /** Checks and takes a record, or throws. */
    abstract void take(long position, DirectBuffer buffer, int offset, int length);

    @Override
    public final boolean onRecord(long position, DirectBuffer buffer, int offset, int length) {
        try {
            take(position, buffer, offset, length);
        } catch (BlackstartException e) {
            refusal = e;
            return false;
        }
        lastPosition = position;
        recordBytes += length;
        if ((++recordCount & POLL_MASK) == 0) {
            pause();
        }
        return true;
    }

    private void pause() {
        session.read(POLL_MASK + 1, recordBytes - toldBytes);
        toldBytes = recordBytes;
        session.pollInVain();
        if ((recordCount & PROGRESS_MASK) == 0) {
            session.phases().progress(recordBytes, recordCount);
        }
    }

    /** All has been read. */
    final void end() {
        session.read(recordCount & POLL_MASK, recordBytes - toldBytes);
        toldBytes = recordBytes;
    }

    /** What follows are the records of another log. */
    final void beginLog() {
        refusal = null;
        lastPosition = LostRange.UNKNOWN;
    }

    /** Why the current log was stopped, or null. */
    final @Nullable BlackstartException refusal() {
        return refusal;
    }

    /** Position of the last record of the current log that was taken, or {@link LostRange#UNKNOWN}. */
    final long lastPosition() {
        return lastPosition;
    }

    final long recordCount() {
        return recordCount;
    }

    final long recordBytes() {
        return recordBytes;
    }

    /** Verifies and decodes, and adds up what it decoded. */
    static final class Verifying extends ScanConsumer {
        private long sum;

        Verifying(RestoreSession session) {
            super(session);
        }

        @Override
        void take(long position, DirectBuffer buffer, int offset, int length) {
            ChatLayout.check(position, buffer, offset, length);
            sum += ChatDigest.recordTerm(buffer, offset, length);
        }

        long digest() {
            return ChatDigest.finish(sum);
        }
    }

    /** Applies to a state. */
    static final class Applying extends ScanConsumer {
        private @Nullable ChatState state;

        Applying(RestoreSession session) {
            super(session);
        }

        /** Where the next log's records go; told before the first. */
        void into(ChatState next) {
            state = next;
        }

        @Override
        void take(long position, DirectBuffer buffer, int offset, int length) {
            requireNonNull(state).apply(position, buffer, offset, length);
        }
    }
}
