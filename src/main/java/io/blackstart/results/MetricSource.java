package io.blackstart.results;

import io.blackstart.results.JmhResult.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/** Where a metric stands in the raw result of a fork. */
@FunctionalInterface
interface MetricSource {
    /**
     * The metric's values, one an iteration.
     *
     * @return empty when this raw result does not have it
     */
    List<Double> values(Cell cell, RawResult raw);

    /** Operations per second from the primary score, whichever way JMH put it. */
    static MetricSource operationsPerSecond() {
        return primary(seconds -> 1 / seconds);
    }

    /** Nanoseconds of one operation from the primary score. */
    static MetricSource nanosPerOperation() {
        return primary(seconds -> seconds * 1e9);
    }

    private static MetricSource primary(DoubleUnaryOperator ofSeconds) {
        return (cell, raw) -> raw instanceof JmhResult jmh
                ? secondsPerOperation(jmh.primary()).stream()
                        .map(seconds -> ofSeconds.applyAsDouble(seconds))
                        .toList()
                : List.of();
    }

    /** A secondary score as it is. */
    static MetricSource secondary(String name) {
        return (cell, raw) -> counter(raw, name);
    }

    /**
     * A counter of events by the time of its iteration.
     *
     * @param name of the counter
     * @param operationsPerShot operations of one single shot, over which JMH spread its time
     */
    static MetricSource perSecond(String name, long operationsPerShot) {
        return (cell, raw) -> raw instanceof JmhResult jmh
                ? divide(
                        counter(raw, name),
                        secondsPerOperation(jmh.primary()).stream()
                                .map(seconds -> seconds * operationsPerShot)
                                .toList())
                : List.of();
    }

    /** One counter by another, iteration by iteration. */
    static MetricSource ratio(String name, String divisor) {
        return (cell, raw) -> divide(counter(raw, name), counter(raw, divisor));
    }

    /** A counter of events by a fixed count of operations of one shot. */
    static MetricSource perOperation(String name, long operationsPerShot) {
        return (cell, raw) -> counter(raw, name).stream()
                .map(value -> value / operationsPerShot)
                .toList();
    }

    /** The first of two sources that has a value. */
    static MetricSource firstOf(MetricSource preferred, MetricSource other) {
        return (cell, raw) -> {
            List<Double> values = preferred.values(cell, raw);
            return values.isEmpty() ? other.values(cell, raw) : values;
        };
    }

    /** A source times a whole number that is a parameter of the cell. */
    static MetricSource timesParameter(MetricSource source, String parameter) {
        return (cell, raw) -> {
            String value = cell.parameters().get(parameter);
            return value == null || !value.matches("\\d{1,9}")
                    ? List.of()
                    : source.values(cell, raw).stream()
                            .map(each -> each * Long.parseLong(value))
                            .toList();
        };
    }

    /** A percentile of the rig's response or service time. */
    static MetricSource percentile(boolean response, String name) {
        return (cell, raw) -> {
            if (raw instanceof RigResult rig) {
                SortedMap<String, Long> percentiles = response ? rig.responseNanos() : rig.serviceNanos();
                Long value = percentiles.get(name);
                return value == null ? List.of() : List.of((double) value);
            }
            return List.of();
        };
    }

    /** Rate the rig reached. */
    static MetricSource achieved() {
        return (cell, raw) -> raw instanceof RigResult rig ? List.of(rig.achievedPerSecond()) : List.of();
    }

    /** Rate the rig was to offer. */
    static MetricSource offered() {
        return (cell, raw) -> raw instanceof RigResult rig ? List.of(rig.offeredPerSecond()) : List.of();
    }

    private static List<Double> counter(RawResult raw, String name) {
        if (raw instanceof JmhResult jmh) {
            Series series = jmh.secondary().get(name);
            return series == null ? List.of() : series.values();
        }
        return List.of();
    }

    /** Empty when the lengths differ: which iteration lacks a value is not known. */
    private static List<Double> divide(List<Double> values, List<Double> divisors) {
        var quotients = new ArrayList<Double>();
        if (values.size() == divisors.size()) {
            for (int i = 0; i < values.size(); i++) {
                if (divisors.get(i) > 0) {
                    quotients.add(values.get(i) / divisors.get(i));
                }
            }
        }
        return quotients;
    }

    private static List<Double> secondsPerOperation(Series primary) {
        String unit = primary.unit();
        if (unit.endsWith("/op")) {
            double factor = seconds(unit.substring(0, unit.length() - "/op".length()));
            return positive(primary.values().stream().map(value -> value * factor));
        }
        if (unit.startsWith("ops/")) {
            double factor = seconds(unit.substring("ops/".length()));
            return positive(primary.values().stream().map(value -> factor / value));
        }
        return List.of();
    }

    private static List<Double> positive(Stream<Double> values) {
        return values.filter(value -> value > 0 && Double.isFinite(value)).toList();
    }

    /** JMH's abbreviations of {@link java.util.concurrent.TimeUnit}; 0 for any other, so that nothing comes of it. */
    private static double seconds(String unit) {
        return switch (unit) {
            case "ns" -> 1e-9;
            case "us" -> 1e-6;
            case "ms" -> 1e-3;
            case "s" -> 1;
            case "min" -> 60;
            default -> 0;
        };
    }
}
