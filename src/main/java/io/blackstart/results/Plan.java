package io.blackstart.results;

import java.util.List;

/**
 * {@code plan.json}: what a run will do, in which order. {@code blackstart run --plan} repeats it.
 *
 * @param schemaVersion {@link RunSchema#VERSION}
 * @param profile name of the profile
 * @param comparable false for profiles too short to compare, such as {@code smoke}
 * @param seed from which all seeds come
 * @param cells everything that gets a number
 * @param forks in order of execution, arms and cells interleaved
 * @param launches how the forks of each cell are started, one a cell, in the order of {@code cells}
 * @param refused cells that get a row and no number
 * @param notMeasured left out on purpose
 */
public record Plan(
        int schemaVersion,
        String profile,
        boolean comparable,
        long seed,
        List<Cell> cells,
        List<PlannedFork> forks,
        List<Launch> launches,
        List<RefusedCell> refused,
        List<NotMeasured> notMeasured) {}
