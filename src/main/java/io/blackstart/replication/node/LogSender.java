package io.blackstart.replication.node;

import io.blackstart.replication.ReplicationOptions;
import io.blackstart.replication.wire.RecordBatch;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends records to one peer from the log, batch by batch, at most at the rate the options allow. Each frame holds records of
 * one epoch. One thread; whoever appends is never stopped.
 */
public final class LogSender {
    private final ReplicaLog log;
    private final PeerConnection peer;
    private final Identity identity;
    private final long bytesPerSecond;
    private final RecordBatch batch;
    private final LogCursor cursor;

    private long freeAtNanos = System.nanoTime();

    /** Begins at {@code from}. */
    public LogSender(ReplicaLog log, PeerConnection peer, Identity identity, ReplicationOptions options, long from) {
        this.log = log;
        this.peer = peer;
        this.identity = identity;
        bytesPerSecond = options.catchUpBytesPerSecond();
        batch = new RecordBatch(options.batchBytes(), log.maxRecordLength());
        cursor = log.cursorAt(from);
    }

    /** Position of the next record to be sent. */
    public long position() {
        return cursor.position();
    }

    /** Sends one batch of records below {@code limit}, if there are any; how many. */
    public int sendBatch(long limit) throws IOException {
        long first = cursor.position();
        EpochHistory history = log.history();
        long end = Math.min(limit, history.endOfEpochAt(first, Long.MAX_VALUE));
        batch.clear();
        cursor.read((position, buffer, offset, length) -> position < end && batch.add(buffer, offset, length));
        if (batch.count() > 0) {
            throttle(batch.length());
            peer.send(batch.seal(
                    identity.clusterId(), identity.epoch(), identity.nodeId(), first, history.epochAt(first)));
        }
        return batch.count();
    }

    private void throttle(int bytes) throws IOException {
        if (bytesPerSecond == 0) {
            return;
        }
        long now = System.nanoTime();
        while (freeAtNanos - now > 0
                && !peer.isEnded()
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(Math.min(freeAtNanos - now, TimeUnit.MILLISECONDS.toNanos(peer.heartbeatMillis())));
            peer.heartbeat();
            now = System.nanoTime();
        }
        freeAtNanos = Math.max(freeAtNanos, now) + bytes * TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
    }
}
