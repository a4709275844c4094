package io.blackstart.crashkit;

import java.util.Arrays;

/**
 * What was sent and what of it was acknowledged, stream by stream. A stream's records are numbered from {@link #first}; those
 * below {@link #ackedEnd} were acknowledged, those from there to below {@link #sentEnd} were sent with no answer known, all
 * from there on were never sent. Kept outside the log under test, by whoever survives its death.
 *
 * <p>An acknowledgement covers the stream's earlier records, as {@link io.blackstart.log.MessageLog#awaitDurable} does. Safe
 * for many threads.
 */
public final class Ledger {
    private final long[] first;
    private final long[] acked;
    private final long[] sent;
    private final long[] everSent;

    /**
     * Creates an empty ledger, every stream beginning at index 0.
     *
     * @param streamCount 1 to {@link Oracle#STREAM_COUNT_MAX} - 1; one stream more is left for what the judge appends
     */
    public Ledger(int streamCount) {
        this(new long[checked(streamCount)], new long[streamCount], new long[streamCount], new long[streamCount]);
    }

    private Ledger(long[] first, long[] acked, long[] sent, long[] everSent) {
        this.first = first;
        this.acked = acked;
        this.sent = sent;
        this.everSent = everSent;
    }

    private static int checked(int streamCount) {
        if (streamCount < 1 || streamCount >= Oracle.STREAM_COUNT_MAX) {
            throw new IllegalArgumentException(
                    "streamCount=" + streamCount + " must be from 1 to " + (Oracle.STREAM_COUNT_MAX - 1));
        }
        return streamCount;
    }

    /** Number of streams. */
    public int streamCount() {
        return sent.length;
    }

    /**
     * Notes that a record is about to be appended. Call it before the append: a record that reached the log without being
     * noted would pass for a phantom.
     *
     * @throws IllegalArgumentException when {@code index} is not the stream's next
     */
    public synchronized void sent(int stream, long index) {
        if (index != sent[stream]) {
            throw new IllegalArgumentException("index=" + index + " must be the next, " + sent[stream]);
        }
        sent[stream]++;
        everSent[stream] = sent[stream];
    }

    /**
     * Notes that a record, and with it the stream's earlier ones, was acknowledged.
     *
     * @throws IllegalArgumentException when it was never sent
     */
    public synchronized void acked(int stream, long index) {
        if (index < first[stream] || index >= sent[stream]) {
            throw new IllegalArgumentException(
                    "index=" + index + " must be from " + first[stream] + " to below " + sent[stream]);
        }
        acked[stream] = Math.max(acked[stream], index + 1);
    }

    /**
     * Settles a stream: it ends below {@code end}, neither more nor less, for good. For what a recovery brought back once a
     * later record is acknowledged, and for a tail that was cut off on purpose.
     *
     * @throws IllegalArgumentException when {@code end} is below what was acknowledged or above what was sent
     */
    public synchronized void settle(int stream, long end) {
        if (end < acked[stream] || end > sent[stream]) {
            throw new IllegalArgumentException(
                    "end=" + end + " must be from acked=" + acked[stream] + " to sent=" + sent[stream]);
        }
        acked[stream] = end;
        sent[stream] = end;
    }

    /** Index of the stream's first record. */
    public long first(int stream) {
        return first[stream];
    }

    /** The stream's records below this index were acknowledged. */
    public synchronized long ackedEnd(int stream) {
        return acked[stream];
    }

    /** The stream's records below this index were sent. */
    public synchronized long sentEnd(int stream) {
        return sent[stream];
    }

    /** Acknowledged records of all streams. */
    public synchronized long ackedCount() {
        return Arrays.stream(acked).sum() - Arrays.stream(first).sum();
    }

    /** An independent copy as of now. */
    public synchronized Ledger copy() {
        return new Ledger(first, acked.clone(), sent.clone(), everSent.clone());
    }

    /**
     * A copy as of now in which only that is acknowledged which {@code earlier} had acknowledged; streams it does not know
     * have nothing acknowledged. For faults against which the latest acknowledgements cannot be held.
     */
    public synchronized Ledger copyAckedAs(Ledger earlier) {
        Ledger copy = copy();
        for (int stream = 0; stream < sent.length; stream++) {
            copy.acked[stream] =
                    stream < earlier.streamCount() ? Math.min(acked[stream], earlier.ackedEnd(stream)) : first[stream];
        }
        return copy;
    }

    /** A copy as of now in which nothing is acknowledged and nothing settled, as if no promise had been made. */
    public synchronized Ledger copyUnacked() {
        return new Ledger(first, first.clone(), everSent.clone(), everSent.clone());
    }

    /** A copy as of now in which each stream was sent up to {@code end}, which lies between acknowledged and sent. */
    synchronized Ledger copyUpTo(long[] end) {
        return new Ledger(first, acked.clone(), end.clone(), end.clone());
    }

    /** A copy as of now with one more stream, still empty, whose first record has this index. */
    public synchronized Ledger copyWithStream(long firstIndex) {
        int count = checked(sent.length + 1);
        var copy = new Ledger(
                Arrays.copyOf(first, count),
                Arrays.copyOf(acked, count),
                Arrays.copyOf(sent, count),
                Arrays.copyOf(everSent, count));
        copy.first[count - 1] = firstIndex;
        copy.acked[count - 1] = firstIndex;
        copy.sent[count - 1] = firstIndex;
        copy.everSent[count - 1] = firstIndex;
        return copy;
    }

    @Override
    public synchronized String toString() {
        return "first=" + Arrays.toString(first) + " ackedEnd=" + Arrays.toString(acked) + " sentEnd="
                + Arrays.toString(sent);
    }
}
