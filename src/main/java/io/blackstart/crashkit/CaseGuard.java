package io.blackstart.crashkit;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs cases one after another on a thread of its own and gives up on one that takes too long ({@link CaseVerdict#HANG}) or
 * too much memory ({@link CaseVerdict#UNBOUNDED}). The thread of a hanging case is interrupted and left behind, since a
 * thread cannot be stopped; the next case gets a new one. For cases of a millisecond and more. For one calling thread.
 */
public final class CaseGuard implements AutoCloseable {
    private static final long LOOK_MILLIS = 20;

    private final KitLimits limits;
    private @Nullable ExecutorService worker;
    private int hangCount;

    /**
     * Creates a guard.
     *
     * @param limits what one case may take
     */
    public CaseGuard(KitLimits limits) {
        this.limits = limits;
    }

    /**
     * Runs one case.
     *
     * @return its judgement, or HANG, UNBOUNDED, DIED
     * @throws IllegalStateException when the calling thread is interrupted; its flag stays set
     */
    public Judgement run(Callable<Judgement> body) {
        ExecutorService thread = worker == null ? Executors.newSingleThreadExecutor(CaseGuard::daemon) : worker;
        worker = thread;
        var task = new FutureTask<>(() -> metered(body, limits.allocationBytesMax()));
        thread.execute(task);
        var clock = new CaseClock();
        while (clock.look() < limits.caseTimeoutNanos()) {
            try {
                return task.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                // Not yet: look again.
            } catch (ExecutionException e) {
                throw new IllegalStateException("the guard itself failed", e.getCause());
            } catch (InterruptedException e) {
                abandon();
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while a case ran", e);
            }
        }
        abandon();
        hangCount++;
        return Judgement.of(
                CaseVerdict.HANG, "no end within ms=" + TimeUnit.NANOSECONDS.toMillis(limits.caseTimeoutNanos()));
    }

    private void abandon() {
        if (worker != null) {
            worker.shutdownNow();
            worker = null;
        }
    }

    /** Runs a case on the calling thread, without a time limit, and looks at what it allocated. */
    public static Judgement metered(Callable<Judgement> body, KitLimits limits) {
        return metered(body, limits.allocationBytesMax());
    }

    /**
     * Runs a case on the calling thread, without a time limit, and looks at what it allocated.
     *
     * @param allocationBytesMax heap and direct bytes beyond which it is {@link CaseVerdict#UNBOUNDED}
     */
    public static Judgement metered(Callable<Judgement> body, long allocationBytesMax) {
        var meter = new AllocationMeter();
        meter.start();
        Judgement judgement = Judge.attempt(body);
        long bytes = meter.bytes();
        return bytes > allocationBytesMax && !judgement.verdict().failing()
                ? Judgement.of(
                        CaseVerdict.UNBOUNDED, "allocated bytes=" + bytes + ", allowed are " + allocationBytesMax)
                : judgement;
    }

    /** Cases that hung so far, each of which left a thread behind. */
    public int hangCount() {
        return hangCount;
    }

    /** Whether so many cases hung that the tier should stop. */
    public boolean exhausted() {
        return hangCount >= limits.hangCountMax();
    }

    @Override
    public void close() {
        abandon();
    }

    private static Thread daemon(Runnable body) {
        var thread = new Thread(body, "crash-kit-case");
        thread.setDaemon(true);
        return thread;
    }
}
