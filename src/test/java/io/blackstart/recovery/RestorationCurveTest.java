package io.blackstart.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.chat.ScreenRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RestorationCurveTest {
    private static RestorationCurve curve(boolean... served) {
        var observations = new ArrayList<RestorationCurve.Observation>();
        for (int i = 0; i < served.length; i++) {
            observations.add(new RestorationCurve.Observation(10L * i, served[i], 100L * i));
        }
        return RestorationCurve.of(observations, 0, 10L * served.length, 0);
    }

    /** The share at request {@code i} by the max-min formula: no pooling, every pair of bounds. */
    private static double oracle(boolean[] served, int i) {
        double highest = 0;
        for (int from = 0; from <= i; from++) {
            double lowest = 1;
            int sum = 0;
            for (int k = from; k < i; k++) {
                sum += served[k] ? 1 : 0;
            }
            for (int to = i; to < served.length; to++) {
                sum += served[to] ? 1 : 0;
                lowest = Math.min(lowest, (double) sum / (to - from + 1));
            }
            highest = Math.max(highest, lowest);
        }
        return highest;
    }

    @Test
    void agreesWithTheMaxMinFormula() {
        var random = new Random(5);
        for (int round = 0; round < 300; round++) {
            boolean[] served = new boolean[1 + random.nextInt(40)];
            for (int i = 0; i < served.length; i++) {
                served[i] = random.nextInt(served.length) <= i + random.nextInt(5) - 2;
            }
            RestorationCurve curve = curve(served);
            for (double share : new double[] {0.1, 0.5, 0.9, 0.99, 1}) {
                long expected = RestorationCurve.NEVER;
                for (int i = served.length - 1; i >= 0; i--) {
                    expected = oracle(served, i) >= share - 1e-12 ? 10L * i : expected;
                }
                assertEquals(expected, curve.nanosTo(share), "round=" + round + " share=" + share);
            }
        }
    }

    @Test
    void aRequestThatOnceWasServedAndThenIsNotLowersTheShareThere() {
        RestorationCurve curve = curve(false, true, false, true, true, true);
        assertEquals(10, curve.nanosTo(0.5));
        assertEquals(30, curve.nanosTo(0.9));
        assertEquals(300, curve.readBytesTo(0.9));
        assertEquals(10, curve.firstServedNanos());
        assertEquals(4, curve.servedCount());
    }

    @Test
    void whatNeverComesIsNever() {
        RestorationCurve curve = curve(false, false, true, false);
        assertEquals(RestorationCurve.NEVER, curve.nanosTo(0.99));
        assertEquals(RestorationCurve.NEVER, curve.readBytesTo(0.99));
        assertEquals(RestorationCurve.NEVER, curve(false).firstServedNanos());
        assertEquals(List.of("nanos,share,readBytes", "0,0.0,0", "20,0.5,200"), curve.csv());
    }

    /** A clock that moves when told. */
    private long nanos;

    @Test
    void asksOnScheduleAndCountsWrongAnswers() {
        var right = new ScreenRequest(7, 3, 12, 0);
        var wrong = new ScreenRequest(8, 3, 13, 0);
        var meter = new RestorationMeter(List.of(right, wrong), 1_000, () -> nanos);
        nanos = 5_000_000;
        meter.begin();
        var servable = new Servable() {
            @Override
            public boolean answer(long roomId, int count, Screen screen) {
                screen.begin(roomId, 12);
                return nanos > 7_000_000;
            }

            @Override
            public long readBytes() {
                return nanos;
            }
        };
        while (nanos < 10_000_000) {
            meter.poll(servable);
            assertTrue(!meter.isDue() || nanos % 1_000_000 == 0, "one poll is one request");
            nanos += 250_000;
        }
        RestorationCurve curve = meter.curve();
        assertEquals(5, curve.askedCount());
        assertEquals(2, curve.servedCount());
        assertEquals(1, curve.wrongCount());
        assertEquals(RestorationCurve.NEVER, curve.allNanos());
        meter.finish(servable);
        assertEquals(105, meter.curve().askedCount());
        assertEquals(102, meter.curve().servedCount());
        assertEquals(5_000_000, meter.curve().allNanos());
    }

    @Test
    void refusesARateOfNothing() {
        var request = List.of(new ScreenRequest(1, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new RestorationMeter(request, 0, System::nanoTime));
        assertThrows(IllegalArgumentException.class, () -> new RestorationMeter(List.of(), 1, System::nanoTime));
    }
}
