package io.blackstart.crashkit;

/**
 * How long a case has run, told by somebody who looks again and again. Of the time between two looks at most
 * {@link #STEP_NANOS_MAX} counts: when the whole JVM stood still - stopped, its machine suspended or starved - the case is not
 * to blame. For one thread.
 */
public final class CaseClock {
    /** The most that one interval between two looks counts for. */
    public static final long STEP_NANOS_MAX = 250_000_000;

    private long lastNanos;
    private long runNanos;

    /** Begins a case. */
    public CaseClock() {
        lastNanos = System.nanoTime();
    }

    /** Looks. Time in nanoseconds that the case has run. */
    public long look() {
        long now = System.nanoTime();
        runNanos += Math.min(STEP_NANOS_MAX, now - lastNanos);
        lastNanos = now;
        return runNanos;
    }
}
