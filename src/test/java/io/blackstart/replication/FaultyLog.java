package io.blackstart.replication;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.log.Durability;
import io.blackstart.log.MessageLog;
import io.blackstart.log.OpenReport;
import io.blackstart.log.RecordConsumer;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;

/** The faults of one replica's disk; they stay when the log is opened anew. */
final class FaultyLog {
    private volatile long forceDelayNanos;
    private volatile boolean full;
    private volatile CountDownLatch appendGate = new CountDownLatch(0);

    /** Every wait for durability takes so long more. */
    void slowForce(long millis) {
        forceDelayNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Every append fails as on a full disk, until there is room again. */
    void full(boolean isFull) {
        full = isFull;
    }

    /** Appends stand still until {@link #resume}. */
    void pause() {
        appendGate = new CountDownLatch(1);
    }

    void resume() {
        appendGate.countDown();
    }

    MessageLog over(MessageLog log) {
        return new Over(log);
    }

    private final class Over implements MessageLog {
        private final MessageLog log;
        private boolean poisoned;

        Over(MessageLog log) {
            this.log = log;
        }

        @Override
        public long append(DirectBuffer buffer, int offset, int length) {
            try {
                appendGate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (full || poisoned) {
                poisoned = true;
                throw new BlackstartException(ErrorCode.DISK_FULL, "no room, as the test has it");
            }
            return log.append(buffer, offset, length);
        }

        @Override
        public long awaitDurable(long position) {
            if (forceDelayNanos > 0) {
                LockSupport.parkNanos(forceDelayNanos);
            }
            return log.awaitDurable(position);
        }

        @Override
        public long durablePosition() {
            return log.durablePosition();
        }

        @Override
        public long endPosition() {
            return log.endPosition();
        }

        @Override
        public long read(long fromPosition, RecordConsumer consumer) {
            return log.read(fromPosition, consumer);
        }

        @Override
        public void truncateTo(long position) {
            log.truncateTo(position);
        }

        @Override
        public OpenReport openReport() {
            return log.openReport();
        }

        @Override
        public Durability durability() {
            return log.durability();
        }

        @Override
        public int maxRecordLength() {
            return log.maxRecordLength();
        }

        @Override
        public void close() {
            log.close();
        }
    }
}
