package io.blackstart.replication.ring;

import com.lmax.disruptor.LiteTimeoutBlockingWaitStrategy;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.SingleProducerSequencer;
import io.blackstart.replication.wire.RecordBatch;
import io.blackstart.replication.wire.WireFrame;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Memory between one publisher and several readers, sequenced by the Disruptor. Records lie in the layout of the wire, so that
 * a sender copies a run of them at once. A sequence counts words of {@link WireFrame#RECORD_ALIGNMENT} bytes.
 *
 * <pre>
 *  +--------+--------+-----+--------+--------+-- - - - --+
 *  | length | record | 0.. | length | record | -padding  |   a record that does not fit before the end
 *  +--------+--------+-----+--------+--------+-- - - - --+   begins at the front, behind a padding
 * </pre>
 *
 * <p>The publisher never overtakes the journal, nor a reader that takes part. A reader that stands in the way for too long is
 * put out: it learns of it by {@link Reader#isOut}, and what it copied meanwhile is void.
 */
final class RecordRing {
    /** Idle readers wake so often, to see to their other duties. */
    private static final long WAKE_MILLIS = 2;

    private static final int WORD = WireFrame.RECORD_ALIGNMENT;

    private final UnsafeBuffer bytes;
    private final int mask;
    private final SingleProducerSequencer sequencer;
    private final Sequence journal = new Sequence();
    private final List<Reader> readers = new CopyOnWriteArrayList<>();

    RecordRing(int capacityBytes) {
        bytes = new UnsafeBuffer(WireFrame.allocate(capacityBytes));
        mask = capacityBytes - 1;
        sequencer = new SingleProducerSequencer(
                capacityBytes / WORD, new LiteTimeoutBlockingWaitStrategy(WAKE_MILLIS, TimeUnit.MILLISECONDS));
        sequencer.addGatingSequences(new Gate());
    }

    /** The slowest of those that take part: what the publisher must not overtake. */
    private final class Gate extends Sequence {
        @Override
        public long get() {
            long slowest = journal.get();
            for (Reader reader : readers) {
                if (!reader.out) {
                    slowest = Math.min(slowest, reader.sequence.get());
                }
            }
            return slowest;
        }
    }

    /** A reader besides the journal. */
    static final class Reader {
        private final Sequence sequence = new Sequence();
        private volatile boolean out = true;

        /** Whether it does not take part: the publisher does not wait for it. */
        boolean isOut() {
            return out;
        }
    }

    void add(Reader reader) {
        readers.add(reader);
    }

    void remove(Reader reader) {
        reader.out = true;
        readers.remove(reader);
    }

    /** Lets a reader take part from where the journal stands. Only by the journal's thread, so that it stands still. */
    void join(Reader reader) {
        reader.sequence.set(journal.get());
        reader.out = false;
    }

    /** A barrier for one reader, or the journal, to wait at. */
    SequenceBarrier barrier() {
        return sequencer.newBarrier();
    }

    /** The words a record needs here, padding included; they must be claimed together. Publisher's thread. */
    int words(int span) {
        int offset = (int) ((sequencer.getCursor() + 1) * WORD) & mask;
        int toEnd = mask + 1 - offset;
        return (span <= toEnd ? span : toEnd + span) / WORD;
    }

    boolean hasRoom(int words) {
        return sequencer.hasAvailableCapacity(words);
    }

    /** Puts out every reader that stands in the way of {@code words} more. Publisher's thread. */
    void putOutSlow(int words) {
        long needed = sequencer.getCursor() + words - sequencer.getBufferSize();
        for (Reader reader : readers) {
            if (!reader.out && reader.sequence.get() < needed) {
                reader.out = true;
            }
        }
        // They must be able to see it before anything is written over what they may be copying.
        VarHandle.fullFence();
    }

    /** Copies a record in; there is room for {@code words}, as {@link #words} gave them. Publisher's thread. */
    void put(int words, org.agrona.DirectBuffer buffer, int offset, int length) {
        long high = sequencer.next(words);
        long low = high - words + 1;
        int at = (int) (low * WORD) & mask;
        int span = WireFrame.recordSpan(length);
        int padding = words * WORD - span;
        if (padding > 0) {
            bytes.putInt(at, -padding, java.nio.ByteOrder.LITTLE_ENDIAN);
            at = 0;
        }
        RecordBatch.put(bytes, at, buffer, offset, length);
        sequencer.publish(low, high);
    }

    /** Sequence up to which records are published. */
    long publishedSequence() {
        return sequencer.getCursor();
    }

    /** Sequence the journal has consumed. */
    Sequence journal() {
        return journal;
    }

    long sequence(Reader reader) {
        return reader.sequence.get();
    }

    void advance(Reader reader, long sequence) {
        reader.sequence.set(sequence);
    }

    int capacity() {
        return mask + 1;
    }

    UnsafeBuffer bytes() {
        return bytes;
    }

    /** Where the word after {@code sequence} lies. */
    int offsetAfter(long sequence) {
        return (int) ((sequence + 1) * WORD) & mask;
    }

    /** Length of the record at {@code offset}, or minus the bytes of padding there. */
    int lengthAt(int offset) {
        return bytes.getInt(offset, java.nio.ByteOrder.LITTLE_ENDIAN);
    }

    static int wordsOf(int bytesLength) {
        return bytesLength / WORD;
    }
}
