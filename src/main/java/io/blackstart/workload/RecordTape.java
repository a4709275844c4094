package io.blackstart.workload;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.blackstart.chat.ChatLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.agrona.BitUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Records made ahead and kept in direct memory, to be handed out over and over, so that making them is not what is measured.
 * Each cursor is a stream of its own: just before a record is handed out, its stamp (see {@link ChatLayout}) is overwritten with
 * the stream and the record's index in it, so every record of an endless stream is unlike every other and can be checked later
 * without having been kept. Record {@code index} of stream s is, but for the stamp, record {@code (start + index) mod
 * recordCount} of the tape, where the start is 0 for stream 0 and another for each other stream.
 *
 * <p>The number of records is odd. So neither two indices that differ in one bit nor two streams mean the same record of the
 * tape, and a damaged stamp contradicts what it stands in.
 *
 * <p>From the second round on a stream repeats sequences that a chat state takes for duplicates. To fill a log from which state
 * is to be rebuilt use the {@link TrafficSource} itself.
 *
 * <p>The tape never changes once made; any number of threads may make cursors and check records.
 */
public final class RecordTape {
    /** Bytes of a tape unless told otherwise: far beyond what a processor caches. */
    public static final int TAPE_BYTES_DEFAULT = 64 << 20;

    private static final int TAPE_BYTES_MAX = 1 << 30;
    private static final int ALIGNMENT = Long.BYTES;
    private static final int RECORDS_MIN = 3;
    private static final double GOLDEN_SECTION = 0.618;

    private final UnsafeBuffer buffer;
    private final int tapeLength;
    private final int[] offsets;
    private final long recordBytes;
    /** Ordinals between the starts of two streams; has no divisor in common with the number of records. */
    private final int streamStride;

    private RecordTape(UnsafeBuffer buffer, int tapeLength, int[] offsets) {
        this.buffer = buffer;
        this.tapeLength = tapeLength;
        this.offsets = offsets;
        long bytes = 0;
        for (int offset : offsets) {
            bytes += ChatLayout.recordLength(buffer, offset);
        }
        recordBytes = bytes;
        streamStride = strideFor(offsets.length);
    }

    private static int strideFor(int recordCount) {
        int stride = (int) (recordCount * GOLDEN_SECTION);
        while (greatestCommonDivisor(stride, recordCount) != 1) {
            stride++;
        }
        return stride;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }

    /**
     * A tape of the chat mix.
     *
     * @param tapeBytes room for records, 4 KiB to 1 GiB; as many are made as fit
     * @throws IllegalArgumentException when {@code tapeBytes} is out of range or has no room for three records
     */
    public static RecordTape chat(WorkloadOptions options, int tapeBytes) {
        return of(new TrafficGenerator(options), tapeBytes);
    }

    /**
     * A tape of messages of one length: chat-like text, cut where a letter ends and filled up with full stops.
     *
     * @param seed any number; equal arguments make equal bytes
     * @param recordLength of each record in bytes, {@link ChatLayout#HEADER_LENGTH} to 65,536
     * @param tapeBytes room for records, 4 KiB to 1 GiB; as many are made as fit
     * @throws IllegalArgumentException when one is out of range or {@code tapeBytes} has no room for three records
     */
    public static RecordTape fixed(long seed, int recordLength, int tapeBytes) {
        return of(new FixedLengthSource(seed, recordLength), tapeBytes);
    }

    /**
     * A tape of the next records of {@code source}.
     *
     * @param tapeBytes room for records, 4 KiB to 1 GiB; as many are taken as fit
     * @throws IllegalArgumentException when {@code tapeBytes} is out of range or has no room for three records
     */
    public static RecordTape of(RecordSource source, int tapeBytes) {
        if (tapeBytes < 4096 || tapeBytes > TAPE_BYTES_MAX) {
            throw new IllegalArgumentException("tapeBytes=" + tapeBytes + " must be from 4096 to " + TAPE_BYTES_MAX);
        }
        var buffer = new UnsafeBuffer(ByteBuffer.allocateDirect(tapeBytes));
        int[] offsets = new int[1024];
        int count = 0;
        int end = 0;
        source.next();
        while (BitUtil.align(source.length(), ALIGNMENT) <= tapeBytes - end) {
            if (count == offsets.length) {
                offsets = Arrays.copyOf(offsets, count * 2);
            }
            buffer.putBytes(end, source.buffer(), source.offset(), source.length());
            ChatLayout.stamp(buffer, end, 0, 0);
            offsets[count++] = end;
            end += BitUtil.align(source.length(), ALIGNMENT);
            source.next();
        }
        int odd = (count & 1) == 1 ? count : count - 1;
        if (odd < RECORDS_MIN) {
            throw new IllegalArgumentException(
                    "tapeBytes=" + tapeBytes + " has no room for " + RECORDS_MIN + " records");
        }
        int length = odd == count ? end : offsets[odd];
        return new RecordTape(buffer, length, Arrays.copyOf(offsets, odd));
    }

    /** Records on the tape, at least 3, odd. */
    public int recordCount() {
        return offsets.length;
    }

    /** Bytes of all records of the tape together. */
    public long recordBytes() {
        return recordBytes;
    }

    /** Bytes of the longest record. */
    public int recordLengthMax() {
        int longest = 0;
        for (int offset : offsets) {
            longest = Math.max(longest, ChatLayout.recordLength(buffer, offset));
        }
        return longest;
    }

    /** Bytes of the first {@code count} records of stream 0 together; see {@link #streamBytes(int, long)}. */
    public long streamBytes(long count) {
        return streamBytes(0, count);
    }

    /**
     * Bytes of the first {@code count} records of a stream together. Takes time proportional to the tape.
     *
     * @param stream at least 0
     * @param count at least 0
     */
    public long streamBytes(int stream, long count) {
        if (stream < 0 || count < 0) {
            throw new IllegalArgumentException("stream=" + stream + " count=" + count + " must not be negative");
        }
        long bytes = count / offsets.length * recordBytes;
        for (long index = 0; index < count % offsets.length; index++) {
            bytes += ChatLayout.recordLength(buffer, offsetOf(stream, index));
        }
        return bytes;
    }

    /**
     * A new stream from its record 0. It stamps a copy of the tape's records, made here, so that several threads can each use
     * one: each takes as much memory as the tape.
     *
     * @param stream its number, at least 0
     */
    public RecordSource cursor(int stream) {
        if (stream < 0) {
            throw new IllegalArgumentException("stream=" + stream + " must not be negative");
        }
        var copy = new UnsafeBuffer(ByteBuffer.allocateDirect(tapeLength));
        copy.putBytes(0, buffer, 0, tapeLength);
        for (int offset : offsets) {
            ChatLayout.stamp(copy, offset, stream, 0);
        }
        return new TapeCursor(copy, tapeLength, offsetOf(stream, 0));
    }

    /**
     * Lets a cursor begin its stream again from record 0, in the memory it has: cheap, where a new one copies the tape.
     *
     * @param cursor from {@link #cursor}; only while its thread does not use it
     * @throws IllegalArgumentException when it is no cursor of a tape
     */
    public static void rewind(RecordSource cursor) {
        if (!(cursor instanceof TapeCursor tapeCursor)) {
            throw new IllegalArgumentException("cursor=" + cursor.getClass().getName() + " is not of a tape");
        }
        tapeCursor.rewind();
    }

    /** Whether these bytes are record {@code index} of {@code stream}, stamp and all. Never reads outside them. */
    public boolean matches(int stream, long index, DirectBuffer record, int offset, int length) {
        return stream >= 0
                && index >= 0
                && length >= ChatLayout.HEADER_LENGTH
                && ChatLayout.stampStream(record, offset) == stream
                && ChatLayout.stampIndex(record, offset) == index
                && holds(offsetOf(stream, index), record, offset, length);
    }

    /** What the records are like: counts, lengths, compressibility. Reads, and for the while copies, the whole tape. */
    public WorkloadReport report() {
        return WorkloadReport.measure(cursor(0), offsets.length);
    }

    /** Where on the tape record {@code index}, at least 0, of a stream, at least 0, stands. */
    int offsetOf(int stream, long index) {
        long start = (long) stream * streamStride % offsets.length;
        return offsets[(int) ((start + index % offsets.length) % offsets.length)];
    }

    /** Where on the tape the record behind the one at {@code tapeOffset} stands. */
    int offsetAfter(int tapeOffset) {
        int after = tapeOffset + BitUtil.align(ChatLayout.recordLength(buffer, tapeOffset), ALIGNMENT);
        return after == tapeLength ? 0 : after;
    }

    /** Whether a record's bytes, its stamp apart, are those of the tape at {@code tapeOffset}. */
    boolean holds(int tapeOffset, DirectBuffer record, int offset, int length) {
        if (length != ChatLayout.recordLength(buffer, tapeOffset)) {
            return false;
        }
        int payload = ChatLayout.STAMP_INDEX_OFFSET + ChatLayout.STAMP_LENGTH;
        return difference(tapeOffset, record, offset, ChatLayout.STAMP_INDEX_OFFSET) == 0
                && difference(tapeOffset + payload, record, offset + payload, length - payload) == 0;
    }

    /** 0 when {@code length} bytes are equal. Without a branch a word, which is faster than leaving early. */
    private long difference(int tapeOffset, DirectBuffer record, int offset, int length) {
        long difference = 0;
        int whole = length & -Long.BYTES;
        for (int i = 0; i < whole; i += Long.BYTES) {
            difference |= buffer.getLong(tapeOffset + i, LITTLE_ENDIAN) ^ record.getLong(offset + i, LITTLE_ENDIAN);
        }
        for (int i = whole; i < length; i++) {
            difference |= buffer.getByte(tapeOffset + i) ^ record.getByte(offset + i);
        }
        return difference;
    }
}
