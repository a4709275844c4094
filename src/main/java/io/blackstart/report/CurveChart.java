package io.blackstart.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Restoration curves as steps: across the time on a logarithmic scale, up the share of requests that can be served. */
final class CurveChart {
    private static final int HEIGHT = 340;
    private static final double LEAST_NANOS = 1e6;
    private static final List<Plot.Tick> SHARES = List.of(
            new Plot.Tick(0, "0"), new Plot.Tick(0.5, "50 %"), new Plot.Tick(0.9, "90 %"), new Plot.Tick(1, "100 %"));

    private final List<Line> lines = new ArrayList<>();

    private record Line(Ink ink, List<RestorationCurves.Step> steps) {}

    /** Adds a curve; steps in order of time, at least one. */
    CurveChart line(Ink ink, List<RestorationCurves.Step> steps) {
        lines.add(new Line(ink, steps));
        return this;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Draws it that wide. */
    String svg(int width) {
        double last = lines.stream()
                .flatMap(line -> line.steps.stream())
                .mapToDouble(RestorationCurves.Step::nanos)
                .max()
                .orElse(1);
        double right = Math.log10(Math.max(10 * LEAST_NANOS, 1.5 * last));
        var plot = new Plot(width, HEIGHT);
        lines.forEach(line -> draw(plot, line, right));
        plot.axis(
                "x",
                Math.log10(LEAST_NANOS),
                right,
                Ticks.logarithmic(LEAST_NANOS, Math.pow(10, right), nanos -> Numbers.seconds(nanos / 1e9)));
        return plot.axis("y", -0.02, 1.05, SHARES).svg();
    }

    private static void draw(Plot plot, Line line, double right) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        double share = 0;
        x.add(Math.log10(LEAST_NANOS));
        y.add(share);
        for (RestorationCurves.Step step : line.steps) {
            double at = Math.log10(Math.max(LEAST_NANOS, step.nanos()));
            x.add(at);
            y.add(share);
            share = step.share();
            x.add(at);
            y.add(share);
        }
        x.add(right);
        y.add(share);
        plot.layer(
                "path",
                Map.of("x", x, "y", y),
                Map.of("x", "x", "y", "y"),
                Map.of("color", line.ink.standIn(), "size", 1.1));
    }
}
