package io.blackstart.log;

import org.agrona.DirectBuffer;

/** Gets the records of a log, in order of position. */
@FunctionalInterface
public interface RecordConsumer {
    /**
     * One record, already checked. The buffer is the log's own and valid only during the call.
     *
     * @param position position of the record in the log
     * @param buffer holds the record
     * @param offset of the record in {@code buffer}
     * @param length of the record in bytes, at least 1
     * @return true to go on, false to stop after this record
     */
    boolean onRecord(long position, DirectBuffer buffer, int offset, int length);
}
