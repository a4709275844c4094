package io.blackstart.recovery.backwards;

import static java.util.Objects.requireNonNull;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogSegments;
import io.blackstart.log.SegmentedLog;
import io.blackstart.recovery.RestoreSession;
import io.blackstart.recovery.aid.RoomIndex;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One shard on its way back: which segments are in the state, whole or from some position on, and the room indexes of the others.
 * For one thread.
 */
final class ShardRestore implements AutoCloseable {
    /** What of a segment is in the state. */
    enum Progress {
        /** Only what lies at or behind {@link #appliedFrom}. */
        PENDING,
        /** All. */
        APPLIED,
        /** It is damaged: what came before the damage, perhaps. */
        LOST
    }

    private final RestoreSession session;
    private final RestoreSession.Shard shard;
    private final LogSegments segments;
    private final @Nullable LogFiles aids;
    private final long lateBytes;
    private final Progress[] progress;
    private final long[] appliedFrom;
    private final @Nullable RoomIndex[] indexes;
    private final boolean[] distrusted;
    private long closedIndexBytes;

    /**
     * Begins with nothing applied.
     *
     * @param useIndexes whether room indexes may be looked into
     * @throws BlackstartException UNSUPPORTED when segments of the log cannot be read apart
     */
    ShardRestore(RestoreSession session, RestoreSession.Shard shard, boolean useIndexes) {
        if (!(shard.log() instanceof SegmentedLog segmented)) {
            throw new BlackstartException(
                    ErrorCode.UNSUPPORTED,
                    "the log " + shard.source().name() + " cannot be read segment by segment, as this recovery does");
        }
        this.session = session;
        this.shard = shard;
        this.segments = segmented.segments();
        this.aids = useIndexes ? shard.source().aids().get() : null;
        this.lateBytes = session.sources().options().lateBytes();
        int count = segments.count();
        progress = new Progress[count];
        Arrays.fill(progress, Progress.PENDING);
        appliedFrom = new long[count];
        Arrays.setAll(appliedFrom, segments::segmentEnd);
        indexes = new RoomIndex[count];
        distrusted = new boolean[count];
    }

    RestoreSession.Shard shard() {
        return shard;
    }

    int segmentCount() {
        return progress.length;
    }

    long basePosition(int segment) {
        return segments.basePosition(segment);
    }

    int segmentOf(long position) {
        return (int) (position / segments.segmentBytes());
    }

    long lateBytes() {
        return lateBytes;
    }

    Progress progress(int segment) {
        return progress[segment];
    }

    /**
     * The index through which all of a segment can be looked up that is not in the state. Applies what no index covers: all, when
     * there is none to trust.
     *
     * @return null when all is applied, or when the segment is damaged
     */
    @Nullable
    RoomIndex indexOrApplied(int segment) {
        RoomIndex index = index(segment);
        if (progress[segment] == Progress.PENDING) {
            long covered = index == null ? segments.basePosition(segment) : index.coveredEnd();
            if (covered < appliedFrom[segment]) {
                apply(segment, covered, null);
            }
        }
        return index != null && progress[segment] == Progress.LOST && index.coveredEnd() < segments.segmentEnd(segment)
                ? null
                : index;
    }

    private @Nullable RoomIndex index(int segment) {
        if (aids == null || distrusted[segment] || progress[segment] == Progress.APPLIED) {
            return null;
        }
        RoomIndex known = indexes[segment];
        if (known == null) {
            known = RoomIndex.open(requireNonNull(aids), segments, segment);
            indexes[segment] = known;
            distrusted[segment] = known == null;
        }
        return known;
    }

    /** The index of a segment has said what is not so, or is damaged: never look into it again. */
    void distrust(int segment) {
        distrusted[segment] = true;
        closeIndex(segment);
    }

    private void closeIndex(int segment) {
        RoomIndex index = indexes[segment];
        indexes[segment] = null;
        if (index != null) {
            closedIndexBytes += index.readBytes();
            index.close();
        }
    }

    /** Applies what is not applied yet of a segment, and asks {@code meanwhile} to run now and then. */
    void applyAll(int segment, @Nullable Runnable meanwhile) {
        if (progress[segment] == Progress.PENDING) {
            apply(segment, segments.basePosition(segment), meanwhile);
        }
    }

    private void apply(int segment, long from, @Nullable Runnable meanwhile) {
        long to = appliedFrom[segment];
        var consumer = new ShardConsumer(session, shard.state(), lateBytes, meanwhile);
        BlackstartException refusal;
        try {
            segments.read(from, to, consumer);
            refusal = consumer.refusal();
        } catch (BlackstartException e) {
            refusal = e;
        }
        consumer.end();
        if (progress[segment] != Progress.PENDING) {
            // It was applied whole meanwhile, for an answer.
            return;
        }
        if (refusal != null) {
            progress[segment] = Progress.LOST;
            session.refuse(shard.source().name(), consumer.lastPosition(), segments.segmentEnd(segment), refusal);
            return;
        }
        appliedFrom[segment] = from;
        if (from == segments.basePosition(segment)) {
            progress[segment] = Progress.APPLIED;
            closeIndex(segment);
        }
    }

    /** Bytes read from indexes. */
    long indexBytes() {
        long bytes = closedIndexBytes;
        for (RoomIndex index : indexes) {
            bytes += index == null ? 0 : index.readBytes();
        }
        return bytes;
    }

    @Override
    public void close() {
        for (int segment = 0; segment < indexes.length; segment++) {
            closeIndex(segment);
        }
        if (aids != null) {
            aids.close();
        }
    }
}
