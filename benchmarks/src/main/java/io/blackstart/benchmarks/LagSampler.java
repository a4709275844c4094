package io.blackstart.benchmarks;

import io.blackstart.replication.ReplicaState;
import io.blackstart.replication.Replication;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Looks at a leader every few milliseconds, from a thread of its own. */
final class LagSampler implements Runnable {
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Replication leader;
    private final Thread thread;
    private volatile boolean stopped;
    private long lagMax;
    private long exposedMax;
    private long exposedSum;
    private long lookCount;

    private LagSampler(Replication leader) {
        this.leader = leader;
        thread = new Thread(this, "lag-sampler");
        thread.setDaemon(true);
    }

    static LagSampler start(Replication leader) {
        var sampler = new LagSampler(leader);
        sampler.thread.start();
        return sampler;
    }

    @Override
    public void run() {
        while (!stopped) {
            look();
            LockSupport.parkNanos(EVERY_NANOS);
        }
    }

    private void look() {
        for (ReplicaState replica : leader.replicas()) {
            lagMax = Math.max(lagMax, replica.lagCount());
        }
        long exposed = leader.exposedCount();
        exposedMax = Math.max(exposedMax, exposed);
        exposedSum += exposed;
        lookCount++;
    }

    void stop(ReplicationBenchmark.Counters counters) {
        stopped = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        counters.lagMaxRecords = lagMax;
        counters.exposedMaxRecords = exposedMax;
        counters.exposedMeanRecords = lookCount == 0 ? 0 : exposedSum / lookCount;
    }
}
