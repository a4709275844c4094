package io.blackstart.measure;

import static io.blackstart.measure.Near.assertNear;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class OpenLoopRigTest {
    private static final long TICK = 250;
    private static final long STARTED_AT_MILLIS = 1_700_000_000_000L;
    private static final double RATE = 10_000;
    private static final long GAP = 100_000;
    private static final long MILLISECOND = 1_000_000;

    private final FakeClock clock = new FakeClock(TICK);
    private final OpenLoopRig rig = new OpenLoopRig(clock, () -> STARTED_AT_MILLIS, clock::park);

    private static long atOnce(long index) {
        return 0;
    }

    private RigReading run(LongUnaryOperator block, LongUnaryOperator latency, RigOptions options) {
        return rig.run(ArrivalSchedule.fixedRate(RATE), new FakeOperation(clock, block, latency), options);
    }

    private static RigOptions options(long warmupCount, long measuredCount) {
        return new RigOptions(warmupCount, measuredCount, 1 << 16, 1_000 * MILLISECOND);
    }

    @Test
    void meetsARateThatIsEasy() {
        RigReading reading = run(OpenLoopRigTest::atOnce, index -> 1_000, options(0, 10_000));
        assertEquals(RATE, reading.offeredPerSecond(), 1e-6);
        assertEquals(RATE, reading.achievedPerSecond(), RATE * 1e-4);
        assertFalse(reading.saturated());
        assertEquals(10_000, reading.sentCount());
        assertEquals(10_000, reading.completedCount());
        assertEquals(10_000, reading.response().getTotalCount());
        assertEquals(10_000, reading.service().getTotalCount());
        assertEquals(0, reading.clockErrorCount());
    }

    @Test
    void aStallInSendShowsInFullInResponseTime() {
        long stall = 100 * MILLISECOND;
        RigReading reading =
                run(index -> index == 2_000 ? stall : 0, index -> index == 2_000 ? stall : 0, options(0, 10_000));
        Histogram response = reading.response();
        Histogram service = reading.service();
        // 1,000 sends were due while it lasted: their waits spread evenly from 100 ms to 0. The one that stalled is all
        // that service time sees.
        assertNear(1_000, above(response, 100_000), 10);
        assertNear(500, above(response, 50 * MILLISECOND), 10);
        assertNear(100, above(response, 90 * MILLISECOND), 10);
        assertTrue(response.getMaxValue() >= stall);
        assertEquals(1, above(service, 100_000));
        assertTrue(reading.pollGapMaxNanos() >= stall);
        assertFalse(reading.saturated(), "it caught up");
    }

    @Test
    void aStallOfTheAcknowledgementsShowsInBothTimes() {
        long stall = 100 * MILLISECOND;
        // Sends go on; what completes in order behind the stalled one waits with it.
        RigReading reading = run(OpenLoopRigTest::atOnce, index -> index == 2_000 ? stall : 1_000, options(0, 10_000));
        assertNear(500, above(reading.response(), 50 * MILLISECOND), 10);
        assertNear(500, above(reading.service(), 50 * MILLISECOND), 10);
        assertTrue(reading.pollGapMaxNanos() < GAP, "the sender was never held");
    }

    private static long above(Histogram histogram, long nanos) {
        return histogram.getTotalCount() - histogram.getCountBetweenValues(0, nanos);
    }

    @Test
    void aKnownDistributionComesBack() {
        // Every latency from 1 to 50 microseconds equally often, in an order that jumps about.
        RigReading reading = run(OpenLoopRigTest::atOnce, index -> 1_000 + 50 * (index * 617 % 981), options(0, 9_810));
        for (Histogram histogram : new Histogram[] {reading.response(), reading.service()}) {
            for (int percent = 10; percent < 100; percent += 10) {
                double expected = 1_000 + 490.0 * percent;
                double error = expected * 0.002 + 5 * TICK;
                assertEquals(expected, (double) histogram.getValueAtPercentile(percent), error, "p" + percent);
            }
            assertNear(50_000, histogram.getMaxValue(), 100 + 5 * TICK);
        }
    }

    @Test
    void completionsInGroupsAreTimedFromEachIntendedSend() {
        // A group commit every 16 sends: the first of a group waits 15 gaps longer than the last.
        RigReading reading =
                run(OpenLoopRigTest::atOnce, index -> (15 - index % 16) * GAP + 10_000, options(0, 16_000));
        Histogram response = reading.response();
        assertEquals(1_000, response.getCountBetweenValues(0, GAP / 2));
        assertEquals(1_000, above(response, 15 * GAP));
        assertEquals(7.5 * GAP + 10_000, response.getMean(), GAP * 0.02);
    }

    @Test
    void aMissedRateIsSaturated() {
        RigReading reading = run(index -> 2 * GAP, OpenLoopRigTest::atOnce, options(0, 5_000));
        assertTrue(reading.saturated());
        assertEquals(RATE / 2, reading.achievedPerSecond(), RATE * 0.01);
        assertEquals(RATE, reading.offeredPerSecond(), 1e-6);
    }

    @Test
    void saturationBeginsBelowNinetyNinePercent() {
        assertFalse(run(index -> GAP * 1_005 / 1_000, OpenLoopRigTest::atOnce, options(0, 5_000))
                .saturated());
        assertTrue(run(index -> GAP * 1_015 / 1_000, OpenLoopRigTest::atOnce, options(0, 5_000))
                .saturated());
    }

    @Test
    void warmupIsSentAndNotRecorded() {
        RigReading reading =
                run(index -> index < 1_000 ? 10_000 : 0, index -> index < 1_000 ? 10_000 : 500, options(1_000, 2_000));
        assertEquals(2_000, reading.sentCount());
        assertEquals(2_000, reading.response().getTotalCount());
        assertTrue(
                reading.response().getMaxValue() < 2_000,
                "max=" + reading.response().getMaxValue());
        // Warm-up took 1,000 gaps of the schedule, 100 ms.
        assertEquals(STARTED_AT_MILLIS + 101, reading.startedAtMillis());
    }

    @Test
    void givesUpWhenTheSenderFallsTooFarBehind() {
        RigReading reading = run(index -> 50 * GAP, OpenLoopRigTest::atOnce, options(0, 1_000_000));
        assertTrue(reading.saturated());
        assertTrue(reading.sentCount() < 1_000_000);
        assertEquals(reading.sentCount(), reading.completedCount());
        assertTrue(reading.response().getMaxValue() > 900 * MILLISECOND);
    }

    @Test
    void whatNeverCompletesCountsWithItsAge() {
        // The last ten of a hundred are never acknowledged.
        RigReading reading =
                run(OpenLoopRigTest::atOnce, index -> index < 90 ? 1_000 : Long.MAX_VALUE / 2, options(0, 100));
        assertTrue(reading.saturated());
        assertEquals(100, reading.sentCount());
        assertEquals(90, reading.completedCount());
        assertEquals(100, reading.response().getTotalCount());
        assertEquals(10, above(reading.response(), 999 * MILLISECOND));
    }

    @Test
    void nothingRecordedIsATimeout() {
        var thrown = assertThrows(
                BlackstartException.class,
                () -> run(OpenLoopRigTest::atOnce, index -> Long.MAX_VALUE / 2, options(0, 100)));
        assertEquals(ErrorCode.TIMEOUT, thrown.code());
    }

    @Test
    void aFullRingHoldsTheSenderAndTheWaitIsMeasured() {
        var options = new RigOptions(0, 4_000, 16, 10_000 * MILLISECOND);
        // 64 gaps of latency with 16 in flight: a quarter of the rate.
        RigReading reading = run(OpenLoopRigTest::atOnce, index -> 64 * GAP, options);
        assertTrue(reading.saturated());
        assertEquals(RATE / 4, reading.achievedPerSecond(), RATE * 0.01);
        assertTrue(reading.response().getMaxValue() > 100 * MILLISECOND);
        assertTrue(reading.service().getMaxValue() < 70 * GAP);
    }

    @Test
    void parksOnlyForAFarSendWithNothingInFlight() {
        run(OpenLoopRigTest::atOnce, OpenLoopRigTest::atOnce, options(0, 100));
        assertEquals(0, clock.parkedNanos());
        rig.run(
                ArrivalSchedule.fixedRate(100),
                new FakeOperation(clock, OpenLoopRigTest::atOnce, index -> 1_000),
                options(0, 11));
        assertNear(90 * MILLISECOND, clock.parkedNanos(), 2 * MILLISECOND);
    }

    @Test
    void staysAwakeWhileSomethingIsInFlight() {
        rig.run(
                ArrivalSchedule.fixedRate(100),
                new FakeOperation(clock, OpenLoopRigTest::atOnce, index -> 9_999_000),
                options(0, 11));
        assertEquals(0, clock.parkedNanos());
    }

    @Test
    void aClockErrorIsCountedAndKept() {
        assertEquals(List.of(20L, 10L), clockErrorsAndSamples(0));
        assertEquals(List.of(20L, 10L), clockErrorsAndSamples(-5));
        assertEquals(List.of(0L, 10L), clockErrorsAndSamples(1));
    }

    /** Ten operations on a clock that moves by {@code stepNanos} while one is in flight. */
    private static List<Long> clockErrorsAndSamples(long stepNanos) {
        var frozen = new FakeClock(0);
        var operation = new RigOperation() {
            private long sentCount;
            private long completedCount;

            @Override
            public void send(long index) {
                sentCount = index + 1;
            }

            @Override
            public long completedCount() {
                frozen.leap(completedCount < sentCount ? stepNanos : MILLISECOND);
                completedCount = sentCount;
                return completedCount;
            }
        };
        RigReading reading = new OpenLoopRig(frozen, () -> STARTED_AT_MILLIS, frozen::park)
                .run(ArrivalSchedule.fixedRate(100), operation, options(0, 10));
        return List.of(reading.clockErrorCount(), reading.response().getTotalCount());
    }

    @Test
    void refusesAnOperationThatMiscounts() {
        var tooMany = new RigOperation() {
            @Override
            public void send(long index) {}

            @Override
            public long completedCount() {
                return 7;
            }
        };
        assertThrows(
                IllegalStateException.class, () -> rig.run(ArrivalSchedule.fixedRate(RATE), tooMany, options(0, 10)));
        var backwards = new RigOperation() {
            private long sentCount;

            @Override
            public void send(long index) {
                sentCount = index + 1;
            }

            @Override
            public long completedCount() {
                return sentCount < 5 ? sentCount : 2;
            }
        };
        assertThrows(
                IllegalStateException.class, () -> rig.run(ArrivalSchedule.fixedRate(RATE), backwards, options(0, 10)));
    }

    @Test
    void refusesAScheduleThatIsNone() {
        long[] times = {0, 100, 50};
        int[] next = {0};
        assertThrows(
                IllegalArgumentException.class,
                () -> rig.run(() -> times[next[0]++], OpenLoopRig.nothing(), options(0, 3)));
        assertThrows(IllegalArgumentException.class, () -> rig.run(() -> 0, OpenLoopRig.nothing(), options(0, 3)));
    }

    @Test
    void whatTheOperationThrowsEndsTheRun() {
        var failing = new RigOperation() {
            @Override
            public void send(long index) {
                throw new BlackstartException(ErrorCode.DISK_FULL, "no room");
            }

            @Override
            public long completedCount() {
                return 0;
            }
        };
        var thrown = assertThrows(
                BlackstartException.class, () -> rig.run(ArrivalSchedule.fixedRate(RATE), failing, options(0, 10)));
        assertEquals(ErrorCode.DISK_FULL, thrown.code());
    }

    @Test
    void intervalsFollowTheScheduleAndHoldAllSamples() {
        RigReading reading = run(OpenLoopRigTest::atOnce, index -> 1_000, options(500, 4_500));
        assertEquals(4, reading.intervals().size());
        long count = 0;
        long lastEnd = reading.startedAtMillis();
        for (RigInterval interval : reading.intervals()) {
            Histogram response = interval.response();
            assertEquals(RigInterval.RESPONSE_TAG, response.getTag());
            assertEquals(RigInterval.SERVICE_TAG, interval.service().getTag());
            assertTrue(response.getStartTimeStamp() >= lastEnd);
            // 1,125 operations a piece, 112.5 ms.
            assertNear(112, response.getEndTimeStamp() - response.getStartTimeStamp(), 1);
            lastEnd = response.getEndTimeStamp();
            count += response.getTotalCount();
        }
        assertEquals(4_500, count);
    }

    @Test
    void theSendLoopAllocatesNothing() {
        // Both runs have all 32 intervals, so all that differs is ten times the operations.
        allocatedBytes(40_000);
        long few = allocatedBytes(40_000);
        long many = allocatedBytes(400_000);
        assertTrue(many - few < 360_000 / 100, "bytes for 360,000 more operations: " + (many - few));
    }

    private long allocatedBytes(long measuredCount) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long self = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(self);
        RigReading reading =
                rig.run(ArrivalSchedule.fixedRate(1_000_000), OpenLoopRig.nothing(), options(0, measuredCount));
        long after = threads.getThreadAllocatedBytes(self);
        assertEquals(measuredCount, reading.completedCount());
        return after - before;
    }

    @Test
    void drivesTheRealClockToTheEnd() {
        RigReading reading = new OpenLoopRig()
                .run(
                        ArrivalSchedule.fixedRate(20_000),
                        OpenLoopRig.nothing(),
                        RigOptions.ofRate(20_000, 50_000_000, 200_000_000));
        assertEquals(4_000, reading.completedCount());
        assertEquals(4_000, reading.response().getTotalCount());
        assertTrue(reading.durationNanos() > 0);
    }
}
