package io.blackstart.results;

/**
 * One thing that is wrong with, or missing from, a run directory; one line for people.
 *
 * @param path below the run directory, with {@code /}; {@code .} for the run as a whole
 * @param what happened or is missing, and where it helps, what to do
 */
public record Problem(String path, String what) {
    @Override
    public String toString() {
        return path + ": " + what;
    }
}
