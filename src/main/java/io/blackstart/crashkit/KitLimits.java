package io.blackstart.crashkit;

/**
 * What one case may take before the kit gives it up.
 *
 * @param caseTimeoutNanos time one case may take, at least 1 ms; beyond it is {@link CaseVerdict#HANG}. Far above what any
 *     sound log needs, since a busy machine must not fail one
 * @param allocationBytesMax bytes a case may allocate on its thread, heap and direct; beyond it, or when the JVM has no more,
 *     is {@link CaseVerdict#UNBOUNDED}. A tier that knows what the undamaged log takes may hold a case to less
 * @param hangCountMax after so many cases that hang, a tier stops and says what it did not run, since each leaves a thread
 *     that cannot be stopped
 */
public record KitLimits(long caseTimeoutNanos, long allocationBytesMax, int hangCountMax) {
    /** 10 s, 64 MiB, 8 hanging cases. */
    public static final KitLimits DEFAULT = new KitLimits(10_000_000_000L, 64 << 20, 8);

    private static final long CASE_TIMEOUT_NANOS_MIN = 1_000_000;

    /** Checks the ranges. */
    public KitLimits {
        if (caseTimeoutNanos < CASE_TIMEOUT_NANOS_MIN) {
            throw new IllegalArgumentException("caseTimeoutNanos=" + caseTimeoutNanos + " must be at least 1000000");
        }
        if (allocationBytesMax < 1) {
            throw new IllegalArgumentException("allocationBytesMax=" + allocationBytesMax + " must be positive");
        }
        if (hangCountMax < 1) {
            throw new IllegalArgumentException("hangCountMax=" + hangCountMax + " must be positive");
        }
    }
}
