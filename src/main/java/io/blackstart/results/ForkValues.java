package io.blackstart.results;

import io.blackstart.measure.Statistics;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** One value a fork: the median of its iterations. The fork, not the iteration, is the sample. */
final class ForkValues {
    private ForkValues() {}

    /** The fork's value of that metric, empty when its raw result does not have it. */
    static OptionalDouble of(MetricSource source, Cell cell, ForkOutcome fork) {
        RawResult raw = fork.raw();
        if (raw == null) {
            return OptionalDouble.empty();
        }
        List<Double> iterations = source.values(cell, raw);
        if (iterations.isEmpty()) {
            return OptionalDouble.empty();
        }
        double median = Statistics.median(
                iterations.stream().mapToDouble(Double::doubleValue).toArray());
        return Double.isFinite(median) ? OptionalDouble.of(median) : OptionalDouble.empty();
    }

    /** The values of all forks that have one, in their order. */
    static List<Double> all(MetricSource source, Cell cell, List<ForkOutcome> forks) {
        var values = new ArrayList<Double>();
        forks.forEach(fork -> of(source, cell, fork).ifPresent(values::add));
        return values;
    }

    /** The values of all forks that have one, by block. */
    static SortedMap<Integer, Double> byBlock(MetricSource source, Cell cell, List<ForkOutcome> forks) {
        var values = new TreeMap<Integer, Double>();
        for (ForkOutcome fork : forks) {
            of(source, cell, fork).ifPresent(value -> values.put(fork.planned().block(), value));
        }
        return values;
    }
}
