package io.blackstart.crashkit.recorded;

import io.blackstart.crashkit.Oracle;
import io.blackstart.log.MessageLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;
import org.agrona.ExpandableArrayBuffer;

/** Several threads that append to one log at the same time, each a stream of its own, each waiting for every record. */
final class Producers {
    private static final int RECORDS_EACH = 8;
    private static final long FORCE_NANOS = 1_000_000;

    private Producers() {}

    /**
     * Runs them to their end.
     *
     * @throws IllegalStateException when one of them failed, with the cause
     */
    static void run(MessageLog log, Oracle oracle, SentRecords sent, int count) {
        int first = sent.addStreams(count);
        List<FutureTask<Boolean>> tasks = new ArrayList<>();
        for (int producer = 0; producer < count; producer++) {
            int stream = first + producer;
            var task = new FutureTask<>(() -> produce(log, oracle, sent, stream), true);
            var thread = new Thread(task, "crash-kit-producer-" + producer);
            thread.setDaemon(true);
            thread.start();
            tasks.add(task);
        }
        for (FutureTask<Boolean> task : tasks) {
            try {
                task.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a producer failed: " + e.getCause(), e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while producers ran", e);
            }
        }
    }

    /**
     * Lets a force take a while, as on a device: until another record has been appended, which this force does not cover, but
     * not for long, since the log may hold all appends back meanwhile.
     */
    static void lingerInForce(SentRecords sent) {
        int before = sent.appendedCount();
        long beganNanos = System.nanoTime();
        while (sent.appendedCount() == before && System.nanoTime() - beganNanos < FORCE_NANOS) {
            LockSupport.parkNanos(10_000);
        }
    }

    private static void produce(MessageLog log, Oracle oracle, SentRecords sent, int stream) {
        var buffer = new ExpandableArrayBuffer();
        for (long index = 0; index < RECORDS_EACH; index++) {
            int length = oracle.fill(stream, index, buffer, 0);
            sent.sending(stream, index);
            long position = log.append(buffer, 0, length);
            sent.appended(stream, index, position);
            long durable = log.awaitDurable(position);
            if (durable <= position) {
                throw new IllegalStateException("awaitDurable(" + position + ") answered " + durable);
            }
            sent.acknowledgedBelow(durable);
        }
    }
}
