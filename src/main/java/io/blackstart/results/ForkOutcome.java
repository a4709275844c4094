package io.blackstart.results;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is there of one planned fork.
 *
 * @param planned the fork
 * @param fork its record, null when it did not run or its record is not readable
 * @param raw its result, null when it left none that counts
 * @param failure why {@code raw} is null although the fork ran, empty otherwise
 * @param noisyAttempts records of attempts that were repeated because the machine was not quiet
 */
public record ForkOutcome(
        PlannedFork planned, @Nullable Fork fork, @Nullable RawResult raw, String failure, List<Fork> noisyAttempts) {
    /** Copies the list. */
    public ForkOutcome {
        noisyAttempts = List.copyOf(noisyAttempts);
    }

    /** Whether nothing was found of it. */
    public boolean notRun() {
        return fork == null && failure.isEmpty();
    }
}
