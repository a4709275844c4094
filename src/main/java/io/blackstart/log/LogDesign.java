package io.blackstart.log;

import java.util.List;
import java.util.Set;

/**
 * A named way to keep a log, found by {@link java.util.ServiceLoader}. Implement this and {@link MessageLog} to have a log of
 * your own measured and crash-tested beside ours.
 */
public interface LogDesign {
    /** Lower case, words joined by a hyphen: {@code group-commit}. Unique. */
    String name();

    /** One line: what it is. */
    String summary();

    /** The classes it can be opened with. */
    Set<Durability> durabilities();

    /** How many threads may append; one unless overridden. */
    default ThreadRule threadRule() {
        return ThreadRule.SINGLE_WRITER;
    }

    /** What a crash leaves and what opening can detect alone, such as a cut exactly at a record boundary. */
    String afterCrash();

    /** Its own options, beside those every log has; none unless overridden. */
    default List<LogOption> options() {
        return List.of();
    }

    /** Whether it reaches its files through {@link LogFiles} only, so that a recording or failing one can stand in; true unless overridden. */
    default boolean usesLogFiles() {
        return true;
    }

    /**
     * Whether it wraps a log that others wrote and keep: what a crash takes from it is reported, and is no failure of this build;
     * false unless overridden.
     */
    default boolean wrapsForeignLog() {
        return false;
    }

    /**
     * Opens the log in the directory of {@code files}, or creates it when the directory holds none.
     *
     * @param files where; closed by the log
     * @param options checked ranges; the design checks its own
     * @return the log, its tail trimmed, ready to append
     * @throws IllegalArgumentException an unknown option (the message names the nearest known one) or a class it lacks
     * @throws io.blackstart.BlackstartException LOCKED, CORRUPT, MISSING, FOREIGN, VERSION, DISK_FULL, IO; nothing modified
     */
    MessageLog open(LogFiles files, LogOptions options);
}
