package io.blackstart.crashkit.recorded;

import io.blackstart.crashkit.CaseClock;
import io.blackstart.crashkit.CaseGuard;
import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.crashkit.Judgement;
import io.blackstart.crashkit.KitLimits;
import io.blackstart.crashkit.KitOptions;
import io.blackstart.crashkit.ReportBuilder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs streams of cases on a few threads. A thread whose case takes too long is interrupted and left behind, the case is
 * {@link CaseVerdict#HANG}, and another thread goes on with the next case of its stream.
 */
final class CaseLoop {
    private static final long LOOK_MILLIS = 20;

    private final ReportBuilder report;
    private final KitLimits limits;
    private final long failingCountMax;
    private final AllocationBound allocation;
    private final Queue<CaseStream> waiting = new ArrayDeque<>();
    private final List<Worker> workers = new ArrayList<>();
    private int hangCount;

    CaseLoop(ReportBuilder report, KitOptions options, AllocationBound allocation) {
        this.report = report;
        this.limits = options.limits();
        this.failingCountMax = options.failingCountMax();
        this.allocation = allocation;
    }

    /** Runs all the streams and returns when the last case is done or given up. */
    void run(Collection<? extends CaseStream> streams, int workerCount) {
        waiting.addAll(streams);
        for (int index = 0; index < workerCount; index++) {
            start(null);
        }
        while (!workers.isEmpty()) {
            for (Worker worker : List.copyOf(workers)) {
                if (worker.ended()) {
                    workers.remove(worker);
                } else {
                    worker.look();
                }
            }
        }
    }

    private void start(@Nullable CaseStream first) {
        var worker = new Worker(first);
        workers.add(worker);
        worker.start();
    }

    private @Nullable CaseStream poll() {
        synchronized (waiting) {
            return waiting.poll();
        }
    }

    /** Whether enough cases failed. */
    boolean stopped() {
        return report.failingCount() >= failingCountMax;
    }

    private void count(KitCase one, Judgement judgement) {
        if (judgement.verdict().failing()) {
            report.add(report.faultCase(one.fault(), one.parameters()), judgement);
        } else {
            report.passing(one.fault(), judgement.verdict());
        }
    }

    private void hung(Worker worker, Running running) {
        running.one().giveUp();
        count(
                running.one(),
                Judgement.of(
                        CaseVerdict.HANG,
                        "no end within ms=" + TimeUnit.NANOSECONDS.toMillis(limits.caseTimeoutNanos())
                                + worker.where()));
        worker.interrupt();
        workers.remove(worker);
        hangCount++;
        if (hangCount < limits.hangCountMax()) {
            start(running.stream());
        } else {
            synchronized (waiting) {
                report.skipped("recorded: stopped after hanging cases=" + hangCount + ": the rest of fault="
                        + running.one().fault() + " and scenarios=" + waiting.size() + " were not run");
                waiting.clear();
            }
        }
    }

    /** A case under way. */
    private record Running(KitCase one, CaseStream stream) {}

    private final class Worker {
        private final AtomicReference<@Nullable Running> running = new AtomicReference<>();
        private final FutureTask<@Nullable Void> task;
        private final Thread thread;

        // Of the thread that looks.
        private @Nullable Running seen;
        private CaseClock clock = new CaseClock();

        Worker(@Nullable CaseStream first) {
            task = new FutureTask<>(() -> work(first), null);
            thread = new Thread(task, "crash-kit-worker");
            thread.setDaemon(true);
        }

        void start() {
            thread.start();
        }

        void interrupt() {
            thread.interrupt();
        }

        /** Where it hangs, for the report. */
        String where() {
            StackTraceElement[] trace = thread.getStackTrace();
            return trace.length == 0 ? "" : ", in " + trace[0];
        }

        private void work(@Nullable CaseStream first) {
            for (CaseStream stream = first == null ? poll() : first; stream != null; stream = poll()) {
                for (KitCase one = stream.next(); one != null && !stopped(); one = stream.next()) {
                    var now = new Running(one, stream);
                    running.set(now);
                    KitCase current = one;
                    Judgement judgement = CaseGuard.metered(
                            current::run, one.onlyRecovers() ? allocation.bytes() : limits.allocationBytesMax());
                    if (!running.compareAndSet(now, null)) {
                        return;
                    }
                    // An interrupt that the log swallowed or set must not leak into the next case.
                    Thread.interrupted();
                    count(one, judgement);
                }
            }
        }

        boolean ended() {
            try {
                task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                return true;
            } catch (TimeoutException e) {
                return false;
            } catch (ExecutionException e) {
                throw new IllegalStateException("the kit itself failed", e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while cases ran", e);
            }
        }

        // Each case is one object: the question is whether it is the same case, not an equal one.
        @SuppressWarnings("ReferenceEquality")
        void look() {
            Running now = running.get();
            if (now != seen) {
                seen = now;
                clock = new CaseClock();
            } else if (now != null && clock.look() > limits.caseTimeoutNanos() && running.compareAndSet(now, null)) {
                hung(this, now);
            }
        }
    }
}
