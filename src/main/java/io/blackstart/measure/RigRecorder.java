package io.blackstart.measure;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Puts samples into the histogram of their interval. All histograms are made before the first send and large enough for a minute, so that recording
 * allocates nothing below that; above it they grow, and no value is clamped. An interval is an equal share of the operations, in the order of
 * their intended sends. One thread.
 */
final class RigRecorder {
    private static final int LARGEST_INTERVAL_COUNT = 32;
    private static final int SMALLEST_INTERVAL_OPERATIONS = 1_000;
    private static final long PREPARED_NANOS = 60_000_000_000L;
    private static final int SIGNIFICANT_DIGITS = 3;

    private final Histogram[] response;
    private final Histogram[] service;
    private final long operationsPerInterval;
    private long clockErrorCount;

    RigRecorder(long measuredCount) {
        long intervalCount =
                Math.max(1, Math.min(LARGEST_INTERVAL_COUNT, measuredCount / SMALLEST_INTERVAL_OPERATIONS));
        operationsPerInterval = (measuredCount + intervalCount - 1) / intervalCount;
        response = histograms((int) intervalCount, RigInterval.RESPONSE_TAG);
        service = histograms((int) intervalCount, RigInterval.SERVICE_TAG);
    }

    private static Histogram[] histograms(int count, String tag) {
        var histograms = new Histogram[count];
        for (int index = 0; index < count; index++) {
            var histogram = new Histogram(1, PREPARED_NANOS, SIGNIFICANT_DIGITS);
            histogram.setAutoResize(true);
            histogram.setTag(tag);
            histograms[index] = histogram;
        }
        return histograms;
    }

    /** Notes the intended send of a recorded operation, which bounds its interval. */
    void intended(long measuredIndex, long wallClockMillis) {
        int interval = (int) (measuredIndex / operationsPerInterval);
        if (measuredIndex % operationsPerInterval == 0) {
            response[interval].setStartTimeStamp(wallClockMillis);
            service[interval].setStartTimeStamp(wallClockMillis);
        }
        response[interval].setEndTimeStamp(wallClockMillis);
        service[interval].setEndTimeStamp(wallClockMillis);
    }

    /** Records one completion. */
    void completed(long measuredIndex, long responseNanos, long serviceNanos) {
        int interval = (int) (measuredIndex / operationsPerInterval);
        response[interval].recordValue(checked(responseNanos));
        service[interval].recordValue(checked(serviceNanos));
    }

    private long checked(long nanos) {
        if (nanos > 0) {
            return nanos;
        }
        clockErrorCount++;
        return 0;
    }

    long clockErrorCount() {
        return clockErrorCount;
    }

    /** The intervals in which something was recorded. */
    List<RigInterval> intervals() {
        var intervals = new ArrayList<RigInterval>();
        for (int index = 0; index < response.length; index++) {
            if (response[index].getTotalCount() > 0) {
                intervals.add(new RigInterval(response[index], service[index]));
            }
        }
        return intervals;
    }
}
