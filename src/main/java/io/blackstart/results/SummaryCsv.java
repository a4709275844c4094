package io.blackstart.results;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code summary.csv}: one line a figure, one for each cell without; RFC 4180, with a head line. */
final class SummaryCsv {
    private static final List<String> HEAD = List.of(
            "cell",
            "suite",
            "benchmark",
            "design",
            "durability",
            "threads",
            "parameters",
            "arm",
            "status",
            "metric",
            "unit",
            "better",
            "forks",
            "median",
            "low",
            "high",
            "level",
            "limit",
            "limit value",
            "ratio",
            "noisy forks",
            "reason");

    private SummaryCsv() {}

    /** The file's content in UTF-8. */
    static byte[] bytes(Summary summary) {
        var text = new StringBuilder();
        line(text, HEAD);
        for (CellSummary cell : summary.cells()) {
            if (cell.figures().isEmpty()) {
                line(text, row(cell, null));
            }
            cell.figures().forEach(figure -> line(text, row(cell, figure)));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> row(CellSummary summary, @Nullable Figure figure) {
        Cell cell = summary.cell();
        var row = new ArrayList<String>(List.of(
                cell.id(),
                cell.suite(),
                cell.benchmark(),
                cell.design(),
                cell.durability(),
                Integer.toString(cell.threads()),
                cell.parameters().entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(" ")),
                summary.arm(),
                summary.status().name()));
        if (figure == null) {
            row.addAll(List.of("", "", "", "", "", "", "", "", "", "", ""));
        } else {
            LimitRatio limit = figure.limit();
            row.addAll(List.of(
                    figure.metric(),
                    figure.unit(),
                    figure.better().name(),
                    Integer.toString(figure.perFork().size()),
                    Double.toString(figure.median()),
                    Double.toString(figure.low()),
                    Double.toString(figure.high()),
                    Double.toString(figure.level()),
                    limit == null ? "" : limit.what(),
                    limit == null ? "" : Double.toString(limit.limitValue()),
                    limit == null ? "" : Double.toString(limit.ratio())));
        }
        row.add(Integer.toString(summary.noisyForks()));
        row.add(summary.reason());
        return row;
    }

    private static void line(StringBuilder text, List<String> fields) {
        text.append(fields.stream().map(SummaryCsv::quoted).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
