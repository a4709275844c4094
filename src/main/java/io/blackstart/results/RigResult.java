package io.blackstart.results;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Raw result of one open-loop fork. Its histograms stand in {@code hist/<cell>/<arm>-<block>.hlog} with the tags
 * {@code response} (from the intended send) and {@code service} (from the actual send), in nanoseconds.
 *
 * @param schemaVersion {@link RunSchema#VERSION}
 * @param offeredPerSecond intended rate
 * @param achievedPerSecond acknowledged records by time taken
 * @param sentCount records sent
 * @param durationNanos from the first intended send to the last acknowledgement
 * @param saturated achieved below 0.99 of offered
 * @param responseNanos percentile name ({@code p50}, {@code p99.9}, {@code max}) to nanoseconds; only percentiles with 100 samples beyond
 * @param serviceNanos the same for service time
 * @param verified records read back and found equal
 * @param mismatched records read back and found different, missing or too many; above 0 voids the fork
 */
public record RigResult(
        int schemaVersion,
        double offeredPerSecond,
        double achievedPerSecond,
        long sentCount,
        long durationNanos,
        boolean saturated,
        SortedMap<String, Long> responseNanos,
        SortedMap<String, Long> serviceNanos,
        long verified,
        long mismatched)
        implements RawResult {
    /** Copies the maps. */
    public RigResult {
        responseNanos = Collections.unmodifiableSortedMap(new TreeMap<>(responseNanos));
        serviceNanos = Collections.unmodifiableSortedMap(new TreeMap<>(serviceNanos));
    }
}
