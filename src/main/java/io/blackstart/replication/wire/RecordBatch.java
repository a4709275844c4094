package io.blackstart.replication.wire;

import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The records of one DATA frame, built in place. One thread at a time.
 */
public final class RecordBatch {
    private final ByteBuffer frame;
    private final UnsafeBuffer view;
    private final WireFrame wire = new WireFrame();
    private final int fullLength;

    private int length;
    private int count;

    /**
     * Creates an empty batch.
     *
     * @param batchBytes payload from which on it counts as full
     * @param maxRecordLength longest record; one always fits in an empty batch
     */
    public RecordBatch(int batchBytes, int maxRecordLength) {
        fullLength = Math.max(batchBytes, WireFrame.recordSpan(maxRecordLength));
        frame = WireFrame.allocate(WireFrame.HEADER_LENGTH + fullLength);
        view = new UnsafeBuffer(frame);
    }

    /** Takes a record when there is room; whether there was. */
    public boolean add(DirectBuffer buffer, int offset, int recordLength) {
        int span = WireFrame.recordSpan(recordLength);
        if (length + span > fullLength) {
            return false;
        }
        put(view, WireFrame.HEADER_LENGTH + length, buffer, offset, recordLength);
        length += span;
        count++;
        return true;
    }

    /** Takes bytes that are records in the layout of the wire, when there is room; whether there was. */
    public boolean addSpans(DirectBuffer buffer, int offset, int spanBytes, int recordCount) {
        if (length + spanBytes > fullLength) {
            return false;
        }
        view.putBytes(WireFrame.HEADER_LENGTH + length, buffer, offset, spanBytes);
        length += spanBytes;
        count += recordCount;
        return true;
    }

    /** Writes one record in the layout of the wire; {@link WireFrame#recordSpan} bytes. */
    public static void put(MutableDirectBuffer target, int at, DirectBuffer buffer, int offset, int recordLength) {
        int span = WireFrame.recordSpan(recordLength);
        // Zeros at the end first; the record then overwrites what is not filling.
        target.putInt(at + span - WireFrame.RECORD_ALIGNMENT, 0);
        target.putInt(at, recordLength, java.nio.ByteOrder.LITTLE_ENDIAN);
        target.putBytes(at + WireFrame.RECORD_HEADER_LENGTH, buffer, offset, recordLength);
    }

    /** Records in it. */
    public int count() {
        return count;
    }

    /** Payload bytes in it. */
    public int length() {
        return length;
    }

    /** Room that is left. */
    public int remaining() {
        return fullLength - length;
    }

    /** Empties it. */
    public void clear() {
        length = 0;
        count = 0;
    }

    /**
     * Seals it as a frame; the batch stays as it is until {@link #clear}.
     *
     * @return the frame from position to limit; valid until the next call
     */
    public ByteBuffer seal(long clusterId, long epoch, int nodeId, long position, long entryEpoch) {
        wire.seal(
                frame,
                0,
                length,
                new WireFrame.Header(FrameType.DATA, clusterId, epoch, nodeId, position, entryEpoch, count));
        frame.limit(WireFrame.HEADER_LENGTH + length).position(0);
        return frame;
    }

    /**
     * Checks the payload of a DATA frame from end to end, so that afterwards it can be walked without a check.
     *
     * @throws io.blackstart.BlackstartException CORRUPT
     */
    public static void check(DirectBuffer buffer, int offset, int payloadLength, int count, int maxRecordLength) {
        int at = 0;
        for (int index = 0; index < count; index++) {
            if (payloadLength - at < WireFrame.RECORD_HEADER_LENGTH) {
                throw WireFrame.corrupt("record " + index + " of " + count + " is not there");
            }
            int recordLength = recordLength(buffer, offset + at);
            if (recordLength < 1 || recordLength > maxRecordLength) {
                throw WireFrame.corrupt("recordLength=" + recordLength + " must be from 1 to " + maxRecordLength);
            }
            at += WireFrame.recordSpan(recordLength);
            if (at > payloadLength) {
                throw WireFrame.corrupt("record " + index + " of " + count + " ends behind the frame");
            }
        }
        if (at != payloadLength) {
            throw WireFrame.corrupt((payloadLength - at) + " bytes behind the last of " + count + " records");
        }
    }

    /** Length of the record whose header stands at {@code at}. */
    public static int recordLength(DirectBuffer buffer, int at) {
        return buffer.getInt(at, java.nio.ByteOrder.LITTLE_ENDIAN);
    }
}
