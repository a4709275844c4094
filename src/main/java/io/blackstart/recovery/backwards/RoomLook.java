package io.blackstart.recovery.backwards;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.chat.ChatState;
import io.blackstart.recovery.Screen;
import io.blackstart.recovery.aid.RoomIndex;
import org.agrona.collections.Long2LongHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the newest messages of a room, from the newest segment back, in the state and in room indexes, until it is certain:
 * until a message of the room has been found that stands at least {@code lateBytes} above everything not looked at, and every
 * message wanted, or until all has been looked at. For one thread; reusable.
 */
final class RoomLook {
    /** What came of it. */
    enum Outcome {
        /** The room's messages are known. */
        FOUND,
        /** The shard holds no message of the room. */
        NONE,
        /** It cannot be told yet. */
        UNKNOWN
    }

    private static final long MISSING = -1;

    /** Positions by sequence, as indexes have them. */
    private final Long2LongHashMap found = new Long2LongHashMap(MISSING);

    private long roomId;
    private int count;
    private long last;
    private long newestPosition;

    /** Looks; indexes that say what cannot be are given up and their segments read instead. */
    Outcome look(ShardRestore restore, boolean useIndexes, long room, int wanted) {
        roomId = room;
        count = wanted;
        found.clear();
        last = 0;
        newestPosition = MISSING;
        ChatState state = restore.shard().state();
        refresh(state);
        for (int segment = restore.segmentCount() - 1; segment >= 0; segment--) {
            if (restore.progress(segment) != ShardRestore.Progress.APPLIED) {
                if (!useIndexes || !lookInto(restore, segment)) {
                    return Outcome.UNKNOWN;
                }
                refresh(state);
            }
            if (newestPosition - restore.lateBytes() >= restore.basePosition(segment) && isComplete(state)) {
                return Outcome.FOUND;
            }
        }
        return last == 0 ? Outcome.NONE : Outcome.FOUND;
    }

    /** False when it cannot be told what the segment holds. */
    private boolean lookInto(ShardRestore restore, int segment) {
        RoomIndex index = restore.indexOrApplied(segment);
        if (index == null) {
            return restore.progress(segment) == ShardRestore.Progress.APPLIED;
        }
        try {
            if (index.find(roomId)) {
                collect(index);
            }
            return true;
        } catch (BlackstartException lie) {
            if (lie.code() != ErrorCode.CORRUPT && lie.code() != ErrorCode.IO) {
                throw lie;
            }
            restore.distrust(segment);
            restore.indexOrApplied(segment);
            return restore.progress(segment) == ShardRestore.Progress.APPLIED;
        }
    }

    private void collect(RoomIndex index) {
        if (index.lastSequence() > last) {
            last = index.lastSequence();
        }
        newestPosition = Math.max(newestPosition, index.position(0));
        for (int i = 0; i < index.messageCount(); i++) {
            long sequence = index.sequence(i);
            if (sequence <= last - count) {
                break;
            }
            found.putIfAbsent(sequence, index.position(i));
        }
    }

    private void refresh(ChatState state) {
        long known = state.lastSequence(roomId);
        if (known != 0) {
            last = Math.max(last, known);
            newestPosition = Math.max(newestPosition, state.position(roomId, known));
        }
    }

    private boolean isComplete(ChatState state) {
        for (long sequence = last; sequence > Math.max(0, last - count); sequence--) {
            if (position(state, sequence) == MISSING) {
                return false;
            }
        }
        return true;
    }

    private long position(ChatState state, long sequence) {
        long applied = state.position(roomId, sequence);
        return applied == MISSING ? found.get(sequence) : applied;
    }

    /**
     * Reads the messages that were found.
     *
     * @return the first segment whose index has named a place where the message is not; null when all are there
     * @throws BlackstartException CORRUPT, MISSING or IO when a message that was applied cannot be read
     */
    @Nullable
    Integer read(ShardRestore restore, Screen screen) {
        ChatState state = restore.shard().state();
        screen.begin(roomId, last);
        for (long sequence = last; sequence > Math.max(0, last - count); sequence--) {
            long position = position(state, sequence);
            if (position == MISSING) {
                continue;
            }
            try {
                restore.shard().fetcher().fetch(position, sequence, screen);
            } catch (BlackstartException e) {
                int segment = restore.segmentOf(position);
                if (state.position(roomId, sequence) != MISSING
                        || restore.progress(segment) != ShardRestore.Progress.PENDING) {
                    throw e;
                }
                return segment;
            }
        }
        return null;
    }
}
