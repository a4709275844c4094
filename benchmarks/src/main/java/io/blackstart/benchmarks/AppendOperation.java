package io.blackstart.benchmarks;

import io.blackstart.log.MessageLog;
import io.blackstart.measure.RigOperation;
import io.blackstart.workload.RecordSource;

/**
 * One append as the open-loop rig drives it: sent when {@link MessageLog#append} is called, complete when the record lies below
 * {@link MessageLog#durablePosition}. One thread.
 */
final class AppendOperation implements RigOperation {
    private final MessageLog log;
    private final RecordSource records;
    private final DurabilityWaiter waiter;
    private final long[] positions;
    private final int mask;
    private long sentCount;
    private long completedCount;

    /**
     * Prepares to append the records of a source.
     *
     * @param log under test
     * @param records from the first
     * @param waiter is told of each position
     * @param inFlightLimit records that may be sent and not complete; a power of two
     */
    AppendOperation(MessageLog log, RecordSource records, DurabilityWaiter waiter, int inFlightLimit) {
        if (Integer.bitCount(inFlightLimit) != 1) {
            throw new IllegalArgumentException("inFlightLimit=" + inFlightLimit + " must be a power of two");
        }
        this.log = log;
        this.records = records;
        this.waiter = waiter;
        this.positions = new long[inFlightLimit];
        this.mask = inFlightLimit - 1;
    }

    @Override
    public void send(long index) {
        records.next();
        long position = log.append(records.buffer(), records.offset(), records.length());
        positions[(int) index & mask] = position;
        sentCount = index + 1;
        waiter.appended(position);
    }

    @Override
    public long completedCount() {
        if (completedCount < sentCount) {
            long durablePosition = log.durablePosition();
            while (completedCount < sentCount && positions[(int) completedCount & mask] < durablePosition) {
                completedCount++;
            }
        }
        return completedCount;
    }

    /** Records appended so far. */
    long sentCount() {
        return sentCount;
    }
}
