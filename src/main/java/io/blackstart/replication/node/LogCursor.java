package io.blackstart.replication.node;

import io.blackstart.log.MessageLog;
import io.blackstart.log.RecordConsumer;

/** Reads a copy forwards, by position. One thread. */
final class LogCursor implements AutoCloseable {
    private final ReplicaLog replica;
    private final MessageLog log;

    private long position;
    private long nextLogPosition;
    private long logPosition;
    private long skip;

    /** Begins at record {@code indexed}, at {@code logPosition}, and skips to {@code target}. */
    LogCursor(ReplicaLog replica, MessageLog log, long indexed, long logPosition, long target) {
        this.replica = replica;
        this.log = log;
        this.position = indexed;
        this.nextLogPosition = logPosition;
        this.skip = target - indexed;
    }

    /** Position of the next record. */
    long position() {
        return position + skip;
    }

    /** Within the consumer: where its record stands in the log. */
    long logPosition() {
        return logPosition;
    }

    /**
     * Hands records on until there are no more, or the consumer refuses one by returning false: that one comes again with
     * the next call. The consumer sees positions of the replicated log.
     */
    void read(RecordConsumer consumer) {
        long end = replica.endPosition();
        if (position() >= end) {
            return;
        }
        boolean[] refused = new boolean[1];
        long next = log.read(nextLogPosition, (at, buffer, offset, length) -> {
            if (position >= end) {
                refused[0] = true;
                nextLogPosition = at;
                return false;
            }
            logPosition = at;
            if (skip > 0) {
                skip--;
            } else if (!consumer.onRecord(position, buffer, offset, length)) {
                refused[0] = true;
                nextLogPosition = at;
                return false;
            }
            position++;
            return true;
        });
        if (!refused[0]) {
            nextLogPosition = next;
        }
    }

    /** Nothing to give back; a cursor is used in one place. */
    @Override
    public void close() {}
}
