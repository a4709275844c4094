package io.blackstart.measure;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * The percentiles that a histogram has samples enough for. They are never averaged: merge histograms, or take the median over forks.
 */
public final class Percentiles {
    /** A percentile is told only with this many samples beyond it. */
    public static final long SAMPLES_BEYOND = 100;

    /** The name under which the largest value stands; it needs no samples beyond. */
    public static final String MAX = "max";

    private static final String[] NAMES = {"p50", "p90", "p99", "p99.9", "p99.99", "p99.999"};
    private static final double[] PERCENTS = {50, 90, 99, 99.9, 99.99, 99.999};
    /** One sample in so many lies beyond: whole numbers, as 100 - 99.9 is not 0.1 in binary. */
    private static final long[] ONE_BEYOND_IN = {2, 10, 100, 1_000, 10_000, 100_000};

    private Percentiles() {}

    /**
     * Of p50, p90, p99, p99.9, p99.99 and p99.999 those with {@value #SAMPLES_BEYOND} samples beyond, and {@value #MAX}, by name.
     *
     * @param histogram in any unit; the values keep it
     * @return immutable, in the order max, p50, p90 ...; empty of an empty histogram
     */
    public static SortedMap<String, Long> of(Histogram histogram) {
        var values = new TreeMap<String, Long>();
        long sampleCount = histogram.getTotalCount();
        if (sampleCount > 0) {
            values.put(MAX, histogram.getMaxValue());
        }
        for (int index = 0; index < NAMES.length; index++) {
            if (sampleCount / ONE_BEYOND_IN[index] >= SAMPLES_BEYOND) {
                values.put(NAMES[index], histogram.getValueAtPercentile(PERCENTS[index]));
            }
        }
        return Collections.unmodifiableSortedMap(values);
    }
}
