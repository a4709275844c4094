package io.blackstart.results;

import java.util.List;

/**
 * {@code checks.json}: every check of a run. Those of forks are copies of what stands in their {@link Fork}; those with an
 * empty {@link Check#cellId()} were made on the run as a whole and stand only here.
 *
 * @param schemaVersion {@link RunSchema#VERSION}
 * @param checks forks' in plan order, then the run's
 */
public record Checks(int schemaVersion, List<Check> checks) {
    /** Copies the list. */
    public Checks {
        checks = List.copyOf(checks);
    }

    /** How many have that verdict. */
    public long count(Verdict verdict) {
        return checks.stream().filter(check -> check.verdict() == verdict).count();
    }
}
