package io.blackstart.report;

import io.blackstart.report.Table.Cell;
import io.blackstart.results.CellStatus;
import io.blackstart.results.CellSummary;
import io.blackstart.results.Figure;
import io.blackstart.results.LimitRatio;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * Figures of one metric as cells of a table, all in one unit: median, ends, limit, ratio.
 *
 * @param metric which
 * @param scale of the column
 * @param ranges whether some ends are only the smallest and the largest fork
 * @param intervals whether some are intervals
 */
record FigureCells(String metric, Scale scale, boolean ranges, boolean intervals) {
    /** Marks an end that is no interval, where others of the column are. */
    private static final String RANGE_MARK = "*";

    /** The cells of a column. */
    static FigureCells of(String metric, List<CellSummary> cells) {
        List<Figure> figures =
                cells.stream().flatMap(cell -> cell.figure(metric).stream()).toList();
        String unit = figures.stream().map(Figure::unit).findFirst().orElse("");
        return new FigureCells(
                metric,
                Scale.of(unit, figures.stream().mapToDouble(Figure::median).toArray()),
                figures.stream().anyMatch(figure -> figure.level() == 0),
                figures.stream().anyMatch(figure -> figure.level() > 0));
    }

    /** Head of the column of ends. */
    String endsHead() {
        return ranges && !intervals ? "smallest to largest" : "95\u202f% interval";
    }

    /** What must stand below the table, empty when nothing. */
    List<String> notes() {
        if (!ranges) {
            return List.of();
        }
        return List.of(
                intervals
                        ? RANGE_MARK + " too few forks for an interval: the smallest and the largest fork"
                        : "Too few forks for an interval: the smallest and the largest fork are shown. 6 forks give 95\u202f%.");
    }

    /** Median. */
    Cell median(CellSummary cell) {
        Optional<Figure> figure = cell.figure(metric);
        return figure.map(found -> Table.number(scale.format(found.median()))).orElseGet(() -> absent(cell));
    }

    /** Median, a dash where there is none: another column says why. */
    Cell medianOrDash(CellSummary cell) {
        return Table.number(
                cell.figure(metric).map(found -> scale.format(found.median())).orElse(Words.NONE));
    }

    /** Ends, limit and ratio. */
    List<Cell> ends(CellSummary cell) {
        var cells = new ArrayList<Cell>();
        Optional<Figure> figure = cell.figure(metric);
        cells.add(figure.map(this::ends).orElseGet(() -> Table.number(Words.NONE)));
        LimitRatio limit = figure.map(Figure::limit).orElse(null);
        cells.add(Table.number(limit == null ? Words.NONE : scale.format(limit.limitValue())));
        cells.add(ratio(cell));
        return cells;
    }

    private Cell ends(Figure figure) {
        String text = DoubleStream.of(figure.low(), figure.high())
                .mapToObj(scale::format)
                .distinct()
                .reduce((low, high) -> low + " \u2013 " + high)
                .orElse(Words.NONE);
        boolean range = figure.level() == 0;
        return Table.styled(text + (range && intervals ? RANGE_MARK : ""), "number quiet");
    }

    /** Share of the limit. */
    Cell ratio(CellSummary cell) {
        LimitRatio limit = cell.figure(metric).map(Figure::limit).orElse(null);
        return limit == null ? Table.number(Words.NONE) : Table.styled(Numbers.ratio(limit.ratio()), "number strong");
    }

    /** Forks that count. */
    Cell forks(CellSummary cell) {
        int forks = cell.figure(metric).map(figure -> figure.perFork().size()).orElse(0);
        return Table.styled(
                Integer.toString(forks) + (cell.noisyForks() > 0 ? " (" + cell.noisyForks() + " noisy)" : ""),
                "number quiet");
    }

    /** Stands where a cell has no figure: why. */
    static Cell absent(CellSummary cell) {
        return cell.status() == CellStatus.OK
                ? Table.number(Words.NONE)
                : Table.styled(
                        cell.status().name().replace('_', ' '),
                        cell.status() == CellStatus.INVALID || cell.status() == CellStatus.FAILED
                                ? "number bad"
                                : "number warn");
    }
}
