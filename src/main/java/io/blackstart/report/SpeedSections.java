package io.blackstart.report;

import static io.blackstart.results.SuiteCatalog.ALLOCATED_BYTES_PER_RECORD;
import static io.blackstart.results.SuiteCatalog.BYTES_PER_SECOND;
import static io.blackstart.results.SuiteCatalog.RECORDS_PER_SECOND;
import static io.blackstart.results.SuiteCatalog.REPLAY_NANOS;

import io.blackstart.report.Table.Column;
import io.blackstart.results.Cell;
import io.blackstart.results.CellStatus;
import io.blackstart.results.CellSummary;
import io.blackstart.results.Figure;
import io.blackstart.results.LimitRatio;
import io.blackstart.results.PlannedFork;
import io.blackstart.results.SuiteCatalog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Speeds of each suite, apart for each durability class: a chart of the shares of the limit, and a table. */
final class SpeedSections {
    private final RunView view;
    private final Charts charts;
    private final Map<String, Ink> inks;

    SpeedSections(RunView view, Charts charts) {
        this.view = view;
        this.charts = charts;
        this.inks = view.inks();
    }

    /** Appends that survive the end of the process. */
    Section append() {
        var section = new Section.Builder("append", "Append speed");
        forEachClass(section, SuiteCatalog.APPEND, cells -> {
            shareChart(
                    section,
                    cells,
                    RECORDS_PER_SECOND,
                    Words::parameters,
                    "Share of the copy + CRC32C limit that each design reaches",
                    "Dot: median over forks, line: its ends. 1 is what this machine does when it only copies and checksums such"
                            + " records.");
            FigureCells rate = FigureCells.of(RECORDS_PER_SECOND, cells);
            FigureCells bytes = FigureCells.of(BYTES_PER_SECOND, cells);
            var table = new Table.Builder(
                    "Append, one thread: the limit is copy + CRC32C of the same records",
                    Column.text("records"),
                    Column.text("design"),
                    Column.number(rate.scale().unit()),
                    Column.number(rate.endsHead()),
                    Column.number("limit"),
                    Column.number("\u00d7 limit"),
                    Column.number(bytes.scale().unit()),
                    Column.number("heap B/record"),
                    Column.number("forks"));
            for (CellSummary cell : byGroup(cells, Words::parameters)) {
                var row = new ArrayList<Table.Cell>();
                row.add(design(cell));
                row.add(rate.median(cell));
                row.addAll(rate.ends(cell));
                row.add(bytes.medianOrDash(cell));
                row.add(heap(cell));
                row.add(rate.forks(cell));
                String name = Words.parameters(cell.cell());
                table.grouped(name, name, row);
            }
            rate.notes().forEach(table::note);
            section.table(table.build());
        });
        return section.build();
    }

    /** Appends that survive loss of power. */
    Section durable() {
        var section = new Section.Builder("durable", "Durable append speed");
        forEachClass(section, SuiteCatalog.APPEND_DURABLE, cells -> {
            flightChart(section, cells);
            FigureCells rate = FigureCells.of(RECORDS_PER_SECOND, cells);
            var table = new Table.Builder(
                    "Acknowledged 256-byte records: the limit is one thread that writes and forces batches of as many",
                    Column.text("in flight"),
                    Column.number("producers"),
                    Column.text("design"),
                    Column.number(rate.scale().unit()),
                    Column.number(rate.endsHead()),
                    Column.number("limit"),
                    Column.number("\u00d7 limit"),
                    Column.number("forks"));
            for (CellSummary cell : sortedByFlight(cells)) {
                var row = new ArrayList<Table.Cell>();
                row.add(Table.number(Integer.toString(cell.cell().threads())));
                row.add(design(cell));
                row.add(rate.median(cell));
                row.addAll(rate.ends(cell));
                row.add(rate.forks(cell));
                String flight = cell.cell().parameters().getOrDefault("inFlight", Words.NONE);
                table.grouped(flight + "/" + cell.cell().threads(), flight, row);
            }
            rate.notes().forEach(table::note);
            section.table(table.build());
        });
        return section.build();
    }

    private void flightChart(Section.Builder section, List<CellSummary> cells) {
        Set<Double> flights = new LinkedHashSet<>();
        var lines = new ArrayList<LineChart.Line>();
        var data = new Table.Builder(
                "Data of the chart: one producer",
                Column.text("design"),
                Column.number("in flight"),
                Column.number("records/s"));
        var limits = new java.util.TreeMap<Double, Double>();
        for (String design : view.designs()) {
            var points = new ArrayList<LineChart.Point>();
            for (CellSummary cell : sortedByFlight(cells)) {
                Figure figure = cell.figure(RECORDS_PER_SECOND).orElse(null);
                if (cell.cell().design().equals(design) && cell.cell().threads() == 1 && figure != null) {
                    double flight = flight(cell.cell());
                    points.add(new LineChart.Point(Math.log10(flight), figure.median()));
                    flights.add(flight);
                    data.row(design, Numbers.count((long) flight), Numbers.significant(figure.median()));
                    LimitRatio limit = figure.limit();
                    if (limit != null) {
                        limits.put(flight, limit.limitValue());
                    }
                }
            }
            if (!points.isEmpty()) {
                lines.add(new LineChart.Line(design, ink(design), false, true, points));
            }
        }
        if (lines.isEmpty()) {
            return;
        }
        var limitPoints = new ArrayList<LineChart.Point>();
        limits.forEach((flight, value) -> {
            limitPoints.add(new LineChart.Point(Math.log10(flight), value));
            data.row("device limit", Numbers.count(flight.longValue()), Numbers.significant(value));
        });
        var chart = new LineChart(
                flights.stream()
                        .sorted()
                        .map(flight -> new Plot.Tick(Math.log10(flight), Numbers.count(flight.longValue())))
                        .toList(),
                value -> Numbers.plain(value));
        if (!limitPoints.isEmpty()) {
            chart.line(new LineChart.Line("device limit", Ink.LIMIT, true, false, limitPoints));
        }
        lines.forEach(chart::line);
        section.add(charts.figure(
                "Acknowledged records a second by records in flight",
                "Records a second (up, logarithmic) with so many records in flight from one producer (across). The broken line is"
                        + " one thread that writes and forces batches of that size.",
                List.of(),
                chart::svg,
                data.build()));
    }

    /** Restarts. */
    Section replay() {
        var section = new Section.Builder("replay", "Replay speed");
        forEachClass(section, SuiteCatalog.REPLAY, cells -> {
            shareChart(
                    section,
                    cells,
                    BYTES_PER_SECOND,
                    cell -> Words.parametersBut(cell, "logBytes"),
                    "Share of the limit that each replay reaches",
                    "Dot: median over forks, line: its ends. 1 is the device read past the page cache for cold replays, CRC32C of"
                            + " as many bytes for warm ones. Each fork is a fresh JVM, so warm-up is part of the time.");
            FigureCells bytes = FigureCells.of(BYTES_PER_SECOND, cells);
            FigureCells records = FigureCells.of(RECORDS_PER_SECOND, cells);
            FigureCells time = FigureCells.of(REPLAY_NANOS, cells);
            var table = new Table.Builder(
                    "Replay of one log, one thread, single shot in a fresh JVM",
                    Column.text("replay"),
                    Column.text("design"),
                    Column.number(bytes.scale().unit()),
                    Column.number(bytes.endsHead()),
                    Column.number("limit"),
                    Column.number("\u00d7 limit"),
                    Column.number(records.scale().unit()),
                    Column.number("whole, " + time.scale().unit()),
                    Column.number("forks"));
            for (CellSummary cell : byGroup(cells, Words::parameters)) {
                var row = new ArrayList<Table.Cell>();
                row.add(design(cell));
                row.add(bytes.median(cell));
                row.addAll(bytes.ends(cell));
                row.add(records.medianOrDash(cell));
                row.add(time.medianOrDash(cell));
                row.add(bytes.forks(cell));
                String name = Words.parameters(cell.cell())
                        + (cell.measuredAs().isEmpty() ? "" : " (measured " + cell.measuredAs() + ")");
                table.grouped(name, name, row);
            }
            bytes.notes().forEach(table::note);
            section.table(table.build());
        });
        return section.build();
    }

    /** What the hardware does. */
    Section limits() {
        List<CellSummary> cells = view.cells(SuiteCatalog.LIMITS);
        var section = new Section.Builder("limits", "Limits of this machine");
        if (cells.isEmpty()) {
            return section.paragraph("This run measured no limits, so no speed above stands beside one.")
                    .build();
        }
        section.paragraph(
                "Measured in the same run, between the forks of the designs. Records go through 256 MiB of memory, as they do in a"
                        + " log, so no figure is that of a cache.");
        var table = new Table.Builder(
                "What the processor, memory and disk do at most, one thread",
                Column.text("limit"),
                Column.number("records/s"),
                Column.number("bytes/s"),
                Column.number("ends"),
                Column.number("forks"));
        for (CellSummary cell : cells) {
            Figure records = cell.figure(RECORDS_PER_SECOND).orElse(null);
            Figure bytes = cell.figure(BYTES_PER_SECOND).orElse(null);
            Figure shown = records == null ? bytes : records;
            String parameters = Words.parameters(cell.cell());
            String method = cell.cell().benchmark().replaceFirst("^LimitBenchmark\\.", "");
            table.row(
                    method + (parameters.isEmpty() ? "" : ", " + parameters),
                    List.of(
                            records == null ? FigureCells.absent(cell) : Table.number(withUnit(records)),
                            Table.number(bytes == null ? Words.NONE : withUnit(bytes)),
                            Table.styled(shown == null ? Words.NONE : ends(shown), "number quiet"),
                            Table.styled(
                                    Integer.toString(
                                            shown == null ? 0 : shown.perFork().size()),
                                    "number quiet")));
        }
        return section.table(table.build()).build();
    }

    private static String withUnit(Figure figure) {
        Scale scale = Scale.of(figure.unit(), figure.median());
        return scale.format(figure.median()) + Numbers.GROUP + scale.unit();
    }

    private static String ends(Figure figure) {
        Scale scale = Scale.of(figure.unit(), figure.median());
        return scale.format(figure.low()) + " \u2013 " + scale.format(figure.high());
    }

    private void forEachClass(
            Section.Builder section, String suite, java.util.function.Consumer<List<CellSummary>> write) {
        List<CellSummary> cells = view.cells(suite);
        SuiteCatalog.find(suite)
                .ifPresent(found ->
                        section.paragraph(found.question() + " Left out of the time: " + lowerFirst(found.excluded())));
        if (cells.isEmpty()) {
            section.paragraph("Not measured in this run.");
        }
        cells.stream().map(cell -> cell.cell().durability()).distinct().forEach(durability -> {
            section.heading(Words.durability(durability));
            write.accept(cells.stream()
                    .filter(cell -> cell.cell().durability().equals(durability))
                    .toList());
        });
    }

    /** Rows of dots, designs below the name of what they share. */
    private void shareChart(
            Section.Builder section,
            List<CellSummary> cells,
            String metric,
            Function<Cell, String> group,
            String title,
            String caption) {
        var chart = new RowChart(value -> Numbers.plain(Math.round(value * 100) / 100.0)).limitAtOne();
        var data = new Table.Builder(
                "Data of the chart",
                Column.text("cell"),
                Column.text("design"),
                Column.number("\u00d7 limit"),
                Column.number("from"),
                Column.number("to"),
                Column.text("limit"));
        String last = "";
        for (CellSummary cell : byGroup(cells, group)) {
            Figure figure = cell.figure(metric).orElse(null);
            LimitRatio limit = figure == null ? null : figure.limit();
            if (figure == null || limit == null) {
                continue;
            }
            String name = group.apply(cell.cell());
            if (!name.equals(last)) {
                chart.heading(name);
                last = name;
            }
            String design = designAndArm(cell);
            double low = figure.low() / limit.limitValue();
            double high = figure.high() / limit.limitValue();
            chart.dot(design, ink(cell.cell().design()), limit.ratio(), low, high, Numbers.ratio(limit.ratio()));
            data.row(name, design, Numbers.ratio(limit.ratio()), Numbers.ratio(low), Numbers.ratio(high), limit.what());
        }
        if (!chart.isEmpty()) {
            section.add(charts.figure(title, caption, List.of(), chart::svg, data.build()));
        }
    }

    private static Table.Cell heap(CellSummary cell) {
        return Table.number(cell.figure(ALLOCATED_BYTES_PER_RECORD)
                .map(figure -> Numbers.ratio(figure.median()))
                .orElse(Words.NONE));
    }

    /** The same cells, those with one name next to each other, otherwise in plan order. */
    static List<CellSummary> byGroup(List<CellSummary> cells, Function<Cell, String> group) {
        var groups = new LinkedHashMap<String, List<CellSummary>>();
        for (CellSummary cell : cells) {
            groups.computeIfAbsent(group.apply(cell.cell()), name -> new ArrayList<>())
                    .add(cell);
        }
        return groups.values().stream().flatMap(List::stream).toList();
    }

    private Ink ink(String design) {
        return inks.getOrDefault(design, Ink.TEXT);
    }

    private static Table.Cell design(CellSummary cell) {
        return Table.text(designAndArm(cell) + (cell.status() == CellStatus.SATURATED ? " (saturated)" : ""));
    }

    private static String designAndArm(CellSummary cell) {
        return cell.arm().equals(PlannedFork.MAIN)
                ? cell.cell().design()
                : cell.cell().design() + ", " + cell.arm();
    }

    private static List<CellSummary> sortedByFlight(List<CellSummary> cells) {
        return cells.stream()
                .sorted(Comparator.comparingDouble((CellSummary cell) -> flight(cell.cell()))
                        .thenComparing(cell -> cell.cell().threads()))
                .toList();
    }

    private static double flight(Cell cell) {
        String value = cell.parameters().getOrDefault("inFlight", "");
        return value.matches("\\d{1,9}") && !value.matches("0+") ? Double.parseDouble(value) : 1;
    }

    private static String lowerFirst(String text) {
        return Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
