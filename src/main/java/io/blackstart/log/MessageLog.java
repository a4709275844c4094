package io.blackstart.log;

import org.agrona.DirectBuffer;

/**
 * An append-only log of opaque byte records: the contract every design implements and the crash kit tests.
 *
 * <p><b>Positions</b> are opaque to callers: they only grow, are never reused, and order records. A record at position
 * {@code p} is durable when {@code p < durablePosition()}. For our own designs a position is the byte address of the
 * record's frame in the whole log.
 *
 * <p><b>Threads.</b> {@link #append} obeys the design's {@link ThreadRule}. {@link #awaitDurable}, {@link #durablePosition},
 * {@link #endPosition} and {@link #read} may be called by any thread at any time before {@link #close}; {@link #truncateTo}
 * and {@link #close} only while no other call is under way. Interrupting a caller never closes the log.
 *
 * <p><b>What survives.</b> A record whose {@link #awaitDurable} returned survives what the {@link Durability} the log was
 * opened with promises. Of the others a prefix, in order, may survive. After a crash {@link LogDesign#open} finds the last
 * whole record, trims the torn tail behind it and tells of it in {@link #openReport}; damage before the durable mark is
 * refused with {@code CORRUPT}, the files left as they were.
 *
 * <p><b>Errors.</b> {@link io.blackstart.BlackstartException} for what the environment does; once a write or force has
 * failed the log is poisoned: nothing more is acknowledged, every later append fails with {@code CLOSED} or the first cause.
 *
 * <p>The default methods are those of the weakest log there is, class {@code NONE}, where appending is all there is to do; a
 * log that promises more overrides them all.
 */
public interface MessageLog extends AutoCloseable {
    /**
     * Appends one record. When the call returns, the record is ordered, not yet acknowledged.
     *
     * @param buffer holds the record; free for reuse when the call returns
     * @param offset of the record in {@code buffer}
     * @param length in bytes, 1 to {@link #maxRecordLength}
     * @return the record's position
     * @throws IllegalArgumentException when {@code length} is out of range
     * @throws io.blackstart.BlackstartException DISK_FULL, IO or CLOSED; the record is then not in the log
     */
    long append(DirectBuffer buffer, int offset, int length);

    /**
     * Waits until the record at {@code position}, and with it all before it, is acknowledged under the log's durability
     * class. For a class below what is stored at append it returns at once.
     *
     * @param position of a record that has been appended
     * @return {@link #durablePosition} as seen on return, above {@code position}
     * @throws io.blackstart.BlackstartException when the record cannot be made durable; it was not acknowledged
     */
    default long awaitDurable(long position) {
        return durablePosition();
    }

    /** Every record below this position is acknowledged. Never falls. */
    default long durablePosition() {
        return endPosition();
    }

    /** The position the next record may get: every record appended so far lies below. */
    long endPosition();

    /**
     * Hands records to {@code consumer}, in order, beginning with the first at or after {@code fromPosition}, up to the end
     * as seen at the call, checking each.
     *
     * @param fromPosition 0 for the beginning, a record's position, or what an earlier call returned
     * @param consumer gets the records on the calling thread
     * @return where to go on: above the last record handed over
     * @throws io.blackstart.BlackstartException CORRUPT at the first record that fails its check; never skips one
     */
    long read(long fromPosition, RecordConsumer consumer);

    /**
     * Removes every record at or after {@code position}. Only for a tail that was never acknowledged.
     *
     * @param position of a record, or {@link #endPosition}
     * @throws IllegalArgumentException when {@code position < durablePosition()}
     */
    default void truncateTo(long position) {
        if (position < durablePosition()) {
            throw new IllegalArgumentException(
                    "position=" + position + " is below durablePosition=" + durablePosition());
        }
    }

    /** What opening found, trimmed and repaired. */
    OpenReport openReport();

    /** The class an acknowledgement of this instance promises. */
    default Durability durability() {
        return Durability.NONE;
    }

    /** The longest record in bytes that can be appended. */
    int maxRecordLength();

    /** Makes what was appended durable under the log's class, then releases everything. Idempotent. */
    @Override
    default void close() {}
}
