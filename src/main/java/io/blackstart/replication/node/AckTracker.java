package io.blackstart.replication.node;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.replication.AckPolicy;
import io.blackstart.replication.Cluster;
import io.blackstart.replication.Keep;
import io.blackstart.replication.Promise;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What every replica has, and how far that acknowledges. Any thread.
 */
final class AckTracker {
    private final AckPolicy policy;
    private final Cluster cluster;
    private final int own;
    private final int[] siteOf;
    private final long[] memory;
    private final long[] durable;
    private final long[] scratch;
    private final long[] siteScratch;

    private int waiters;
    private volatile long acknowledged;
    private volatile long elsewhere;
    private volatile @Nullable BlackstartException failure;

    AckTracker(AckPolicy policy, Cluster cluster, int ownNodeId) {
        Promise.of(policy, cluster);
        this.policy = policy;
        this.cluster = cluster;
        own = cluster.indexOf(ownNodeId).orElseThrow();
        List<String> sites = cluster.sites();
        siteOf = cluster.members().stream()
                .mapToInt(member -> sites.indexOf(member.site()))
                .toArray();
        memory = new long[siteOf.length];
        durable = new long[siteOf.length];
        scratch = new long[siteOf.length];
        siteScratch = new long[sites.size()];
    }

    /** Notes what a member has; positions that fall are taken as they are, the acknowledged one never falls. */
    synchronized void update(int memberIndex, long memoryEnd, long durableEnd) {
        memory[memberIndex] = memoryEnd;
        durable[memberIndex] = durableEnd;
        long[] kept = policy.keep() == Keep.DISK ? durable : memory;
        long reached = reached(kept);
        elsewhere = Math.max(elsewhere, elsewhere(kept));
        if (reached > acknowledged) {
            acknowledged = reached;
            if (waiters > 0) {
                notifyAll();
            }
        }
    }

    /** Notes what the leader itself has appended. */
    void ownMemory(long end) {
        synchronized (this) {
            update(own, end, durable[own]);
        }
    }

    /** Notes what the leader itself has forced. */
    void ownDurable(long end) {
        synchronized (this) {
            update(own, memory[own], end);
        }
    }

    private long reached(long[] kept) {
        return switch (policy.kind()) {
            case LEADER -> kept[own];
            case QUORUM -> quorum(kept);
            case ALL -> Arrays.stream(kept).min().orElseThrow();
            case SITES -> sites(kept);
        };
    }

    private long quorum(long[] kept) {
        System.arraycopy(kept, 0, scratch, 0, kept.length);
        Arrays.sort(scratch);
        return scratch[scratch.length - (scratch.length / 2 + 1)];
    }

    private long sites(long[] kept) {
        Arrays.fill(siteScratch, 0);
        for (int member = 0; member < kept.length; member++) {
            siteScratch[siteOf[member]] = Math.max(siteScratch[siteOf[member]], kept[member]);
        }
        Arrays.sort(siteScratch);
        return siteScratch[siteScratch.length - policy.siteCount()];
    }

    private long elsewhere(long[] kept) {
        long most = 0;
        for (int member = 0; member < kept.length; member++) {
            if (siteOf[member] != siteOf[own]) {
                most = Math.max(most, kept[member]);
            }
        }
        return most;
    }

    /** Every record below is acknowledged. */
    long acknowledged() {
        return acknowledged;
    }

    /** Records acknowledged that no other site has. */
    long exposedCount() {
        return Math.max(0, acknowledged - elsewhere);
    }

    synchronized long memory(int memberIndex) {
        return memory[memberIndex];
    }

    synchronized long durable(int memberIndex) {
        return durable[memberIndex];
    }

    Cluster cluster() {
        return cluster;
    }

    int own() {
        return own;
    }

    AckPolicy policy() {
        return policy;
    }

    /** Ends all waiting; the first failure stays. */
    synchronized void fail(BlackstartException cause) {
        if (failure == null) {
            failure = cause;
        }
        notifyAll();
    }

    /** Throws the failure there was. */
    void check() {
        BlackstartException cause = failure;
        if (cause != null) {
            throw new BlackstartException(
                    cause.code(), "not acknowledged: " + cause.getMessage(), cause.path(), cause.position(), cause);
        }
    }

    /** Waits until the record at {@code position} is acknowledged. */
    long await(long position, long timeoutNanos) {
        if (position < acknowledged) {
            return acknowledged;
        }
        long deadline = System.nanoTime() + timeoutNanos;
        boolean interrupted = false;
        synchronized (this) {
            waiters++;
            try {
                while (position >= acknowledged) {
                    check();
                    long left = deadline - System.nanoTime();
                    if (left <= 0) {
                        throw new BlackstartException(
                                ErrorCode.TIMEOUT,
                                "not acknowledged under " + policy + " in time",
                                null,
                                position,
                                null);
                    }
                    try {
                        TimeUnit.NANOSECONDS.timedWait(this, left);
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
                return acknowledged;
            } finally {
                waiters--;
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
