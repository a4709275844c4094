package io.blackstart.report;

import io.blackstart.BlackstartException;
import io.blackstart.measure.HistogramLog;
import io.blackstart.measure.Percentiles;
import io.blackstart.results.ForkOutcome;
import io.blackstart.results.RigResult;
import io.blackstart.results.RunContents;
import io.blackstart.results.RunDirectory;
import io.blackstart.results.RunFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Histograms of one cell, all its forks merged: percentiles are never averaged.
 *
 * @param response from the intended send
 * @param service from the actual send
 */
record LatencyHistograms(Histogram response, Histogram service) {
    private static final double STEP = 0.05;

    /** Reads those of all forks that count; what is missing or damaged becomes a problem, and its cell has none. */
    static Map<String, LatencyHistograms> of(RunDirectory run, RunContents contents, List<String> problems) {
        Map<String, LatencyHistograms> byCell = new LinkedHashMap<>();
        List<String> damaged = new ArrayList<>();
        for (ForkOutcome outcome : contents.forks()) {
            if (outcome.raw() instanceof RigResult) {
                String cellId = outcome.planned().cellId();
                String file = RunFiles.histograms(outcome.planned());
                try {
                    LatencyHistograms histograms = read(run, file);
                    byCell.merge(cellId, histograms, LatencyHistograms::merged);
                } catch (BlackstartException e) {
                    problems.add(file + ": " + e.code() + ": its cell has no latency curve");
                    damaged.add(cellId);
                }
            }
        }
        damaged.forEach(byCell::remove);
        return byCell;
    }

    private static LatencyHistograms read(RunDirectory run, String file) {
        return new LatencyHistograms(
                HistogramLog.readMerged(run.resolve(file), "response"),
                HistogramLog.readMerged(run.resolve(file), "service"));
    }

    private LatencyHistograms merged(LatencyHistograms other) {
        response.add(other.response());
        service.add(other.service());
        return this;
    }

    /**
     * A histogram as points: across, the nines of the percentile (1 is p90, 2 is p99); up, nanoseconds. It ends where fewer than
     * {@link Percentiles#SAMPLES_BEYOND} samples lie beyond.
     */
    static List<LineChart.Point> curve(Histogram histogram) {
        double lastNine = Math.log10((double) histogram.getTotalCount() / Percentiles.SAMPLES_BEYOND);
        var points = new ArrayList<LineChart.Point>();
        for (int i = 0; i * STEP <= lastNine; i++) {
            double nines = i * STEP;
            double percentile = 100 * (1 - Math.pow(10, -nines));
            long value = nines == 0 ? histogram.getMinNonZeroValue() : histogram.getValueAtPercentile(percentile);
            points.add(new LineChart.Point(nines, Math.max(1, value)));
        }
        return points;
    }
}
