package io.blackstart.recovery.parallel;

import io.blackstart.BlackstartException;
import io.blackstart.log.LogFile;
import io.blackstart.log.LogSegments;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Reads the blocks of one log ahead of those who work on them. Any number of readers each take the next block that nobody reads
 * yet; every worker gets every block, in order. A block's memory is used again when all workers have left it, so readers are never
 * more than the ring ahead. Safe for its readers and workers.
 */
final class BlockFeed {
    private final LogSegments segments;
    private final BlockPlan plan;
    private final boolean direct;
    private final Block[] ring;
    private final long[] readyBlock;
    private final long[] nextOfWorker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long nextToRead;
    private boolean stopped;

    BlockFeed(LogSegments segments, BlockPlan plan, boolean direct, int ringLength, int workerCount) {
        this.segments = segments;
        this.plan = plan;
        this.direct = direct;
        ring = new Block[ringLength];
        readyBlock = new long[ringLength];
        for (int i = 0; i < ringLength; i++) {
            ring[i] = new Block(plan.capacity());
            readyBlock[i] = -1;
        }
        nextOfWorker = new long[workerCount];
    }

    /** Reads until all blocks are read or nobody wants more. For a reader's thread. */
    void read() {
        LogFile file = null;
        int segment = -1;
        try {
            for (long number = claim(); number >= 0; number = claim()) {
                Block block = ring[(int) (number % ring.length)];
                try {
                    if (plan.segment(number) != segment) {
                        close(file);
                        file = null;
                        segment = plan.segment(number);
                        file = segments.open(segment, direct);
                    }
                    fill(block, file, number);
                } catch (BlackstartException e) {
                    block.failed(e);
                    segment = -1;
                }
                publish(number);
            }
        } finally {
            close(file);
        }
    }

    private void fill(Block block, @Nullable LogFile file, long number) {
        if (file == null) {
            throw new IllegalStateException("block=" + number + " has no file");
        }
        int length = file.read(block.memory().clear().limit(plan.readLength(number)), plan.offset(number));
        block.filled(length);
    }

    private static void close(@Nullable LogFile file) {
        if (file != null) {
            file.close();
        }
    }

    /** The next block to read, when its memory is free; -1 at the end. */
    private long claim() {
        lock.lock();
        try {
            while (!stopped && nextToRead < plan.count() && nextToRead >= slowest() + ring.length) {
                changed.awaitUninterruptibly();
            }
            return stopped || nextToRead >= plan.count() ? -1 : nextToRead++;
        } finally {
            lock.unlock();
        }
    }

    private long slowest() {
        long slowest = Long.MAX_VALUE;
        for (long next : nextOfWorker) {
            slowest = Math.min(slowest, next);
        }
        return slowest;
    }

    private void publish(long number) {
        lock.lock();
        try {
            readyBlock[(int) (number % ring.length)] = number;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The block that follows for a worker, which leaves those before it; null when the feed was stopped. */
    @Nullable
    Block take(int worker, long number) {
        lock.lock();
        try {
            nextOfWorker[worker] = number;
            changed.signalAll();
            int slot = (int) (number % ring.length);
            while (!stopped && readyBlock[slot] != number) {
                changed.awaitUninterruptibly();
            }
            return stopped ? null : ring[slot];
        } finally {
            lock.unlock();
        }
    }

    /** A worker is through. */
    void leave(int worker) {
        lock.lock();
        try {
            nextOfWorker[worker] = Long.MAX_VALUE;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Nobody wants more. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
