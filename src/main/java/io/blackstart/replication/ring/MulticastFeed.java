package io.blackstart.replication.ring;

import io.blackstart.replication.node.Identity;
import io.blackstart.replication.node.Threads;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends what is published to all followers at once. When the ring goes round meanwhile it goes on where the journal is. */
final class MulticastFeed implements AutoCloseable {
    private final RecordRing ring;
    private final Journal journal;
    private final Identity identity;
    private final RingBatches batches;
    private final Multicast multicast;
    private final Thread thread;
    private volatile boolean stopped;

    MulticastFeed(RecordRing ring, Journal journal, Identity identity, RingBatches batches, Multicast multicast) {
        this.ring = ring;
        this.journal = journal;
        this.identity = identity;
        this.batches = batches;
        this.multicast = multicast;
        thread = Threads.start("leader-multicast", this::run);
    }

    private void run() {
        var reader = new RecordRing.Reader();
        ring.add(reader);
        try {
            while (!stopped) {
                Journal.Joining joining = journal.join(reader);
                while (joining.position() < 0 && !stopped) {
                    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(50));
                }
                sendFrom(reader, joining.position());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ring.remove(reader);
        }
    }

    private void sendFrom(RecordRing.Reader reader, long from) throws InterruptedException {
        long position = from;
        while (!stopped && !reader.isOut()) {
            int count = batches.next(reader);
            if (count < 0) {
                return;
            }
            if (count > 0) {
                long epoch = identity.epoch();
                multicast.send(batches.batch().seal(identity.clusterId(), epoch, identity.nodeId(), position, epoch));
                position += count;
            }
        }
    }

    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
        Threads.join(thread);
        multicast.close();
    }
}
