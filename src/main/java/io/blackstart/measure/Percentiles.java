package io.blackstart.measure;

import java.util.SortedMap;
import org.HdrHistogram.Histogram;

/** The percentiles that a histogram has samples enough for. They are never averaged: merge histograms, or take the median over forks. */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class Percentiles {
    /** A percentile is told only with this many samples beyond it. */
    public static final long SAMPLES_BEYOND = 100;

    private Percentiles() {}

    /**
     * Of p50, p90, p99, p99.9, p99.99 and p99.999 those with {@value #SAMPLES_BEYOND} samples beyond, and {@code max}, by name.
     *
     * @param histogram in any unit; the values keep it
     * @return empty of an empty histogram
     */
    public static SortedMap<String, Long> of(Histogram histogram) {
        throw new UnsupportedOperationException("histogram=" + histogram);
    }
}
