package io.blackstart.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ArrivalScheduleTest {
    @Test
    void constantGapsAddUpToTheRate() {
        ArrivalSchedule schedule = ArrivalSchedule.constant(3);
        assertEquals(0, schedule.nextNanos());
        assertEquals(333_333_333, schedule.nextNanos());
        assertEquals(666_666_666, schedule.nextNanos());
        assertEquals(1_000_000_000, schedule.nextNanos());
        for (int i = 4; i < 3_000_000; i++) {
            schedule.nextNanos();
        }
        assertEquals(1_000_000L * 1_000_000_000L, schedule.nextNanos());
    }

    @Test
    void poissonGapsHaveTheMeanAndSpreadOfAnExponential() {
        ArrivalSchedule schedule = ArrivalSchedule.poisson(1_000_000, 5);
        int count = 1_000_000;
        double sum = 0;
        double squares = 0;
        long before = 0;
        for (int i = 0; i < count; i++) {
            long next = schedule.nextNanos();
            double gap = next - before;
            assertTrue(gap >= 0);
            sum += gap;
            squares += gap * gap;
            before = next;
        }
        double mean = sum / count;
        assertEquals(1_000, mean, 5);
        assertEquals(1_000, Math.sqrt(squares / count - mean * mean), 10);
    }

    @Test
    void poissonTimesFollowTheSeed() {
        ArrivalSchedule one = ArrivalSchedule.poisson(100, 5);
        ArrivalSchedule same = ArrivalSchedule.poisson(100, 5);
        ArrivalSchedule other = ArrivalSchedule.poisson(100, 6);
        int alike = 0;
        for (int i = 0; i < 100; i++) {
            long next = one.nextNanos();
            assertEquals(next, same.nextNanos());
            alike += next == other.nextNanos() ? 1 : 0;
        }
        assertTrue(alike < 5);
    }

    @Test
    void refusesRatesThatAreNone() {
        for (double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> ArrivalSchedule.constant(rate));
            assertThrows(IllegalArgumentException.class, () -> ArrivalSchedule.poisson(rate, 1));
        }
    }
}
