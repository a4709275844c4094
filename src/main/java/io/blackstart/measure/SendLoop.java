package io.blackstart.measure;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.agrona.concurrent.NanoClock;

/** One run of the {@link OpenLoopRig}: the state of its send loop. One thread. */
final class SendLoop {
    /** Time between making the loop and the first intended send, so that the first one is not late by construction. */
    private static final long LEAD_NANOS = 1_000_000;

    /** A park ends late by some 50 to 1,000 microseconds, so it is only worth it for a send farther away, and must end early. */
    private static final long PARK_ABOVE_NANOS = 2_000_000;

    private static final long PARK_MARGIN_NANOS = 1_000_000;

    private final ArrivalSchedule schedule;
    private final RigOperation operation;
    private final RigOptions options;
    private final NanoClock clock;
    private final LongConsumer parkNanos;
    private final RigRecorder recorder;
    private final long[] intendedNanos;
    private final long[] actualNanos;
    private final int mask;

    private long startNanos;
    private long startMillis;
    private long sentCount;
    private long completedCount;
    private long lastPollNanos;
    private long pollGapMaxNanos;
    private long firstIntendedNanos;
    private long lastIntendedNanos;
    private long lastCompletedNanos;

    SendLoop(
            ArrivalSchedule schedule,
            RigOperation operation,
            RigOptions options,
            NanoClock clock,
            LongConsumer parkNanos) {
        this.schedule = schedule;
        this.operation = operation;
        this.options = options;
        this.clock = clock;
        this.parkNanos = parkNanos;
        this.recorder = new RigRecorder(options.measuredCount());
        this.intendedNanos = new long[options.inFlightLimit()];
        this.actualNanos = new long[options.inFlightLimit()];
        this.mask = options.inFlightLimit() - 1;
    }

    RigReading run(long wallClockMillis) {
        startMillis = wallClockMillis;
        startNanos = clock.nanoTime() + LEAD_NANOS;
        lastPollNanos = startNanos;
        lastIntendedNanos = startNanos;
        long totalCount = options.warmupCount() + options.measuredCount();
        boolean onTime = true;
        while (onTime && sentCount < totalCount) {
            onTime = sendNext();
        }
        drain();
        return reading();
    }

    /** Waits for the next time of the schedule and for room, then sends; false when too far behind. */
    private boolean sendNext() {
        long intended = startNanos + schedule.nextNanos();
        if (intended < lastIntendedNanos) {
            throw new IllegalArgumentException("schedule goes back: nextNanos=" + (intended - startNanos) + " after "
                    + (lastIntendedNanos - startNanos));
        }
        long now = poll();
        while (now < intended) {
            pause(intended - now);
            now = poll();
        }
        while (sentCount - completedCount == intendedNanos.length && now - intended <= options.lagLimitNanos()) {
            Thread.onSpinWait();
            now = poll();
        }
        if (now - intended > options.lagLimitNanos()) {
            return false;
        }
        send(intended, now);
        return true;
    }

    private void send(long intended, long now) {
        long index = sentCount;
        long measuredIndex = index - options.warmupCount();
        if (measuredIndex >= 0) {
            if (measuredIndex == 0) {
                firstIntendedNanos = intended;
            }
            recorder.intended(measuredIndex, wallClockMillis(intended));
        }
        lastIntendedNanos = intended;
        int slot = (int) index & mask;
        intendedNanos[slot] = intended;
        actualNanos[slot] = now;
        sentCount = index + 1;
        operation.send(index);
    }

    private long wallClockMillis(long nanos) {
        return startMillis + TimeUnit.NANOSECONDS.toMillis(nanos - startNanos + LEAD_NANOS);
    }

    private void pause(long remainingNanos) {
        if (remainingNanos > PARK_ABOVE_NANOS && sentCount == completedCount) {
            parkNanos.accept(remainingNanos - PARK_MARGIN_NANOS);
        } else {
            Thread.onSpinWait();
        }
    }

    /** Looks at the completions and gives them the time after the look, so that no sample is too short. */
    private long poll() {
        long countNow = operation.completedCount();
        long now = clock.nanoTime();
        if (countNow < completedCount || countNow > sentCount) {
            throw new IllegalStateException(
                    "completedCount=" + countNow + " after " + completedCount + ", sentCount=" + sentCount);
        }
        if (sentCount > completedCount && sentCount > options.warmupCount()) {
            pollGapMaxNanos = Math.max(pollGapMaxNanos, now - lastPollNanos);
        }
        lastPollNanos = now;
        for (; completedCount < countNow; completedCount++) {
            if (completedCount >= options.warmupCount()) {
                record(completedCount, now);
                lastCompletedNanos = now;
            }
        }
        return now;
    }

    private void record(long index, long now) {
        int slot = (int) index & mask;
        recorder.completed(index - options.warmupCount(), now - intendedNanos[slot], now - actualNanos[slot]);
    }

    private void drain() {
        long now = poll();
        while (completedCount < sentCount && now - lastIntendedNanos <= options.lagLimitNanos()) {
            Thread.onSpinWait();
            now = poll();
        }
    }

    private RigReading reading() {
        long measuredSent = Math.max(0, sentCount - options.warmupCount());
        long measuredCompleted = Math.max(0, completedCount - options.warmupCount());
        if (measuredSent < 2 || measuredCompleted < 2) {
            throw new BlackstartException(
                    ErrorCode.TIMEOUT,
                    "the system under test fell more than "
                            + TimeUnit.NANOSECONDS.toMillis(options.lagLimitNanos())
                            + " ms behind its schedule before two operations were recorded: sentCount=" + sentCount
                            + ", completedCount=" + completedCount);
        }
        if (lastIntendedNanos == firstIntendedNanos) {
            throw new IllegalArgumentException("schedule spans no time over " + measuredSent + " operations");
        }
        long endNanos = lastPollNanos;
        for (long index = Math.max(completedCount, options.warmupCount()); index < sentCount; index++) {
            record(index, endNanos);
        }
        long durationNanos = lastCompletedNanos - firstIntendedNanos;
        double offeredPerSecond = (measuredSent - 1) * 1e9 / (lastIntendedNanos - firstIntendedNanos);
        double achievedPerSecond = (measuredCompleted - 1) * 1e9 / durationNanos;
        boolean whole = measuredCompleted == options.measuredCount();
        return new RigReading(
                wallClockMillis(firstIntendedNanos),
                offeredPerSecond,
                achievedPerSecond,
                measuredSent,
                measuredCompleted,
                durationNanos,
                !whole || achievedPerSecond < OpenLoopRig.SATURATION_RATIO * offeredPerSecond,
                recorder.clockErrorCount(),
                pollGapMaxNanos,
                recorder.intervals());
    }
}
