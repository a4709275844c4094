package io.blackstart.cli;

import io.blackstart.cli.run.CellNames;
import io.blackstart.results.CellStatus;
import io.blackstart.results.CellSummary;
import io.blackstart.results.Figure;
import io.blackstart.results.LimitRatio;
import io.blackstart.results.Metric;
import io.blackstart.results.SuiteCatalog;
import io.blackstart.results.Summary;
import io.blackstart.results.Target;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The summary of a run on a terminal: a row a cell, designs of one cell side by side, limits last, then the targets. */
final class ResultTable {
    private static final int LEFT_COLUMNS = 3;

    private ResultTable() {}

    /** Prints a summary. */
    static void print(Summary summary, PrintWriter out) {
        var table = new TextTable(
                LEFT_COLUMNS, "suite", "cell", "design", "median", "from", "to", "limit", "of limit", "noisy");
        rows(summary).forEach(cell -> addRow(table, cell));
        table.print(out);
        for (Target target : summary.targets()) {
            out.printf(
                    Locale.ROOT,
                    "%s  %s: %s, promised %s %s%n",
                    target.met() ? "met   " : "MISSED",
                    target.name(),
                    Quantities.of(target.measured(), target.unit()),
                    target.bound() == Target.Bound.AT_LEAST ? "at least" : "at most",
                    Quantities.of(target.threshold(), target.unit()));
        }
    }

    /** By suite in the catalogue's order; cells of a suite in the plan's order, with all designs of one cell together. */
    private static List<CellSummary> rows(Summary summary) {
        List<String> suites =
                SuiteCatalog.suites().stream().map(suite -> suite.name()).toList();
        return summary.cells().stream()
                .sorted(Comparator.comparingInt(
                        cell -> suites.indexOf(cell.cell().suite())))
                .toList();
    }

    private static void addRow(TextTable table, CellSummary summary) {
        var cell = summary.cell();
        String parameters = CellNames.parameters(cell);
        if (summary.status() != CellStatus.OK && summary.status() != CellStatus.SATURATED) {
            table.row(cell.suite(), parameters, cell.design(), summary.status() + ": " + summary.reason());
            return;
        }
        Figure figure = primary(summary);
        if (figure == null) {
            table.row(cell.suite(), parameters, cell.design(), summary.status() + ": no figure");
            return;
        }
        LimitRatio limit = figure.limit();
        table.row(
                cell.suite(),
                parameters
                        + (cell.suite().equals(SuiteCatalog.APPEND_LATENCY) ? ", " + title(figure) : "")
                        + (summary.status() == CellStatus.SATURATED ? " SATURATED" : "")
                        + (summary.noisyForks() > 0 ? " (noisy: " + summary.noisyForks() + ")" : ""),
                cell.design(),
                Quantities.of(figure.median(), figure.unit()),
                Quantities.bare(figure.low(), figure.unit()),
                Quantities.bare(figure.high(), figure.unit()),
                limit == null ? "" : Quantities.bare(limit.limitValue(), figure.unit()),
                limit == null ? "" : String.format(Locale.ROOT, "%.2f", limit.ratio()),
                summary.noisyForks() == 0
                        ? ""
                        : summary.noisyForks() + " of " + figure.perFork().size());
    }

    /** What a latency is: {@code response p99}. */
    private static String title(Figure figure) {
        return SuiteCatalog.find(SuiteCatalog.APPEND_LATENCY).stream()
                .flatMap(suite -> suite.metrics().stream())
                .filter(metric -> metric.name().equals(figure.metric()))
                .map(Metric::title)
                .findFirst()
                .orElse(figure.metric());
    }

    /** The figure a suite is about: of a latency the 99th percentile, of a replay bytes, since those have a limit, else the first. */
    private static @Nullable Figure primary(CellSummary summary) {
        Optional<Figure> wanted = switch (summary.cell().suite()) {
            case SuiteCatalog.APPEND_LATENCY -> summary.figure(SuiteCatalog.percentileMetric(true, "p99"));
            case SuiteCatalog.REPLAY -> summary.figure(SuiteCatalog.BYTES_PER_SECOND);
            default -> Optional.empty();
        };
        return wanted.or(() -> summary.figures().stream().findFirst()).orElse(null);
    }
}
