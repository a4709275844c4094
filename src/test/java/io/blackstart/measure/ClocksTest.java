package io.blackstart.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import org.agrona.concurrent.NanoClock;
import org.junit.jupiter.api.Test;

class ClocksTest {
    @Test
    void findsStepAndCostOfACoarseClock() {
        NanoClock clock = new NanoClock() {
            private long calls;

            @Override
            public long nanoTime() {
                // 30 ns a call, shown in steps of 100 ns.
                return 30 * calls++ / 100 * 100;
            }
        };
        assertEquals(new ClockReading(100, 30, 0), Clocks.measure(clock, 101));
    }

    @Test
    void anInterruptedBatchDoesNotCount() {
        long[] now = {0};
        NanoClock clock = () -> now[0] += now[0] == 25 * 1_500 ? 7_000_000 : 25;
        assertEquals(new ClockReading(25, 25, 0), Clocks.measure(clock, 5_000));
    }

    @Test
    void countsStepsBack() {
        long[] times = {10, 20, 15, 25, 24, 40};
        int[] next = {0};
        ClockReading reading = Clocks.measure(() -> times[next[0]++], times.length);
        assertEquals(new ClockReading(10, 6, 2), reading);
    }

    @Test
    void refusesAClockThatStandsStill() {
        var refused = assertThrows(BlackstartException.class, () -> Clocks.measure(() -> 7, 1_000));
        assertEquals(ErrorCode.UNSUPPORTED, refused.code());
    }

    @Test
    void refusesTooFewCalls() {
        assertThrows(IllegalArgumentException.class, () -> Clocks.measure(System::nanoTime, 1));
    }

    @Test
    void theClockOfThisMachineNeverGoesBack() {
        ClockReading reading = Clocks.measure();
        assertEquals(0, reading.backwardCount());
        assertTrue(reading.granularityNanos() > 0, reading.toString());
        assertTrue(reading.overheadNanos() > 0, reading.toString());
    }
}
