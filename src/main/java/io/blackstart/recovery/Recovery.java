package io.blackstart.recovery;

/**
 * A named way to come from cold logs to a chat state, found by {@link java.util.ServiceLoader}. Every design ends in the same
 * digest. An instance keeps nothing between calls.
 */
public interface Recovery {
    /** Lower case, words joined by a hyphen: {@code newest-first}. Unique. */
    String name();

    /** One line: what it is. */
    String summary();

    /**
     * Opens the logs, reads them, and builds what {@code sources} ask for. Can be repeated: nothing in a log is changed but what
     * opening it trims.
     *
     * <p>Damage is refused, never skipped: from its first bad record on a log is left out, the report names the range and is not
     * {@linkplain RecoveryReport#isWhole whole}; other shards are still read.
     *
     * <p>While it works it polls {@code demand}, on one thread, and so shows from when on which requests could be answered. An
     * answer is given only when it is certain.
     *
     * @param sources what to start from
     * @param demand who waits for answers
     * @param listener told of phases and progress on the calling thread
     * @return what was done
     * @throws io.blackstart.BlackstartException what is no damage of a log: LOCKED, UNSUPPORTED, CLOSED, DISK_FULL or TIMEOUT
     */
    RecoveryReport recover(RecoverySources sources, Demand demand, RecoveryListener listener);
}
