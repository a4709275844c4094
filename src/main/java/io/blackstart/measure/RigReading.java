package io.blackstart.measure;

import java.util.List;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/**
 * What a rig measured. All counts are of the recorded part, without warm-up.
 *
 * @param startedAtMillis wall clock of the first recorded intended send, milliseconds since the epoch
 * @param offeredPerSecond rate of the schedule: operations after the first, by the time between the first and the last intended send
 * @param achievedPerSecond completions after the first, by {@code durationNanos}: with no latency at all it equals what was offered
 * @param sentCount operations sent; fewer than asked for when the rig gave up
 * @param completedCount operations completed; fewer than sent when the rig gave up
 * @param durationNanos from the first intended send to the last completion
 * @param saturated achieved below 0.99 of offered, or not all sent and completed: its percentiles are not comparable
 * @param clockErrorCount samples at or below 0 ns, an error of the clock: recorded as 0, never dropped
 * @param pollGapMaxNanos longest time between two looks at the completions while something was in flight: no sample is too long by more
 * @param intervals the histograms, in order of time, at least one
 */
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
    /** Copies the list. */
    public RigReading {
        intervals = List.copyOf(intervals);
    }

    /** All response times in one new histogram. */
    public Histogram response() {
        return merged(RigInterval::response);
    }

    /** All service times in one new histogram. */
    public Histogram service() {
        return merged(RigInterval::service);
    }

    private Histogram merged(Function<RigInterval, Histogram> which) {
        Histogram all = which.apply(intervals.get(0)).copy();
        for (RigInterval interval : intervals.subList(1, intervals.size())) {
            all.add(which.apply(interval));
        }
        return all;
    }
}
