package io.blackstart.report;

import io.blackstart.forecast.Assumption;
import io.blackstart.forecast.DesignFloor;
import io.blackstart.forecast.FloorBound;
import io.blackstart.forecast.FloorCase;
import io.blackstart.forecast.HistoricRate;
import io.blackstart.forecast.RestoreFloor;
import io.blackstart.report.Table.Column;
import java.util.ArrayList;
import java.util.List;

/** The first restore answer: bounds, assumptions, and history for scale. */
final class RestoreSection {
    private final RestoreFloor floor;
    private final Charts charts;

    RestoreSection(RestoreFloor floor, Charts charts) {
        this.floor = floor;
        this.charts = charts;
    }

    Section section() {
        var section = new Section.Builder("restore", "First restore answer");
        if (floor.fastest().isEmpty()) {
            section.paragraph("No answer, since a rate that it needs is not in this run: " + Words.list(floor.missing())
                    + ". Nothing else stands in for it.");
        } else {
            bounds(section, floor.fastest().get());
            if (floor.designs().size() > 1) {
                section.table(designs());
            }
            if (!floor.missing().isEmpty()) {
                section.paragraph("Without an answer, for want of a rate: " + Words.list(floor.missing()) + ".");
            }
        }
        section.heading("For scale: how servers came back in October 2022");
        section.paragraph(
                "History, not a measurement: Kakao's 32\u202f000 servers in Pangyo, started by hand while power came back"
                        + " piece by piece. No log, however fast, would have changed these hours; they are what the floor above leaves"
                        + " out.");
        section.table(history());
        section.table(assumptions());
        return section.build();
    }

    private void bounds(Section.Builder section, DesignFloor fastest) {
        section.paragraph("With design " + fastest.design() + ", each server of the store has "
                + Numbers.bytes(fastest.server().bytes()) + " to bring back ("
                + Numbers.significant(fastest.bytesPerRecord())
                + " bytes a record in this run's log). Each line is what one resource alone would take; pipelined, the largest"
                + " decides. Load is spread evenly and nothing queues, so a real restore is slower, never faster.");
        var chart = new RowChart(seconds -> seconds == 0 ? "0" : Numbers.seconds(seconds));
        var table = new Table.Builder(
                "Bounds of each resource with design " + fastest.design()
                        + "; ends from the ends of the measured rates",
                Column.text("restored"),
                Column.text("resource"),
                Column.number("takes"),
                Column.number("ends"),
                Column.text("how"));
        for (FloorCase floorCase : fastest.cases()) {
            chart.heading(floorCase.name());
            FloorBound binding = floorCase.binding();
            for (FloorBound bound : floorCase.bounds()) {
                boolean binds = bound.equals(binding);
                String resource = bound.resource() + (binds ? " (binds)" : "");
                chart.bar(
                        bound.resource(),
                        List.of(new RowChart.Part(binds ? Ink.PHASE_3 : Ink.PHASE_1, bound.seconds())),
                        Numbers.seconds(bound.seconds()));
                table.grouped(
                        floorCase.name(),
                        floorCase.name(),
                        List.of(
                                Table.styled(resource, binds ? "text strong" : "text"),
                                Table.styled(Numbers.seconds(bound.seconds()), binds ? "number strong" : "number"),
                                ends(bound.lowSeconds(), bound.highSeconds()),
                                Table.styled(bound.how(), "text quiet")));
            }
            table.row(
                    floorCase.name(),
                    List.of(
                            Table.styled("pipelined: the largest", "text strong"),
                            Table.styled(Numbers.seconds(binding.seconds()), "number strong"),
                            ends(floorCase.pipelinedLowSeconds(), floorCase.pipelinedHighSeconds()),
                            Table.styled(binding.resource() + " binds", "text quiet")));
            table.row(
                    floorCase.name(),
                    List.of(
                            Table.text("one after the other: the sum"),
                            Table.number(Numbers.seconds(floorCase.oneAfterTheOtherSeconds())),
                            ends(floorCase.oneAfterTheOtherLowSeconds(), floorCase.oneAfterTheOtherHighSeconds()),
                            Table.styled("the replay figure holds the reading already", "text quiet")));
        }
        section.add(charts.open(
                "What each resource alone would take",
                "Seconds that each resource alone would take, design " + fastest.design()
                        + ". The marked one binds: with everything pipelined nothing is faster than it.",
                List.of(Charts.swatch(Ink.PHASE_3, "binds"), Charts.swatch(Ink.PHASE_1, "has room")),
                chart::svg,
                table.build()));
    }

    private static Table.Cell ends(double low, double high) {
        String text = low == high ? Words.NONE : Numbers.seconds(low) + " \u2013 " + Numbers.seconds(high);
        return Table.styled(text, "number quiet");
    }

    private Table designs() {
        var table = new Table.Builder(
                "The same floors with each design, pipelined",
                Column.text("design"),
                Column.number("bytes a record"),
                Column.number("one server"),
                Column.number("one server, disk lost"),
                Column.number("the site"),
                Column.text("binds the site"));
        for (DesignFloor design : floor.designs()) {
            var row = new ArrayList<Table.Cell>();
            row.add(Table.number(Numbers.significant(design.bytesPerRecord())));
            design.cases()
                    .forEach(floorCase -> row.add(
                            Table.number(Numbers.seconds(floorCase.binding().seconds()))));
            row.add(Table.text(design.site().binding().resource()));
            table.row(design.design(), row);
        }
        return table.build();
    }

    private static Table history() {
        var table = new Table.Builder(
                        "Servers back at Kakao's site, h = hours after services stopped",
                        Column.text("servers"),
                        Column.number("at h"),
                        Column.number("servers an hour"))
                .compact();
        for (HistoricRate rate : HistoricRate.KAKAO_2022) {
            table.row(
                    Numbers.count(rate.fromServers()) + " to " + Numbers.count(rate.toServers()),
                    Numbers.plain(rate.untilHours()),
                    Numbers.plain(rate.serversPerHour()));
        }
        return table.build();
    }

    private Table assumptions() {
        var table = new Table.Builder(
                "Every assumption: [S] a public source states it, [D] derived from stated figures, [A] assumed",
                Column.text("quantity"),
                Column.number("value"),
                Column.text("source"),
                Column.text("why"));
        for (Assumption assumption : floor.assumptions()) {
            table.row(
                    assumption.name(),
                    List.of(
                            Table.number(value(assumption)),
                            Table.text("[" + assumption.source().tag() + "]"),
                            Table.styled(assumption.note(), "text quiet")));
        }
        return table.build();
    }

    private static String value(Assumption assumption) {
        if (assumption.unit().equals("B/s")) {
            Scale scale = Scale.of("B/s", assumption.value());
            return scale.format(assumption.value()) + Numbers.GROUP + scale.unit();
        }
        return Numbers.plain(assumption.value())
                + (assumption.unit().isEmpty() ? "" : Numbers.GROUP + assumption.unit());
    }
}
