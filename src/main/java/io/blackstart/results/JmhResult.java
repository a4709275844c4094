package io.blackstart.results;

import java.util.List;
import java.util.SortedMap;

/**
 * One element of the array that JMH 1.37 writes with {@code -rf json}, as far as it is read here.
 *
 * @param benchmark fully qualified, {@code io.blackstart.benchmarks.AppendBenchmark.append}
 * @param mode {@code ss}, {@code thrpt}, {@code avgt}
 * @param threads JMH's worker threads
 * @param parameters JMH parameters, the design among them
 * @param primary the benchmark's own score
 * @param secondary scores of profilers and counters, by name
 */
public record JmhResult(
        String benchmark,
        String mode,
        int threads,
        SortedMap<String, String> parameters,
        Series primary,
        SortedMap<String, Series> secondary)
        implements RawResult {
    /**
     * One score of one fork.
     *
     * @param unit as JMH writes it: {@code ns/op}, {@code ops/s}, {@code B/op}, {@code #}
     * @param values one an iteration, in order, all finite
     */
    public record Series(String unit, List<Double> values) {
        /** Copies the list. */
        public Series {
            values = List.copyOf(values);
        }
    }
}
