package io.blackstart.report;

import static io.blackstart.results.SuiteCatalog.BYTES_PER_SECOND;
import static io.blackstart.results.SuiteCatalog.RECOVERY_DESIGN;

import io.blackstart.report.Table.Column;
import io.blackstart.results.Cell;
import io.blackstart.results.CellSummary;
import io.blackstart.results.Figure;
import io.blackstart.results.SuiteCatalog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When people can chat again: restoration curves of all recovery designs, their times, phases, and what to choose. */
final class RecoverySection {
    private static final String BASELINE = "scan";
    /** A cold recovery that reaches this share of the device's limit is bound by bytes. */
    private static final double BYTES_BIND_SHARE = 0.7;

    private final RunView view;
    private final Charts charts;
    private final Map<String, Ink> inks = new LinkedHashMap<>();

    RecoverySection(RunView view, Charts charts) {
        this.view = view;
        this.charts = charts;
        for (CellSummary cell : view.cells(SuiteCatalog.RECOVERY)) {
            inks.computeIfAbsent(design(cell), name -> Ink.series(inks.size()));
        }
    }

    private static String design(CellSummary cell) {
        return cell.cell().parameters().getOrDefault(RECOVERY_DESIGN, "");
    }

    /** Everything of a setting but the recovery design. */
    private static String setting(Cell cell) {
        return cell.design() + ", " + Words.parametersBut(cell, RECOVERY_DESIGN);
    }

    Section section() {
        List<CellSummary> cells = view.cells(SuiteCatalog.RECOVERY);
        var section = new Section.Builder("recovery", "When people can chat again");
        if (cells.isEmpty()) {
            return section.paragraph("Not measured in this run.").build();
        }
        section.paragraph(
                "While a recovery runs, users ask for the newest messages of rooms, popular rooms more often. Each answer was"
                        + " compared with what was sent. The curve is the share of requests that could be served; T50, T90 and T99 are when"
                        + " it reached 50, 90 and 99 of 100, all is when everything was restored.");
        Map<String, List<CellSummary>> bySetting = new LinkedHashMap<>();
        cells.forEach(cell -> bySetting
                .computeIfAbsent(setting(cell.cell()), setting -> new ArrayList<>())
                .add(cell));
        bySetting.values().stream()
                .max(Comparator.comparingDouble(RecoverySection::weight))
                .ifPresent(widest -> curves(section, widest));
        section.table(times(bySetting));
        phases(section, bySetting);
        bySetting.values().stream()
                .max(Comparator.comparingDouble(RecoverySection::weight))
                .flatMap(RecoverySection::advice)
                .ifPresent(section::paragraph);
        return section.build();
    }

    /** The picture shows the cold setting with the largest log, of those the one with most designs. */
    private static double weight(List<CellSummary> cells) {
        Map<String, String> parameters = cells.get(0).cell().parameters();
        double cold = parameters.getOrDefault("cache", "").equals("cold") ? 1e30 : 0;
        return cold + Double.parseDouble(parameters.getOrDefault("logBytes", "0")) + cells.size();
    }

    private void curves(Section.Builder section, List<CellSummary> cells) {
        var chart = new CurveChart();
        var legend = new ArrayList<Block.Swatch>();
        var data = new Table.Builder(
                "Data of the chart", Column.text("recovery"), Column.number("time"), Column.number("share"));
        for (CellSummary cell : cells) {
            List<RestorationCurves.Step> steps =
                    view.curves().getOrDefault(cell.cell().id(), List.of());
            Ink ink = inks.get(design(cell));
            if (!steps.isEmpty() && ink != null) {
                chart.line(ink, steps);
                legend.add(Charts.swatch(ink, design(cell)));
                steps.forEach(step ->
                        data.row(design(cell), Numbers.seconds(step.nanos() / 1e9), Numbers.significant(step.share())));
            }
        }
        if (!chart.isEmpty()) {
            section.add(charts.figure(
                    "Share of requests that can be served",
                    "Time since the recovery began, on a logarithmic scale; first fork of each cell; "
                            + setting(cells.get(0).cell()) + ".",
                    legend,
                    chart::svg,
                    data.build()));
        }
    }

    private static Table times(Map<String, List<CellSummary>> bySetting) {
        var table = new Table.Builder(
                "Recovery, single shot in a fresh JVM, medians over forks",
                Column.text("setting"),
                Column.text("recovery"),
                Column.number("first"),
                Column.number("T50"),
                Column.number("T90"),
                Column.number("T99"),
                Column.number("all"),
                Column.number("T99 / all of scan"),
                Column.number("all / all of scan"),
                Column.number("read at T99"),
                Column.number("\u00d7 limit"),
                Column.number("memory"),
                Column.number("kept beside"),
                Column.number("forks"));
        bySetting.forEach((setting, cells) -> {
            Optional<Double> baseline = cells.stream()
                    .filter(cell -> design(cell).equals(BASELINE))
                    .findFirst()
                    .flatMap(cell -> median(cell, "allNanos"));
            FigureCells bytes = FigureCells.of(BYTES_PER_SECOND, cells);
            for (CellSummary cell : cells) {
                var row = new ArrayList<Table.Cell>();
                row.add(Table.styled(design(cell), "text nowrap"));
                for (String point : List.of("first", "t50", "t90", "t99", "all")) {
                    row.add(Table.number(median(cell, point + "Nanos")
                            .map(nanos -> nanos < 0 ? "never" : Numbers.seconds(nanos / 1e9))
                            .orElse(Words.NONE)));
                }
                row.add(ratio(median(cell, "t99Nanos"), baseline));
                row.add(ratio(median(cell, "allNanos"), baseline));
                row.add(bytes(cell, "t99Bytes"));
                row.add(bytes.ratio(cell));
                row.add(bytes(cell, "peakBytes"));
                row.add(bytes(cell, "aidBytes"));
                row.add(bytes.forks(cell));
                table.grouped(setting, setting, row);
            }
        });
        table.note(
                "The limit is the device read past the page cache for cold recoveries, CRC32C of as many bytes for warm ones."
                        + " Kept beside: what was written next to the logs beforehand, used only by designs that say so.");
        return table.build();
    }

    private static Table.Cell bytes(CellSummary cell, String metric) {
        return Table.number(median(cell, metric)
                .filter(bytes -> bytes >= 0)
                .map(Numbers::bytes)
                .orElse(Words.NONE));
    }

    private static Table.Cell ratio(Optional<Double> value, Optional<Double> baseline) {
        return Table.number(value.filter(nanos -> nanos >= 0)
                .flatMap(nanos -> baseline.map(scan -> Numbers.ratio(nanos / scan)))
                .orElse(Words.NONE));
    }

    private static Optional<Double> median(CellSummary cell, String metric) {
        return cell.figure(metric).map(Figure::median);
    }

    private void phases(Section.Builder section, Map<String, List<CellSummary>> bySetting) {
        var chart = new RowChart(seconds -> seconds == 0 ? "0" : Numbers.seconds(seconds));
        var data = new Table.Builder(
                "Data of the chart",
                Column.text("setting"),
                Column.text("recovery"),
                Column.number("open"),
                Column.number("scan"),
                Column.number("digest"));
        bySetting.forEach((setting, cells) -> {
            boolean headed = false;
            for (CellSummary cell : cells) {
                double open = median(cell, "openNanos").orElse(0.0) / 1e9;
                double scan = median(cell, "scanNanos").orElse(0.0) / 1e9;
                double digest = median(cell, "digestNanos").orElse(0.0) / 1e9;
                if (open + scan + digest > 0) {
                    if (!headed) {
                        chart.heading(setting);
                        headed = true;
                    }
                    chart.bar(
                            design(cell),
                            List.of(
                                    new RowChart.Part(Ink.PHASE_1, open),
                                    new RowChart.Part(Ink.PHASE_2, scan),
                                    new RowChart.Part(Ink.PHASE_3, digest)),
                            Numbers.seconds(open + scan + digest));
                    data.row(
                            setting,
                            design(cell),
                            Numbers.seconds(open),
                            Numbers.seconds(scan),
                            Numbers.seconds(digest));
                }
            }
        });
        if (!chart.isEmpty()) {
            section.add(charts.figure(
                    "Recovery time by phase",
                    "Opening the logs, reading, verifying and applying with answers on the way, and the digest.",
                    List.of(
                            Charts.swatch(Ink.PHASE_1, "open"),
                            Charts.swatch(Ink.PHASE_2, "scan"),
                            Charts.swatch(Ink.PHASE_3, "digest")),
                    chart::svg,
                    data.build()));
        }
    }

    /** What the figures of one setting say to whoever has to choose; empty when too few were measured. */
    private static Optional<String> advice(List<CellSummary> cells) {
        CellSummary first = fastest(cells, "t99Nanos");
        CellSummary all = fastest(cells, "allNanos");
        if (first == null || all == null) {
            return Optional.empty();
        }
        double share = all.figure(BYTES_PER_SECOND)
                .flatMap(figure -> Optional.ofNullable(figure.limit()))
                .map(limit -> limit.ratio())
                .orElse(0.0);
        String binds = share == 0
                ? "What binds is not known, since no limit was measured beside it."
                : "At " + Numbers.ratio(share) + " of its limit "
                        + (share >= BYTES_BIND_SHARE
                                ? "bytes bind: a faster disk or fewer bytes would help, more processors would not."
                                : "the processor binds: more of it would help, a faster disk would not.");
        String aid = median(first, "aidBytes")
                .filter(bytes -> bytes > 0)
                .map(bytes -> " " + design(first) + " lives on what is kept beside the logs, " + Numbers.bytes(bytes)
                        + " here, written behind the appender while nothing is wrong; without it, it is newest-first.")
                .orElse("");
        return Optional.of(
                "With " + setting(first.cell()) + ": for people to chat again soonest choose " + design(first)
                        + ", which could serve 99 of 100 requests after "
                        + Numbers.seconds(median(first, "t99Nanos").orElse(0.0) / 1e9)
                        + "; for everything to be restored soonest choose " + design(all) + ", which took "
                        + Numbers.seconds(median(all, "allNanos").orElse(0.0) / 1e9) + ". " + binds
                        + (design(first).equals("on-demand") ? aid : "")
                        + " Where the network binds, no design of this run tells: all read local disks.");
    }

    private static @Nullable CellSummary fastest(List<CellSummary> cells, String metric) {
        return cells.stream()
                .filter(cell -> median(cell, metric).orElse(-1.0) >= 0)
                .min(Comparator.comparingDouble(cell -> median(cell, metric).orElse(Double.MAX_VALUE)))
                .orElse(null);
    }
}
