package io.blackstart.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/**
 * A chart of named rows: a dot with its interval, or a bar of parts, with its value written behind it. Rows carry their names, so
 * that no colour has to be looked up.
 */
final class RowChart {
    private static final int ROW_HEIGHT = 25;
    private static final int AXIS_HEIGHT = 34;
    private static final double BAR_HALF = 0.3;
    /** Lets-Plot's unit of text size, in pixels. */
    private static final double TEXT_UNIT = 2;

    private static final double TEXT_SIZE = 13 / TEXT_UNIT;

    private final List<Row> rows = new ArrayList<>();
    private final DoubleFunction<String> tickText;
    private boolean limitAtOne;

    RowChart(DoubleFunction<String> tickText) {
        this.tickText = tickText;
    }

    private sealed interface Row {
        /** How far to the right it reaches. */
        double reach();
    }

    private record Heading(String text) implements Row {
        @Override
        public double reach() {
            return 0;
        }
    }

    private record Dot(String label, Ink ink, double at, double low, double high, String value) implements Row {
        @Override
        public double reach() {
            return Math.max(at, high);
        }
    }

    private record Bar(String label, List<Part> parts, String value) implements Row {
        @Override
        public double reach() {
            return parts.stream().mapToDouble(Part::length).sum();
        }
    }

    /** A piece of a bar. */
    record Part(Ink ink, double length) {}

    /** A row that only names those below it. */
    RowChart heading(String text) {
        rows.add(new Heading(text));
        return this;
    }

    /** A value with its interval. */
    RowChart dot(String label, Ink ink, double at, double low, double high, String value) {
        rows.add(new Dot(label, ink, at, low, high, value));
        return this;
    }

    /** Lengths one after the other. */
    RowChart bar(String label, List<Part> parts, String value) {
        rows.add(new Bar(label, List.copyOf(parts), value));
        return this;
    }

    /** Marks 1 as the limit. */
    RowChart limitAtOne() {
        limitAtOne = true;
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Draws it that wide. */
    String svg(int width) {
        double reach = rows.stream().mapToDouble(Row::reach).max().orElse(1);
        double end = limitAtOne ? Math.max(1, reach) : reach;
        var plot = new Plot(width, rows.size() * ROW_HEIGHT + AXIS_HEIGHT);
        // room for the value that stands behind the longest row: about 60 of the pixels that are left of the names
        double high = end * (1 + 60.0 / (width - 150));
        if (limitAtOne) {
            plot.layer(
                    "vline",
                    Map.of("x", List.of(1.0)),
                    Map.of("xintercept", "x"),
                    Map.of("color", Ink.LIMIT.standIn(), "size", 0.8));
        }
        drawHeadings(plot);
        drawBars(plot);
        drawDots(plot);
        drawValues(plot, high);
        plot.axis("x", 0, high, Ticks.linear(end, width < 500 ? 4 : 6, this::tickText));
        plot.axis("y", -rows.size() + 0.4, 0.6, names());
        return plot.identity("color", "fill").withoutGrid("y").svg();
    }

    private String tickText(double value) {
        return limitAtOne && Math.abs(value - 1) < 1e-9 ? "limit" : tickText.apply(value);
    }

    private List<Plot.Tick> names() {
        var names = new ArrayList<Plot.Tick>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (row instanceof Dot dot) {
                names.add(new Plot.Tick(-i, dot.label()));
            } else if (row instanceof Bar bar) {
                names.add(new Plot.Tick(-i, bar.label()));
            }
        }
        return names;
    }

    private void drawHeadings(Plot plot) {
        var y = new ArrayList<Double>();
        var text = new ArrayList<String>();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i) instanceof Heading heading) {
                y.add(-i - 0.12);
                text.add(heading.text());
            }
        }
        if (!y.isEmpty()) {
            plot.layer(
                    "text",
                    Map.of("x", zeros(y.size()), "y", y, "text", text),
                    Map.of("x", "x", "y", "y", "label", "text"),
                    Map.of("hjust", "left", "fontface", "bold", "size", TEXT_SIZE, "color", Ink.TEXT.standIn()));
        }
    }

    private void drawDots(Plot plot) {
        var y = new ArrayList<Double>();
        var at = new ArrayList<Double>();
        var low = new ArrayList<Double>();
        var high = new ArrayList<Double>();
        var ink = new ArrayList<String>();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i) instanceof Dot dot) {
                y.add((double) -i);
                at.add(dot.at());
                low.add(dot.low());
                high.add(dot.high());
                ink.add(dot.ink().standIn());
            }
        }
        if (y.isEmpty()) {
            return;
        }
        plot.layer(
                "segment",
                Map.of("y", y, "low", low, "high", high, "ink", ink),
                Map.of("x", "low", "xend", "high", "y", "y", "yend", "y", "color", "ink"),
                Map.of("size", 1.6));
        plot.layer(
                "point",
                Map.of("y", y, "at", at, "ink", ink),
                Map.of("x", "at", "y", "y", "color", "ink"),
                Map.of("size", 4));
    }

    private void drawBars(Plot plot) {
        var from = new ArrayList<Double>();
        var to = new ArrayList<Double>();
        var bottom = new ArrayList<Double>();
        var top = new ArrayList<Double>();
        var ink = new ArrayList<String>();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i) instanceof Bar bar) {
                double at = 0;
                for (Part part : bar.parts()) {
                    from.add(at);
                    at += part.length();
                    to.add(at);
                    bottom.add(-i - BAR_HALF);
                    top.add(-i + BAR_HALF);
                    ink.add(part.ink().standIn());
                }
            }
        }
        if (!from.isEmpty()) {
            plot.layer(
                    "rect",
                    Map.of("from", from, "to", to, "bottom", bottom, "top", top, "ink", ink),
                    Map.of("xmin", "from", "xmax", "to", "ymin", "bottom", "ymax", "top", "fill", "ink"),
                    Map.of("size", 0));
        }
    }

    private void drawValues(Plot plot, double high) {
        var x = new ArrayList<Double>();
        var y = new ArrayList<Double>();
        var text = new ArrayList<String>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            String value = row instanceof Dot dot ? dot.value() : row instanceof Bar bar ? bar.value() : "";
            if (!value.isEmpty()) {
                x.add(row.reach() + high * 0.014);
                y.add((double) -i);
                text.add(value);
            }
        }
        if (!x.isEmpty()) {
            plot.layer(
                    "text",
                    Map.of("x", x, "y", y, "text", text),
                    Map.of("x", "x", "y", "y", "label", "text"),
                    Map.of("hjust", "left", "size", TEXT_SIZE, "color", Ink.TEXT.standIn()));
        }
    }

    private static List<Double> zeros(int count) {
        return java.util.Collections.nCopies(count, 0.0);
    }
}
