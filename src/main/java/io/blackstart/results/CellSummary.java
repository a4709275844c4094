package io.blackstart.results;

import java.util.List;
import java.util.Optional;

/**
 * What became of one cell.
 *
 * @param cell which
 * @param arm side of a comparison, {@link PlannedFork#MAIN} when there is one
 * @param status outcome
 * @param reason one line for every status but OK; for OK empty, or what a reader must know, such as forks that are missing
 * @param noisyForks forks that counted although the machine was not quiet, because the repeats ran out
 * @param measuredAs parameter that was not what the cell asked for, as {@code cache=warm} where the page cache could not be made
 *     cold; empty when all were
 * @param figures its metrics; empty when there are none that count
 */
public record CellSummary(
        Cell cell,
        String arm,
        CellStatus status,
        String reason,
        int noisyForks,
        String measuredAs,
        List<Figure> figures) {
    /** Copies the list. */
    public CellSummary {
        figures = List.copyOf(figures);
    }

    /** The figure of that name, if it has one. */
    public Optional<Figure> figure(String metric) {
        return figures.stream().filter(f -> f.metric().equals(metric)).findFirst();
    }
}
