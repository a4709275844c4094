package io.blackstart.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jetbrains.letsPlot.commons.encoding.UnsupportedRGBEncoder;
import org.jetbrains.letsPlot.core.util.PlotSvgExportCommon;

/**
 * A Lets-Plot specification being put together: layers over one pair of scales, in the theme of our reports. What the library draws
 * is a plain SVG text; nothing is shown on a screen and no script is needed. Not thread-safe.
 */
final class Plot {
    private final List<Object> layers = new ArrayList<>();
    private final List<Object> scales = new ArrayList<>();
    private final Map<String, Object> theme = theme();
    private final int width;
    private final int height;

    Plot(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** A layer of that geometry with data by column, columns mapped to aesthetics, and constants. */
    Plot layer(String geometry, Map<String, List<?>> data, Map<String, String> mapping, Map<String, ?> constants) {
        Map<String, Object> layer = new LinkedHashMap<>(constants);
        layer.put("geom", geometry);
        layer.put("data", new LinkedHashMap<>(data));
        layer.put("mapping", new LinkedHashMap<>(mapping));
        layer.put("show_legend", false);
        layer.put("sampling", "none");
        layers.add(layer);
        return this;
    }

    /** A continuous axis from {@code low} to {@code high} in data units, with ticks of that text. */
    Plot axis(String aesthetic, double low, double high, List<Tick> ticks) {
        Map<String, Object> scale = new LinkedHashMap<>();
        scale.put("aesthetic", aesthetic);
        scale.put("name", "");
        scale.put("limits", List.of(low, high));
        scale.put("expand", List.of(0, 0));
        scale.put("breaks", ticks.stream().map(Tick::at).toList());
        scale.put("labels", ticks.stream().map(Tick::text).toList());
        scales.add(scale);
        return this;
    }

    /** Leaves out the lines across that start at the ticks of an axis. */
    Plot withoutGrid(String aesthetic) {
        theme.put("panel_grid_major_" + aesthetic, "blank");
        return this;
    }

    /** Identity scales, so that a column of colours is drawn in just those. */
    Plot identity(String... aesthetics) {
        for (String aesthetic : aesthetics) {
            scales.add(new LinkedHashMap<>(Map.of("aesthetic", aesthetic, "scale_mapper_kind", "identity")));
        }
        return this;
    }

    /** Draws it. */
    String svg() {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("kind", "plot");
        spec.put("data", new LinkedHashMap<>());
        spec.put("mapping", new LinkedHashMap<>());
        spec.put("layers", layers);
        spec.put("scales", scales);
        spec.put("theme", theme);
        spec.put("ggsize", new LinkedHashMap<>(Map.of("width", width, "height", height)));
        return PlotSvgExportCommon.INSTANCE.buildSvgImageFromRawSpecs(spec, null, new UnsupportedRGBEncoder(), true);
    }

    /** A tick of an axis. */
    record Tick(double at, String text) {}

    private static Map<String, Object> theme() {
        Map<String, Object> theme = new LinkedHashMap<>();
        theme.put("name", "minimal");
        theme.put("text", element("text", Map.of("color", Ink.TEXT.standIn(), "size", 13)));
        theme.put("axis_text", element("text", Map.of("color", Ink.QUIET.standIn(), "size", 13)));
        theme.put("axis_title", "blank");
        theme.put("axis_line", "blank");
        theme.put("axis_ticks", "blank");
        theme.put("panel_grid_minor", "blank");
        theme.put("panel_grid_major", element("line", Map.of("color", Ink.GRID.standIn(), "size", 1)));
        theme.put("plot_background", "blank");
        theme.put("panel_background", "blank");
        theme.put("legend_position", "none");
        return theme;
    }

    private static Map<String, Object> element(String kind, Map<String, ?> values) {
        Map<String, Object> element = new LinkedHashMap<>(values);
        element.put("name", kind);
        element.put("blank", false);
        return element;
    }
}
