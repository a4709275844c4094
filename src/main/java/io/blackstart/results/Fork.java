package io.blackstart.results;

import java.time.Instant;
import java.util.List;

/**
 * {@code forks/<cell>/<arm>-<block>.fork.json}: what happened around the raw file beside it ({@code .json}, untouched).
 *
 * @param schemaVersion {@link RunSchema#VERSION}
 * @param planned which fork of the plan
 * @param kind who wrote the raw file
 * @param attempt 0 for the first; a fork on a noisy machine is repeated, and the noisy one kept as {@code .noisy-<attempt>}
 * @param startedAt wall clock
 * @param durationMillis of the whole JVM
 * @param exitCode of the JVM
 * @param command complete command line of the JVM
 * @param gate how quiet the machine was
 * @param valid whether its figures count
 * @param reason why not, empty when valid
 * @param checks made on this fork, such as the read-back
 */
public record Fork(
        int schemaVersion,
        PlannedFork planned,
        ForkKind kind,
        int attempt,
        Instant startedAt,
        long durationMillis,
        int exitCode,
        List<String> command,
        GateReading gate,
        boolean valid,
        String reason,
        List<Check> checks) {
    /** Copies the lists. */
    public Fork {
        command = List.copyOf(command);
        checks = List.copyOf(checks);
    }
}
