package io.blackstart.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code plan.json}: what a run will do, in which order. {@code blackstart run --plan} repeats it.
 *
 * @param schemaVersion {@link RunSchema#VERSION}
 * @param profile name of the profile
 * @param comparable false for profiles too short to compare, such as {@code smoke}
 * @param seed from which all seeds come
 * @param cells everything that gets a number; refused cells stand in {@code refused} only
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
        List<NotMeasured> notMeasured) {
    /** Copies the lists. */
    public Plan {
        cells = List.copyOf(cells);
        forks = List.copyOf(forks);
        refused = List.copyOf(refused);
        launches = List.copyOf(launches);
        notMeasured = List.copyOf(notMeasured);
    }

    /**
     * The same plan with some of its cells refused: they keep a row and get no fork.
     *
     * @param reason why a cell is refused, empty when it is not
     */
    public Plan refusing(Function<Cell, String> reason) {
        var kept = new ArrayList<Cell>();
        var turnedAway = new ArrayList<>(refused);
        for (Cell cell : cells) {
            String why = reason.apply(cell);
            if (why.isEmpty()) {
                kept.add(cell);
            } else {
                turnedAway.add(new RefusedCell(cell, why));
            }
        }
        Set<String> ids = kept.stream().map(Cell::id).collect(Collectors.toSet());
        return new Plan(
                schemaVersion,
                profile,
                comparable,
                seed,
                kept,
                forks.stream().filter(fork -> ids.contains(fork.cellId())).toList(),
                launches.stream()
                        .filter(launch -> ids.contains(launch.cellId()))
                        .toList(),
                turnedAway,
                notMeasured);
    }

    /** The measured or refused cell of that id. */
    public Optional<Cell> cell(String id) {
        return Stream.concat(cells.stream(), refused.stream().map(RefusedCell::cell))
                .filter(cell -> cell.id().equals(id))
                .findFirst();
    }
}
