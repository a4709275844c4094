package io.blackstart.workload;

import io.blackstart.chat.ChatLayout;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a log hands back with what the cursors of a {@link RecordTape} handed out. Fed every record in the order of the
 * log, several streams interleaved in any way; each stream must come whole and in its own order, byte for byte.
 *
 * <p>A record belongs to the place its stamp names only when all its other bytes are those of the tape for that place; else it is
 * altered, and its stamp is not believed. So a record whose stamp was damaged counts as altered, and the place it came from
 * as missing. {@link #onRecord} has the shape that the read of a log asks for. Single-threaded; allocates nothing as long as
 * all is well.
 */
public final class TapeVerifier {
    private final RecordTape tape;
    private final long[] sentCounts;
    private final long[] nextIndex;
    private final int[] nextOffset;
    private final TapeGaps[] gaps;

    private long lastPosition = Long.MIN_VALUE;
    private long recordCount;
    private long recordBytes;
    private long matchedCount;
    private long duplicatedCount;
    private long reorderedCount;
    private long alteredCount;
    private long extraCount;
    private long misplacedCount;
    private @Nullable String firstFault;

    /**
     * Creates one that expects record 0 of each stream.
     *
     * @param tape what the records were handed out from
     * @param sentCounts by stream, from 0: how many records were handed to the log; at least one stream, no count negative
     */
    public TapeVerifier(RecordTape tape, long... sentCounts) {
        if (sentCounts.length == 0 || Arrays.stream(sentCounts).anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("sentCounts=" + Arrays.toString(sentCounts)
                    + " must name at least one stream and no negative count");
        }
        this.tape = tape;
        this.sentCounts = sentCounts.clone();
        nextIndex = new long[sentCounts.length];
        nextOffset = new int[sentCounts.length];
        Arrays.setAll(nextOffset, stream -> tape.offsetOf(stream, 0));
        gaps = new TapeGaps[sentCounts.length];
        Arrays.setAll(gaps, stream -> new TapeGaps());
    }

    /**
     * Takes the next record of the log.
     *
     * @return true: a fault is counted, and the rest is still wanted
     */
    public boolean onRecord(long position, DirectBuffer buffer, int offset, int length) {
        recordCount++;
        recordBytes += length;
        if (position <= lastPosition) {
            misplacedCount++;
            fault(position, "position is not above " + lastPosition);
        }
        lastPosition = position;
        if (length < ChatLayout.HEADER_LENGTH) {
            extraCount++;
            fault(position, "length=" + length + " is shorter than any record of the tape");
            return true;
        }
        int stream = ChatLayout.stampStream(buffer, offset);
        long index = ChatLayout.stampIndex(buffer, offset);
        if (stream < 0 || stream >= sentCounts.length || index < 0 || index >= sentCounts[stream]) {
            extraCount++;
            fault(position, "stream=" + stream + " index=" + index + " was never sent");
        } else if (index == nextIndex[stream] && tape.holds(nextOffset[stream], buffer, offset, length)) {
            matchedCount++;
            nextIndex[stream] = index + 1;
            nextOffset[stream] = tape.offsetAfter(nextOffset[stream]);
        } else {
            unexpected(position, stream, index, buffer, offset, length);
        }
        return true;
    }

    private void unexpected(long position, int stream, long index, DirectBuffer buffer, int offset, int length) {
        String place = "stream=" + stream + " index=" + index;
        long expected = nextIndex[stream];
        if (!tape.holds(tape.offsetOf(stream, index), buffer, offset, length)) {
            alteredCount++;
            fault(position, place + " has other bytes than were sent");
            if (index == expected) {
                advance(stream, index);
            }
        } else if (index > expected) {
            matchedCount++;
            fault(position, place + " came where index=" + expected + " was to come");
            gaps[stream].open(expected, index);
            advance(stream, index);
        } else if (gaps[stream].fill(index)) {
            reorderedCount++;
            fault(position, place + " came after index=" + (expected - 1));
        } else {
            duplicatedCount++;
            fault(position, place + " came a second time");
        }
    }

    private void advance(int stream, long index) {
        nextIndex[stream] = index + 1;
        nextOffset[stream] = tape.offsetOf(stream, index + 1);
    }

    private void fault(long position, String what) {
        if (firstFault == null) {
            firstFault = what + " [@ " + position + "]";
        }
    }

    /** The verdict when all that was sent must have been read. */
    public TapeVerdict finish() {
        return finish(sentCounts);
    }

    /**
     * The verdict when of each stream at least the first {@code acknowledgedCounts} records must have been read, and of the others
     * a prefix: what a crash may leave. May be asked at any time and more than once.
     *
     * @param acknowledgedCounts by stream, none above what was sent
     */
    public TapeVerdict finish(long... acknowledgedCounts) {
        if (acknowledgedCounts.length != sentCounts.length) {
            throw new IllegalArgumentException(
                    "streams=" + acknowledgedCounts.length + " must be the " + sentCounts.length + " that were sent");
        }
        long missing = 0;
        String firstMissing = null;
        for (int stream = 0; stream < sentCounts.length; stream++) {
            if (acknowledgedCounts[stream] > sentCounts[stream]) {
                throw new IllegalArgumentException("stream=" + stream + " acknowledged=" + acknowledgedCounts[stream]
                        + " must not be above sent=" + sentCounts[stream]);
            }
            missing += gaps[stream].openCount();
            long tail = acknowledgedCounts[stream] - nextIndex[stream];
            if (tail > 0) {
                missing += tail;
                firstMissing = firstMissing != null
                        ? firstMissing
                        : "stream=" + stream + " ends before index=" + nextIndex[stream];
            }
        }
        return new TapeVerdict(
                recordCount,
                recordBytes,
                matchedCount,
                missing,
                duplicatedCount,
                reorderedCount,
                alteredCount,
                extraCount,
                misplacedCount,
                firstFault != null ? firstFault : firstMissing);
    }
}
