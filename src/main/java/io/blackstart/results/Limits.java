package io.blackstart.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts the limits of a run beside its figures. */
final class Limits {
    private final List<CellSummary> cells;
    private final Map<String, String> missing = new LinkedHashMap<>();

    Limits(List<CellSummary> cells) {
        this.cells = List.copyOf(cells);
    }

    /** The cells with limits and ratios where a limit applies and was measured. */
    List<CellSummary> beside() {
        return cells.stream().map(this::beside).toList();
    }

    /** Limits that apply to a figure of this run and have no figure of their own. */
    List<NotMeasured> missing() {
        var list = new ArrayList<NotMeasured>();
        missing.forEach((what, why) -> list.add(new NotMeasured(what, why)));
        return list;
    }

    private CellSummary beside(CellSummary cell) {
        List<Figure> figures = cell.figures().stream()
                .map(figure -> SuiteCatalog.definition(cell.cell().suite())
                        .flatMap(suite -> suite.metric(figure.metric()))
                        .flatMap(metric -> metric.limit().limitFor(asMeasured(cell)))
                        .map(key -> with(figure, cell, key))
                        .orElse(figure))
                .toList();
        return new CellSummary(
                cell.cell(), cell.arm(), cell.status(), cell.reason(), cell.noisyForks(), cell.measuredAs(), figures);
    }

    /** The cell with the parameter that it really had, so that a warm replay stands beside the limit of a warm one. */
    private static Cell asMeasured(CellSummary summary) {
        Cell cell = summary.cell();
        int equals = summary.measuredAs().indexOf('=');
        if (equals < 0) {
            return cell;
        }
        SortedMap<String, String> parameters = new TreeMap<>(cell.parameters());
        parameters.put(
                summary.measuredAs().substring(0, equals), summary.measuredAs().substring(equals + 1));
        return new Cell(
                cell.id(),
                cell.suite(),
                cell.benchmark(),
                cell.workloadVersion(),
                parameters,
                cell.threads(),
                cell.durability(),
                cell.design());
    }

    private Figure with(Figure figure, CellSummary cell, LimitRule.Key key) {
        Optional<CellSummary> limit = cells.stream()
                .filter(candidate -> key.matches(candidate.cell()))
                .filter(candidate -> candidate.arm().equals(cell.arm()))
                .findFirst()
                .or(() -> cells.stream()
                        .filter(candidate -> key.matches(candidate.cell()))
                        .findFirst());
        Optional<Figure> value = limit.flatMap(found -> found.figure(key.metric()));
        if (value.isEmpty() || value.get().median() <= 0 || figure.median() <= 0) {
            missing.putIfAbsent(
                    "limit: " + key.what() + ", " + key.metric(),
                    limit.map(found -> found.status() == CellStatus.OK
                                    ? "its raw results do not hold it"
                                    : found.status() + ": " + found.reason())
                            .orElse("not in the plan of this run"));
            return figure;
        }
        double limitValue = value.get().median();
        double ratio = figure.better() == Better.HIGHER ? figure.median() / limitValue : limitValue / figure.median();
        return new Figure(
                figure.metric(),
                figure.unit(),
                figure.better(),
                figure.perFork(),
                figure.median(),
                figure.low(),
                figure.high(),
                figure.level(),
                new LimitRatio(limit.get().cell().id(), key.what(), limitValue, ratio));
    }
}
