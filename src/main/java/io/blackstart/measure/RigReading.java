package io.blackstart.measure;

import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What a rig measured. All counts are of the recorded part, without warm-up.
 *
 * @param startedAtMillis wall clock of the first recorded intended send, milliseconds since the epoch
 * @param offeredPerSecond rate of the schedule over the recorded part
 * @param achievedPerSecond completions by the time from the first intended send to the last completion
 * @param sentCount operations sent
 * @param completedCount operations completed; fewer than sent when the rig gave up
 * @param durationNanos from the first intended send to the last completion
 * @param saturated achieved below 0.99 of offered, or not all completed: its percentiles are not comparable
 * @param clockErrorCount samples at or below 0 ns: recorded as 0, never dropped
 * @param pollGapMaxNanos longest time between two looks at the completions while something was in flight: the bound of the rig's own error
 * @param intervals the histograms, in order of time
 */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public record RigReading(
        long startedAtMillis,
        double offeredPerSecond,
        double achievedPerSecond,
        long sentCount,
        long completedCount,
        long durationNanos,
        boolean saturated,
        long clockErrorCount,
        long pollGapMaxNanos,
        List<RigInterval> intervals) {
    /** All response times in one histogram. */
    public Histogram response() {
        throw new UnsupportedOperationException();
    }

    /** All service times in one histogram. */
    public Histogram service() {
        throw new UnsupportedOperationException();
    }
}
