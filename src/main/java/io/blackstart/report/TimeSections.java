package io.blackstart.report;

import io.blackstart.report.LineChart.Line;
import io.blackstart.report.Table.Column;
import io.blackstart.results.CellStatus;
import io.blackstart.results.CellSummary;
import io.blackstart.results.Figure;
import io.blackstart.results.SuiteCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Where time goes: latency by percentile, and replay by phase. */
final class TimeSections {
    private static final List<Plot.Tick> NINES = List.of(
            new Plot.Tick(0, "0"),
            new Plot.Tick(Math.log10(2), "50"),
            new Plot.Tick(1, "90"),
            new Plot.Tick(2, "99"),
            new Plot.Tick(3, "99.9"),
            new Plot.Tick(4, "99.99"),
            new Plot.Tick(5, "99.999"));
    private static final List<String> TOLD = List.of("p50", "p99", "p99.9", "max");

    private final RunView view;
    private final Charts charts;
    private final Map<String, Ink> inks;

    TimeSections(RunView view, Charts charts) {
        this.view = view;
        this.charts = charts;
        this.inks = view.inks();
    }

    /** Append latency under an open-loop load. */
    Section latency() {
        List<CellSummary> cells = view.cells(SuiteCatalog.APPEND_LATENCY);
        var section = new Section.Builder("latency", "Append latency");
        if (cells.isEmpty()) {
            return section.paragraph("Not measured in this run.").build();
        }
        section.paragraph(
                "Sends come by the clock. Response time counts from the moment a send was due, service time from the moment"
                        + " it was really made: where the two part, senders wait for the log. Loads are shares of the rate each design"
                        + " reached in this run, so designs carry different rates here.");
        cells.stream().map(cell -> cell.cell().durability()).distinct().forEach(durability -> {
            section.heading(Words.durability(durability));
            List<CellSummary> ofClass = cells.stream()
                    .filter(cell -> cell.cell().durability().equals(durability))
                    .toList();
            ofClass.stream()
                    .map(cell -> Words.parameters(cell.cell()))
                    .distinct()
                    .forEach(load -> percentileChart(section, load, ofClass));
            section.table(latencyTable(ofClass));
        });
        return section.build();
    }

    private void percentileChart(Section.Builder section, String load, List<CellSummary> cells) {
        var chart = new LineChart(NINES, nanos -> Numbers.seconds(nanos / 1e9));
        var data = new Table.Builder(
                "Data of the chart",
                Column.text("design"),
                Column.text("time"),
                Column.number("percentile"),
                Column.number("value"));
        for (CellSummary cell : cells) {
            LatencyHistograms histograms = view.latency().get(cell.cell().id());
            if (!Words.parameters(cell.cell()).equals(load)
                    || histograms == null
                    || cell.figures().isEmpty()) {
                continue;
            }
            String design = cell.cell().design();
            Ink ink = inks.getOrDefault(design, Ink.TEXT);
            String label = design + (cell.status() == CellStatus.SATURATED ? " (saturated)" : "");
            add(chart, data, new Line(label, ink, false, false, points(histograms.response())), design, "response");
            add(chart, data, new Line("", ink, true, false, points(histograms.service())), design, "service");
        }
        if (!chart.isEmpty()) {
            section.add(charts.figure(
                    "Append latency by percentile at " + load,
                    "At " + load
                            + ". Percentile (across, each step to the right leaves out ten times more) and time (up,"
                            + " logarithmic). Solid: response time, broken: service time. All forks merged; a line ends where"
                            + " fewer than 100 samples lie beyond.",
                    List.of(),
                    chart::svg,
                    data.build()));
        }
    }

    private static List<LineChart.Point> points(Histogram histogram) {
        return LatencyHistograms.curve(histogram);
    }

    private static void add(LineChart chart, Table.Builder data, Line line, String design, String time) {
        chart.line(line);
        for (LineChart.Point point : line.points()) {
            boolean told = NINES.stream().anyMatch(tick -> Math.abs(tick.at() - point.x()) < 0.02)
                    || point.equals(line.last());
            if (told) {
                double percentile = 100 * (1 - Math.pow(10, -point.x()));
                data.row(
                        design,
                        time,
                        java.math.BigDecimal.valueOf(percentile)
                                .setScale(4, java.math.RoundingMode.HALF_UP)
                                .stripTrailingZeros()
                                .toPlainString(),
                        Numbers.seconds(point.y() / 1e9));
            }
        }
    }

    private static Table latencyTable(List<CellSummary> cells) {
        var columns = new ArrayList<Column>(List.of(
                Column.text("load"), Column.text("design"), Column.number("offered/s"), Column.number("reached/s")));
        TOLD.forEach(name -> columns.add(Column.number(name)));
        columns.add(Column.number("service p50"));
        columns.add(Column.number("service p99"));
        columns.add(Column.number("\u00d7 limit"));
        columns.add(Column.number("forks"));
        var table = new Table.Builder(
                "Response time, and service time where it says so; medians over the forks' percentiles. The limit beside p50 is one write"
                        + " and force",
                columns.toArray(Column[]::new));
        for (CellSummary cell : SpeedSections.byGroup(cells, Words::parameters)) {
            boolean saturated = cell.status() == CellStatus.SATURATED;
            var row = new ArrayList<Table.Cell>();
            row.add(
                    saturated
                            ? Table.styled(cell.cell().design() + " SATURATED", "text bad")
                            : Table.styled(cell.cell().design(), "text nowrap"));
            row.add(rate(cell, "offeredPerSecond"));
            row.add(rate(cell, "achievedPerSecond"));
            TOLD.forEach(name -> row.add(time(cell, SuiteCatalog.percentileMetric(true, name))));
            row.add(time(cell, SuiteCatalog.percentileMetric(false, "p50")));
            row.add(time(cell, SuiteCatalog.percentileMetric(false, "p99")));
            FigureCells p50 = FigureCells.of(SuiteCatalog.percentileMetric(true, "p50"), List.of(cell));
            row.add(p50.ratio(cell));
            row.add(p50.forks(cell));
            String load = Words.parameters(cell.cell());
            table.grouped(load, load, row);
        }
        table.note(
                "A percentile is told where 100 samples lie beyond it. Percentiles of a saturated cell are not comparable.");
        return table.build();
    }

    private static Table.Cell rate(CellSummary cell, String metric) {
        return cell.figure(metric)
                .map(figure -> Table.number(Numbers.significant(figure.median())))
                .orElseGet(() -> FigureCells.absent(cell));
    }

    /** Whether it missed its rate. */
    static boolean isSaturated(CellSummary cell) {
        return cell.status() == CellStatus.SATURATED;
    }

    static Table.Cell time(CellSummary cell, String metric) {
        return Table.number(cell.figure(metric)
                .map(figure -> Numbers.seconds(figure.median() / 1e9))
                .orElse(Words.NONE));
    }

    /** Replays by phase. */
    Section phases() {
        var section = new Section.Builder("phases", "Where a replay spends its time");
        var chart = new RowChart(seconds -> seconds == 0 ? "0" : Numbers.seconds(seconds));
        var data = new Table.Builder(
                "Data of the chart",
                Column.text("replay"),
                Column.text("design"),
                Column.number("open"),
                Column.number("scan"),
                Column.number("digest"),
                Column.number("whole"));
        String last = "";
        for (CellSummary cell : SpeedSections.byGroup(view.cells(SuiteCatalog.REPLAY), Words::parameters)) {
            Figure whole = cell.figure(SuiteCatalog.REPLAY_NANOS).orElse(null);
            double open = seconds(cell, "openNanos");
            double scan = seconds(cell, "scanNanos");
            double digest = seconds(cell, "digestNanos");
            if (whole == null || open + scan + digest <= 0) {
                continue;
            }
            String name = Words.parameters(cell.cell());
            if (!name.equals(last)) {
                chart.heading(name);
                last = name;
            }
            chart.bar(
                    cell.cell().design(),
                    List.of(
                            new RowChart.Part(Ink.PHASE_1, open),
                            new RowChart.Part(Ink.PHASE_2, scan),
                            new RowChart.Part(Ink.PHASE_3, digest)),
                    Numbers.seconds(open + scan + digest));
            data.row(
                    name,
                    cell.cell().design(),
                    Numbers.seconds(open),
                    Numbers.seconds(scan),
                    Numbers.seconds(digest),
                    Numbers.seconds(whole.median() / 1e9));
        }
        if (chart.isEmpty()) {
            return section.paragraph("No replay of this run tells its phases.").build();
        }
        return section.add(charts.figure(
                        "Replay time by phase",
                        "Opening the log with its checks, scanning every record, and the digest over what was built. Medians over"
                                + " forks, phase by phase.",
                        List.of(
                                Charts.swatch(Ink.PHASE_1, "open"),
                                Charts.swatch(Ink.PHASE_2, "scan"),
                                Charts.swatch(Ink.PHASE_3, "digest")),
                        chart::svg,
                        data.build()))
                .build();
    }

    private static double seconds(CellSummary cell, String metric) {
        return cell.figure(metric).map(figure -> figure.median() / 1e9).orElse(0.0);
    }
}
