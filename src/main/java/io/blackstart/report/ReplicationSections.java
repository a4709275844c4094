package io.blackstart.report;

import static io.blackstart.results.SuiteCatalog.BYTES_PER_SECOND;
import static io.blackstart.results.SuiteCatalog.RECORDS_PER_SECOND;

import io.blackstart.report.Table.Column;
import io.blackstart.results.Cell;
import io.blackstart.results.CellSummary;
import io.blackstart.results.SuiteCatalog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What replication costs, how long an acknowledgement takes, and what the loss of a site would have taken. */
final class ReplicationSections {
    private final RunView view;

    ReplicationSections(RunView view) {
        this.view = view;
    }

    Section replication() {
        List<CellSummary> cells = view.cells(SuiteCatalog.REPLICATION);
        List<CellSummary> times = view.cells(SuiteCatalog.REPLICATION_LATENCY);
        var section = new Section.Builder("replication", "Replication");
        if (cells.isEmpty() && times.isEmpty()) {
            return section.paragraph("Not measured in this run.").build();
        }
        section.paragraph(
                "The leader and every follower run in a JVM of their own, and share this machine's processors. On loopback nothing"
                        + " lies between sites; in namespaces each site has a network of its own and each link a limit. Every"
                        + " replica's log was compared with what was sent.");
        if (!cells.isEmpty()) {
            section.table(throughput(cells));
            section.heading("What the loss of a site would have taken");
            cells.stream()
                    .filter(cell -> cell.figure("exposedMaxRecords").isPresent())
                    .sorted(Comparator.comparing(cell -> setting(cell.cell())))
                    .forEach(cell -> section.paragraph(loss(cell)));
        }
        if (!times.isEmpty()) {
            section.heading("Acknowledgement latency under an open-loop load");
            section.table(latency(times));
        }
        return section.build();
    }

    private static String setting(Cell cell) {
        return Words.parameters(cell);
    }

    private static Table throughput(List<CellSummary> cells) {
        var table = new Table.Builder(
                "Records acknowledged a second, against copies, sites and policy. The limit is the bandwidth of the same links"
                        + " when as many copies are sent as plain bytes",
                Column.text("policy and sites"),
                Column.text("design"),
                Column.text("class"),
                Column.number("records/s"),
                Column.number("payload/s"),
                Column.number("\u00d7 limit"),
                Column.number("sent a payload byte"),
                Column.number("leader ns/record"),
                Column.number("followers ns/record"),
                Column.number("largest lag"),
                Column.number("forks"));
        for (CellSummary cell : SpeedSections.byGroup(cells, ReplicationSections::setting)) {
            FigureCells bytes = FigureCells.of(BYTES_PER_SECOND, List.of(cell));
            var row = new ArrayList<Table.Cell>();
            row.add(Table.styled(cell.cell().design(), "text nowrap"));
            row.add(Table.text(cell.cell().durability()));
            row.add(number(cell, RECORDS_PER_SECOND));
            row.add(Table.number(cell.figure(BYTES_PER_SECOND)
                    .map(figure -> Numbers.bytes(figure.median()))
                    .orElse(Words.NONE)));
            row.add(bytes.ratio(cell));
            row.add(number(cell, "wireBytesPerPayloadByte"));
            row.add(number(cell, "leaderNanosPerRecord"));
            row.add(number(cell, "followerNanosPerRecord"));
            row.add(number(cell, "lagMaxRecords"));
            row.add(bytes.forks(cell));
            table.grouped(setting(cell.cell()), setting(cell.cell()), row);
        }
        table.note("Processor time is that of all threads; lag and exposure were looked at every 5 ms.");
        return table.build();
    }

    private static String loss(CellSummary cell) {
        String head = cell.cell().design() + ", " + setting(cell.cell()) + ": ";
        double most = cell.figure("exposedMaxRecords").orElseThrow().median();
        double mean =
                cell.figure("exposedMeanRecords").map(figure -> figure.median()).orElse(most);
        if (cell.cell().durability().equals("SITE")) {
            return head
                    + "an acknowledgement means that another site has the record; the loss of any one site at any moment of"
                    + " this run would have taken nothing that was acknowledged. Records seen acknowledged and in one site"
                    + " only: at most " + whole(most) + ".";
        }
        return head + "the loss of the leader's site at the worst moment seen would have taken " + whole(most)
                + " acknowledged records, at a mean moment " + whole(mean) + ".";
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static Table latency(List<CellSummary> cells) {
        var table = new Table.Builder(
                "Response time from the intended send to the acknowledgement, medians over the forks' percentiles. The limit beside"
                        + " p50 is the round trip of 256 bytes over the same way",
                Column.text("policy, way and load"),
                Column.text("design"),
                Column.number("offered/s"),
                Column.number("reached/s"),
                Column.number("p50"),
                Column.number("p99"),
                Column.number("p99.9"),
                Column.number("max"),
                Column.number("\u00d7 limit"),
                Column.number("forks"));
        for (CellSummary cell : SpeedSections.byGroup(cells, ReplicationSections::setting)) {
            FigureCells p50 = FigureCells.of(SuiteCatalog.percentileMetric(true, "p50"), List.of(cell));
            var row = new ArrayList<Table.Cell>();
            row.add(Table.styled(
                    cell.cell().design() + (TimeSections.isSaturated(cell) ? " SATURATED" : ""), "text nowrap"));
            row.add(number(cell, "offeredPerSecond"));
            row.add(number(cell, "achievedPerSecond"));
            for (String name : List.of("p50", "p99", "p99.9", "max")) {
                row.add(TimeSections.time(cell, SuiteCatalog.percentileMetric(true, name)));
            }
            row.add(p50.ratio(cell));
            row.add(p50.forks(cell));
            table.grouped(setting(cell.cell()), setting(cell.cell()), row);
        }
        table.note("Percentiles of a saturated cell are not comparable.");
        return table.build();
    }

    private static Table.Cell number(CellSummary cell, String metric) {
        return cell.figure(metric)
                .map(figure -> Table.number(Numbers.significant(figure.median())))
                .orElseGet(() -> FigureCells.absent(cell));
    }
}
