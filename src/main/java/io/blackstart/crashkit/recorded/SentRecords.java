package io.blackstart.crashkit.recorded;

import io.blackstart.crashkit.Ledger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.LongArrayList;

/**
 * The records a driver has in a log, with their positions, and the ledger that follows from what happens to them. Every
 * change of the ledger is marked in the trace. A tail that was cut off is settled as gone once a record behind the cut is
 * acknowledged; what is sent after a cut belongs to another stream. Safe for many threads.
 */
final class SentRecords {
    private final MemoryDirectory directory;
    private final boolean promised;
    private final LongArrayList positions = new LongArrayList();
    private final IntArrayList streams = new IntArrayList();
    private final List<Pending> pending = new ArrayList<>();
    private Ledger ledger;
    private int stream;
    private int acked;
    private boolean underWay;
    private volatile int appended;

    /**
     * Creates an empty set.
     *
     * @param firstStream number of the stream records are sent in; those below stay empty
     * @param promised whether an acknowledgement promises anything
     */
    SentRecords(MemoryDirectory directory, int firstStream, boolean promised) {
        this.directory = directory;
        this.promised = promised;
        stream = firstStream;
        ledger = new Ledger(firstStream + 1);
    }

    synchronized Ledger ledger() {
        return ledger.copy();
    }

    synchronized int stream() {
        return stream;
    }

    synchronized int count() {
        return positions.size();
    }

    synchronized int ackedCount() {
        return acked;
    }

    synchronized long position(int index) {
        return positions.getLong(index);
    }

    synchronized int streamOf(int index) {
        return streams.getInt(index);
    }

    synchronized long lastPosition() {
        return positions.isEmpty() ? -1 : positions.getLong(positions.size() - 1);
    }

    /** A record is about to be appended; a second time when the first attempt failed. Returns its index. */
    synchronized long begin() {
        int index = positions.size();
        if (!underWay) {
            ledger.sent(stream, index);
            underWay = true;
            directory.mark(ledger);
        }
        return index;
    }

    /** The record begun was appended at a position. */
    synchronized void end(long position) {
        positions.addLong(position);
        streams.addInt(stream);
        underWay = false;
    }

    /** Everything below the position is acknowledged. */
    synchronized void ackBelow(long durable) {
        int before = acked;
        while (acked < positions.size() && positions.getLong(acked) < durable) {
            acked++;
        }
        if (acked > before) {
            ack(before);
        }
    }

    /** Everything is acknowledged, and what was cut is gone. */
    synchronized void ackAll() {
        int before = acked;
        acked = positions.size();
        ack(before);
        if (promised) {
            settleOlder();
            directory.mark(ledger);
        }
    }

    private void ack(int from) {
        if (!promised) {
            return;
        }
        for (int index = from; index < acked; index++) {
            ledger.acked(streams.getInt(index), index);
        }
        if (acked > 0 && streams.getInt(acked - 1) == stream) {
            settleOlder();
        }
        directory.mark(ledger);
    }

    private void settleOlder() {
        long end = ledger.first(stream);
        for (int older = stream - 1; older >= 0; older--) {
            if (ledger.sentEnd(older) > ledger.first(older)) {
                ledger.settle(older, Math.max(ledger.first(older), Math.min(end, ledger.sentEnd(older))));
            }
            end = Math.min(end, ledger.first(older));
        }
    }

    /** The last so many records were cut off. */
    synchronized void cut(int count) {
        int left = positions.size() - count;
        while (positions.size() > left) {
            positions.popLong();
        }
        while (streams.size() > left) {
            streams.popInt();
        }
        ledger = ledger.copyWithStream(left);
        stream = ledger.streamCount() - 1;
        directory.mark(ledger);
    }

    /** Opens streams 1 and up for so many producers beside stream 0, and returns the number of the first. */
    synchronized int addStreams(int count) {
        int first = ledger.streamCount();
        for (int index = 0; index < count; index++) {
            ledger = ledger.copyWithStream(0);
        }
        directory.mark(ledger);
        return first;
    }

    /** A producer is about to append. */
    synchronized void sending(int producerStream, long index) {
        ledger.sent(producerStream, index);
        directory.mark(ledger);
    }

    /** A producer's append has returned. */
    synchronized void appended(int producerStream, long index, long position) {
        pending.add(new Pending(producerStream, index, position));
        appended = appended + 1;
    }

    /** Appends of producers that have returned. */
    int appendedCount() {
        return appended;
    }

    /**
     * A producer was told that everything below a position is durable: that acknowledges the records of the others too, whether
     * they have woken or not.
     */
    synchronized void acknowledgedBelow(long durable) {
        boolean any = false;
        for (Iterator<Pending> waiting = pending.iterator(); waiting.hasNext(); ) {
            Pending record = waiting.next();
            if (record.position < durable) {
                waiting.remove();
                if (promised) {
                    ledger.acked(record.stream, record.index);
                    any = true;
                }
            }
        }
        if (any) {
            directory.mark(ledger);
        }
    }

    /** A producer's record that is in the log and not acknowledged. */
    private record Pending(int stream, long index, long position) {}
}
