package io.blackstart.results;

import java.util.List;

/**
 * {@code summary.json}: everything derived from forks and checks; can be made again from them.
 *
 * @param schemaVersion {@link RunSchema#VERSION}
 * @param runId of the run
 * @param cells in plan order, refused ones included
 * @param targets judged in this run
 * @param rateCard what the forecast eats
 * @param notMeasured left out on purpose or for want of a tool
 */
public record Summary(
        int schemaVersion,
        String runId,
        List<CellSummary> cells,
        List<Target> targets,
        RateCard rateCard,
        List<NotMeasured> notMeasured) {
    /** Copies the lists. */
    public Summary {
        cells = List.copyOf(cells);
        targets = List.copyOf(targets);
        notMeasured = List.copyOf(notMeasured);
    }
}
