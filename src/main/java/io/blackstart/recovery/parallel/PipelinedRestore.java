package io.blackstart.recovery.parallel;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.chat.ChatState;
import io.blackstart.log.LogSegments;
import io.blackstart.log.SegmentedLog;
import io.blackstart.recovery.RecoveryPhase;
import io.blackstart.recovery.RecoveryReport;
import io.blackstart.recovery.RestoreSession;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Restores logs with readers and workers beside each other. With at least as many logs as workers, each worker has logs of its own;
 * with fewer, the workers share the rooms of one log after the other, each with a state of its own. The calling thread waits and
 * polls the demand.
 */
final class PipelinedRestore {
    private static final int RING_LENGTH = 8;
    private static final long POLL_MILLIS = 1;

    private final RestoreSession session;
    private final boolean direct;
    private final int readerCount;
    private final int blockBytes;

    /**
     * Sets one up.
     *
     * @param direct whether to read past the page cache
     * @param readerCount threads that read one log, which is how many reads the device has at once
     * @param blockBytes bytes of one read
     */
    PipelinedRestore(RestoreSession session, boolean direct, int readerCount, int blockBytes) {
        this.session = session;
        this.direct = direct;
        this.readerCount = readerCount;
        this.blockBytes = blockBytes;
    }

    RecoveryReport run() {
        int threads = session.sources().options().threadCount();
        List<RestoreSession.Shard> shards = List.copyOf(session.shards());
        session.phases().begin(RecoveryPhase.SCAN);
        ExecutorService pool = Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "blackstart-recovery");
            thread.setDaemon(true);
            return thread;
        });
        try {
            int atOnce = shards.size() >= threads ? threads : 1;
            int workers = shards.size() >= threads ? 1 : threads;
            for (int from = 0; from < shards.size(); from += atOnce) {
                restore(pool, shards.subList(from, Math.min(shards.size(), from + atOnce)), workers);
            }
        } finally {
            pool.shutdownNow();
        }
        session.phases().end(session.recordBytes(), session.recordCount());
        return session.report();
    }

    /** Restores some logs at once. */
    private void restore(ExecutorService pool, List<RestoreSession.Shard> shards, int workerCount) {
        var feeds = new ArrayList<BlockFeed>();
        var all = new ArrayList<List<BlockWorker>>();
        var running = new ArrayList<Future<?>>();
        try {
            for (RestoreSession.Shard shard : shards) {
                LogSegments segments = segments(shard);
                var plan = new BlockPlan(segments, blockBytes);
                var feed = new BlockFeed(segments, plan, direct, RING_LENGTH, workerCount);
                feeds.add(feed);
                for (int i = 0; i < readerCount; i++) {
                    running.add(pool.submit(feed::read));
                }
                var workers = new ArrayList<BlockWorker>();
                for (int i = 0; i < workerCount; i++) {
                    ChatState state =
                            i == 0 ? shard.state() : session.split(shard).state();
                    var worker = new BlockWorker(segments, plan, feed, state, i, workerCount);
                    workers.add(worker);
                    running.add(pool.submit(worker::work));
                }
                all.add(workers);
            }
            running.forEach(this::await);
        } finally {
            feeds.forEach(BlockFeed::stop);
            running.forEach(PipelinedRestore::settle);
        }
        for (int i = 0; i < shards.size(); i++) {
            tell(shards.get(i), all.get(i));
        }
    }

    private LogSegments segments(RestoreSession.Shard shard) {
        if (shard.log() instanceof SegmentedLog segmented) {
            return segmented.segments();
        }
        throw new BlackstartException(
                ErrorCode.UNSUPPORTED,
                "the log " + shard.source().name() + " cannot be read segment by segment, as this recovery does");
    }

    private void tell(RestoreSession.Shard shard, List<BlockWorker> workers) {
        workers.forEach(worker -> session.read(worker.recordCount(), worker.recordBytes()));
        workers.stream()
                .filter(worker -> worker.refusal() != null)
                .min(Comparator.comparingLong(BlockWorker::position))
                .ifPresent(worker -> {
                    BlackstartException refusal = worker.refusal();
                    if (refusal != null) {
                        session.refuse(
                                shard.source().name(),
                                worker.before(),
                                shard.log().endPosition(),
                                refusal);
                    }
                });
        session.phases().progress(session.recordBytes(), session.recordCount());
    }

    /** Waits for a task, putting requests in vain meanwhile. */
    private void await(Future<?> task) {
        boolean interrupted = false;
        session.pollInVain();
        try {
            while (true) {
                try {
                    task.get(POLL_MILLIS, TimeUnit.MILLISECONDS);
                    return;
                } catch (TimeoutException stillRunning) {
                    session.pollInVain();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a recovery thread died", e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits for the end of a task, however it ends: until then it uses the log. */
    private static void settle(Future<?> task) {
        boolean interrupted = false;
        boolean ended = task.isDone();
        while (!ended) {
            try {
                task.get();
                ended = true;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException told) {
                // The first to fail is told of by await; others fail for the same reason.
                ended = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
