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
    /** The arm of a run with one side. */
    public static final String MAIN = "main";

    /** Checks that the names may stand in a path. */
    public PlannedFork {
        Names.requireCellId(cellId);
        Names.requirePart("arm", arm);
        if (block < 0) {
            throw new IllegalArgumentException("block=" + block);
        }
    }

    /**
     * {@code <folder>/<cell>/<arm>-<block>}, the stem of its files below the run directory.
     *
     * @param folder {@code forks} or {@code hist}
     */
    public String stem(String folder) {
        return folder + "/" + cellId + "/" + arm + "-" + block;
    }
}
