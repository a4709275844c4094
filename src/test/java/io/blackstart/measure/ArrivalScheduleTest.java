package io.blackstart.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ArrivalScheduleTest {
    @Test
    void gapsAreEqual() {
        ArrivalSchedule schedule = ArrivalSchedule.fixedRate(1_000);
        assertEquals(0, schedule.nextNanos());
        assertEquals(1_000_000, schedule.nextNanos());
        assertEquals(2_000_000, schedule.nextNanos());
    }

    @Test
    void noRoundingErrorAddsUp() {
        ArrivalSchedule schedule = ArrivalSchedule.fixedRate(3);
        long last = 0;
        for (int index = 0; index <= 3_000_000; index++) {
            last = schedule.nextNanos();
        }
        assertEquals(1_000_000_000_000_000L, last);
    }

    @Test
    void refusesARateThatIsNone() {
        for (double rate : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(IllegalArgumentException.class, () -> ArrivalSchedule.fixedRate(rate));
        }
    }
}
