package io.blackstart.results;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.results.JmhResult.Series;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads the untouched JSON of JMH 1.37. Fields that are not needed are not looked at. */
final class JmhFiles {
    private JmhFiles() {}

    /**
     * The one result of a fork.
     *
     * @throws BlackstartException MISSING, IO, or CORRUPT when the file is cut off, holds no or several results, or lacks a needed
     *     field
     */
    static JmhResult readSingle(Path file) {
        return single(Json.tree(file), file);
    }

    /** As {@link #readSingle}, of what was read; the file is only named in failures. */
    static JmhResult single(JsonNode array, Path file) {
        if (!array.isArray() || array.size() != 1) {
            throw corrupt(file, "expected a JMH array of one result, found " + describe(array));
        }
        return result(array.get(0), file);
    }

    /** The results of many files as one array, each element as JMH wrote it. */
    static ArrayNode concatenate(List<Path> files) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Path file : files) {
            Json.tree(file).forEach(all::add);
        }
        return all;
    }

    private static JmhResult result(JsonNode node, Path file) {
        SortedMap<String, String> parameters = new TreeMap<>();
        node.path("params").properties().forEach(p -> parameters.put(p.getKey(), text(p.getValue(), p.getKey(), file)));
        SortedMap<String, Series> secondary = new TreeMap<>();
        node.path("secondaryMetrics").properties().forEach(metric -> {
            secondary.put(metric.getKey(), series(metric.getValue(), metric.getKey(), file));
        });
        return new JmhResult(
                text(node.path("benchmark"), "benchmark", file),
                text(node.path("mode"), "mode", file),
                node.path("threads").asInt(0),
                parameters,
                series(node.path("primaryMetric"), "primaryMetric", file),
                secondary);
    }

    private static Series series(JsonNode metric, String name, Path file) {
        JsonNode raw = metric.path("rawData");
        if (!raw.isArray()) {
            throw corrupt(file, name + " has no rawData");
        }
        var values = new ArrayList<Double>();
        for (JsonNode fork : raw) {
            for (JsonNode value : fork) {
                // JMH writes NaN as text; such an iteration has no value, and a fork without values has no figure
                if (value.isNumber() && Double.isFinite(value.doubleValue())) {
                    values.add(value.doubleValue());
                }
            }
        }
        return new Series(text(metric.path("scoreUnit"), name + ".scoreUnit", file), values);
    }

    private static String text(JsonNode node, String name, Path file) {
        if (!node.isString()) {
            throw corrupt(file, name + " is no text");
        }
        return node.stringValue();
    }

    private static String describe(JsonNode node) {
        return node.isArray() ? "an array of " + node.size() : "a " + node.getNodeType();
    }

    private static BlackstartException corrupt(Path file, String what) {
        return new BlackstartException(
                ErrorCode.CORRUPT, "not a JMH result: " + what, file, BlackstartException.NO_POSITION, null);
    }
}
