package io.blackstart.cli.run;

import java.util.Set;

/**
 * A design that a run was asked to measure.
 *
 * @param name of the design
 * @param durabilities names of the classes it offers
 */
public record Candidate(String name, Set<String> durabilities) {
    /** Keeps its own copy. */
    public Candidate {
        durabilities = Set.copyOf(durabilities);
    }

    /** A design that may be measured. */
    public static Candidate of(String name, Set<String> durabilities) {
        return new Candidate(name, durabilities);
    }
}
