package io.blackstart.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/**
 * Lines over a logarithmic height, each named where it ends. Places across are given by the caller, heights as they are; the
 * logarithm is taken here.
 */
final class LineChart {
    private static final int HEIGHT = 340;
    private static final int NARROW_HEIGHT = 300;
    private static final int AXIS_HEIGHT = 30;
    /** Room for a letter; a little more than it needs, since the fonts of a reader are not known here. */
    private static final double LETTER_PIXELS = 8.2;

    private static final double LABEL_PIXELS = 15;
    private static final double LABEL_GAP_PIXELS = 14;
    private static final double TEXT_SIZE = 6.5;

    private final List<Line> lines = new ArrayList<>();
    private final List<Plot.Tick> ticks;
    private final DoubleFunction<String> heightText;

    LineChart(List<Plot.Tick> ticks, DoubleFunction<String> heightText) {
        this.ticks = List.copyOf(ticks);
        this.heightText = heightText;
    }

    /** A place. */
    record Point(double x, double y) {}

    /**
     * A line.
     *
     * @param label at its end, empty for none
     * @param ink its colour
     * @param dashed whether it is broken
     * @param dotted whether its points are marked
     * @param points from left to right, heights above 0, at least one
     */
    record Line(String label, Ink ink, boolean dashed, boolean dotted, List<Point> points) {
        Line {
            if (points.isEmpty() || points.stream().anyMatch(point -> !(point.y() > 0))) {
                throw new IllegalArgumentException("label=" + label + " points=" + points);
            }
            points = List.copyOf(points);
        }

        Point last() {
            return points.get(points.size() - 1);
        }
    }

    LineChart line(Line line) {
        lines.add(line);
        return this;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Draws it that wide. */
    String svg(int width) {
        int height = width < 500 ? NARROW_HEIGHT : HEIGHT;
        double lowest = lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::y)
                .min()
                .orElse(1);
        double highest = lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(Point::y)
                .max()
                .orElse(10);
        double low = Math.log10(lowest) - 0.08;
        double span = Math.log10(highest) + 0.08 - low;
        double gap = span * LABEL_PIXELS / (height - AXIS_HEIGHT);
        List<Line> labelled = labelled();
        double[] heights = labelHeights(labelled, gap);
        double high = Math.max(low + span, heights.length == 0 ? low : heights[heights.length - 1] + gap / 2);
        double right = lines.stream().mapToDouble(line -> line.last().x()).max().orElse(1);
        double left = lines.stream()
                .mapToDouble(line -> line.points().get(0).x())
                .min()
                .orElse(0);
        int longest =
                lines.stream().mapToInt(line -> line.label().length()).max().orElse(0);
        double labelShare = (longest * LETTER_PIXELS + LABEL_GAP_PIXELS) / (width - 70.0);
        double end = right + (right - left) * labelShare / (1 - labelShare);
        var plot = new Plot(width, height);
        lines.forEach(line -> draw(plot, line));
        drawLabels(plot, right + 0.015 * (end - left), labelled, heights);
        double pad = 0.02 * (right - left);
        plot.axis(
                "x",
                left - pad,
                end,
                ticks.stream().filter(tick -> tick.at() <= right + pad).toList());
        plot.axis("y", low, high, Ticks.logarithmic(Math.pow(10, low), Math.pow(10, high), heightText));
        return plot.withoutGrid("x").svg();
    }

    private static void draw(Plot plot, Line line) {
        List<Double> x = line.points().stream().map(Point::x).toList();
        List<Double> y =
                line.points().stream().map(point -> Math.log10(point.y())).toList();
        plot.layer(
                "line",
                Map.of("x", x, "y", y),
                Map.of("x", "x", "y", "y"),
                Map.of(
                        "color", line.ink().standIn(),
                        "size", line.dashed() ? 0.8 : 1.1,
                        "linetype", line.dashed() ? "dashed" : "solid"));
        if (line.dotted()) {
            plot.layer(
                    "point",
                    Map.of("x", x, "y", y),
                    Map.of("x", "x", "y", "y"),
                    Map.of("color", line.ink().standIn(), "size", 3));
        }
    }

    /** Lines with a name, the lowest end first. */
    private List<Line> labelled() {
        return lines.stream()
                .filter(line -> !line.label().isEmpty())
                .sorted(Comparator.comparingDouble((Line line) -> line.last().y()))
                .toList();
    }

    /** Where the names stand: at their lines' ends, pushed up where they would cover each other. */
    private static double[] labelHeights(List<Line> labelled, double gap) {
        double[] heights = new double[labelled.size()];
        for (int i = 0; i < heights.length; i++) {
            double own = Math.log10(labelled.get(i).last().y());
            heights[i] = i == 0 ? own : Math.max(own, heights[i - 1] + gap);
        }
        return heights;
    }

    private static void drawLabels(Plot plot, double x, List<Line> labelled, double[] heights) {
        for (int i = 0; i < heights.length; i++) {
            plot.layer(
                    "text",
                    Map.of(
                            "x", List.of(x),
                            "y", List.of(heights[i]),
                            "text", List.of(labelled.get(i).label())),
                    Map.of("x", "x", "y", "y", "label", "text"),
                    Map.of(
                            "hjust",
                            "left",
                            "size",
                            TEXT_SIZE,
                            "color",
                            labelled.get(i).ink().standIn()));
        }
    }
}
