package io.blackstart.results;

/**
 * One JVM of the plan.
 *
 * @param cellId of the cell it measures
 * @param arm side of a comparison; {@code main} when there is one side
 * @param block ordinal of the repetition, from 0; forks of one block run next to each other
 * @param seed of its workload
 */
public record PlannedFork(String cellId, String arm, int block, long seed) {
    /** {@code forks/<cell>/<arm>-<block>}, the stem of its files below the run directory. */
    public String stem(String folder) {
        return folder + "/" + cellId + "/" + arm + "-" + block;
    }
}
