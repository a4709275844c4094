package io.blackstart.results;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;

/**
 * One metric of one cell, two arms.
 *
 * @param cellId which cell
 * @param metric of its suite
 * @param unit of the metric
 * @param better direction
 * @param delta smallest change that matters, a ratio
 * @param verdict what comes of it
 * @param reason one line
 * @param screen first pairs, null when there were none that count
 * @param confirm fresh pairs, null when there were none that count
 * @param floor largest |d| that pairs of equal arms are compatible with, null when none were run
 */
public record MetricComparison(
        String cellId,
        String metric,
        String unit,
        Better better,
        double delta,
        ComparisonVerdict verdict,
        String reason,
        @JsonSetter(nulls = Nulls.SET) @Nullable PairedEstimate screen,
        @JsonSetter(nulls = Nulls.SET) @Nullable PairedEstimate confirm,
        @JsonSetter(nulls = Nulls.SET) @Nullable Double floor) {}
