package io.blackstart.crashkit;

import io.blackstart.log.RecordConsumer;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Compares the records a log hands over with what the ledger allows: of every stream the acknowledged ones and a prefix of
 * those behind, in order, each once, with all their bytes. The first thing that is wrong decides the verdict; a gap is judged
 * at the end, when it is known whether what is missing came later. Reusable; for one thread.
 */
final class ReadBack implements RecordConsumer {
    private static final int NO_STREAM = -1;

    private final Oracle oracle;
    private Ledger ledger = new Ledger(1);
    private long[] next = {0};
    private long expectedCount;
    private long expectedDigest;
    private long digest;
    private long count;
    private long lastPosition;
    private long positionBehindExpected;
    private @Nullable CaseVerdict verdict;
    private String detail = "";
    private int gapStream;
    private long gapFrom;
    private long gapTo;

    ReadBack(Oracle oracle) {
        this.oracle = oracle;
    }

    /** Begins anew with what {@code truth}, not to be changed meanwhile, allows. */
    void begin(Ledger truth) {
        begin(truth, -1, 0);
    }

    /** The same, and the first {@code sameCount} records must be those that gave {@code sameDigest} before. */
    void begin(Ledger truth, long sameCount, long sameDigest) {
        ledger = truth;
        if (next.length != truth.streamCount()) {
            next = new long[truth.streamCount()];
        }
        for (int stream = 0; stream < next.length; stream++) {
            next[stream] = truth.first(stream);
        }
        expectedCount = sameCount;
        expectedDigest = sameDigest;
        digest = 0;
        count = 0;
        lastPosition = -1;
        positionBehindExpected = -1;
        verdict = null;
        detail = "";
        gapStream = NO_STREAM;
    }

    @Override
    public boolean onRecord(long position, DirectBuffer buffer, int offset, int length) {
        if (verdict != null) {
            return false;
        }
        if (position <= lastPosition) {
            return wrong(CaseVerdict.REORDERED, "position=" + position + " after position=" + lastPosition);
        }
        lastPosition = position;
        if (count == expectedCount) {
            positionBehindExpected = position;
            if (digest != expectedDigest) {
                return wrong(CaseVerdict.REORDERED, "at the second opening the records came in another order");
            }
        }
        long identity = oracle.identify(buffer, offset, length);
        int stream =
                identity == Oracle.NOT_IDENTIFIED ? streamExpecting(buffer, offset, length) : Oracle.streamOf(identity);
        if (stream == NO_STREAM) {
            return wrong(
                    stranger(length), "length=" + length + " position=" + position + " is no record that was sent");
        }
        if (identity != Oracle.NOT_IDENTIFIED
                && !acceptable(stream, Oracle.indexOf(identity), position, buffer, offset, length)) {
            return false;
        }
        digest = Oracle.mix(digest + 31L * stream + next[stream]);
        next[stream]++;
        count++;
        return true;
    }

    private boolean acceptable(int stream, long index, long position, DirectBuffer buffer, int offset, int length) {
        if (!oracle.matches(stream, index, buffer, offset, length)) {
            return wrong(CaseVerdict.ALTERED, name(stream, index) + " has other bytes, position=" + position);
        }
        if (stream >= next.length || index < ledger.first(stream) || index >= ledger.sentEnd(stream)) {
            return wrong(CaseVerdict.PHANTOM, name(stream, index) + " was never sent or was cut, position=" + position);
        }
        if (index < next[stream]) {
            return (stream == gapStream && index >= gapFrom && index < gapTo)
                    ? wrong(CaseVerdict.REORDERED, name(stream, index) + " came late, position=" + position)
                    : wrong(CaseVerdict.DUPLICATE, name(stream, index) + " came twice, position=" + position);
        }
        if (index > next[stream]) {
            if (gapStream == NO_STREAM) {
                gapStream = stream;
                gapFrom = next[stream];
                gapTo = index;
            }
            next[stream] = index;
        }
        return true;
    }

    /** The stream whose next record these bytes are. Only for records too short to tell themselves. */
    private int streamExpecting(DirectBuffer buffer, int offset, int length) {
        for (int stream = 0; length < Oracle.IDENTITY_LENGTH && stream < next.length; stream++) {
            if (next[stream] < ledger.sentEnd(stream) && oracle.matches(stream, next[stream], buffer, offset, length)) {
                return stream;
            }
        }
        return NO_STREAM;
    }

    private CaseVerdict stranger(int length) {
        for (int stream = 0; stream < next.length; stream++) {
            if (next[stream] < ledger.sentEnd(stream) && oracle.length(next[stream]) == length) {
                return CaseVerdict.ALTERED;
            }
        }
        return CaseVerdict.PHANTOM;
    }

    private static String name(int stream, long index) {
        return "record stream=" + stream + " index=" + index;
    }

    private boolean wrong(CaseVerdict what, String line) {
        // Behind a gap a short record cannot be recognised: it is the gap that is wrong.
        if (gapStream == NO_STREAM || what == CaseVerdict.REORDERED) {
            verdict = what;
            detail = line;
        }
        return false;
    }

    /** The verdict once reading has ended, null when nothing is wrong. */
    @Nullable
    CaseVerdict end() {
        if (verdict == null && gapStream != NO_STREAM) {
            boolean lost = gapFrom < ledger.ackedEnd(gapStream);
            verdict = lost ? CaseVerdict.LOST_ACKED : CaseVerdict.REORDERED;
            detail = name(gapStream, gapFrom) + " is missing before index=" + gapTo
                    + (lost ? ", it was acknowledged" : ", so this is not a prefix");
        }
        for (int stream = 0; verdict == null && stream < next.length; stream++) {
            if (next[stream] < ledger.ackedEnd(stream)) {
                verdict = CaseVerdict.LOST_ACKED;
                detail = name(stream, next[stream]) + " is gone, acknowledged were all below index="
                        + ledger.ackedEnd(stream);
            }
        }
        return verdict;
    }

    String detail() {
        return detail;
    }

    long count() {
        return count;
    }

    long digest() {
        return digest;
    }

    /** Position of the last record, -1 when there was none. */
    long lastPosition() {
        return lastPosition;
    }

    /** Position of the first record behind those that had to be the same, -1 when there was none. */
    long positionBehindExpected() {
        return positionBehindExpected;
    }

    /** What came back, as a ledger in which it is sent and, as far as it was before, acknowledged. */
    Ledger recovered() {
        return ledger.copyUpTo(next);
    }
}
