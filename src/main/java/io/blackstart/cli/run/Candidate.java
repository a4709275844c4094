package io.blackstart.cli.run;

import io.blackstart.results.SuiteCatalog;
import java.util.Set;

/**
 * A design that a run was asked to measure.
 *
 * @param name of the design
 * @param durabilities names of the classes it offers
 * @param job what it is a design of: it is measured in the suites of that job only
 */
public record Candidate(String name, Set<String> durabilities, Job job) {
    /** What designs are designs of. */
    public enum Job {
        /** Keeping a log. */
        LOG,
        /** Bringing it to its copies. */
        REPLICATION;

        /** The job whose designs a suite measures. */
        static Job ofSuite(String suite) {
            return SuiteCatalog.isReplication(suite) ? REPLICATION : LOG;
        }
    }

    /** Keeps its own copy. */
    public Candidate {
        durabilities = Set.copyOf(durabilities);
    }

    /** A design of a log. */
    public static Candidate of(String name, Set<String> durabilities) {
        return new Candidate(name, durabilities, Job.LOG);
    }

    /** A design of replication. */
    public static Candidate replication(String name, Set<String> durabilities) {
        return new Candidate(name, durabilities, Job.REPLICATION);
    }
}
