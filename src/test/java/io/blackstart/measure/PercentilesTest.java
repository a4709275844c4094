package io.blackstart.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class PercentilesTest {
    @Test
    void tellsOnlyWhatHasAHundredSamplesBeyond() {
        assertEquals(List.of("max"), names(199));
        assertEquals(List.of("max", "p50"), names(200));
        assertEquals(List.of("max", "p50"), names(999));
        assertEquals(List.of("max", "p50", "p90"), names(1_000));
        assertEquals(List.of("max", "p50", "p90"), names(9_999));
        assertEquals(List.of("max", "p50", "p90", "p99"), names(10_000));
        assertEquals(List.of("max", "p50", "p90", "p99"), names(99_999));
        assertEquals(List.of("max", "p50", "p90", "p99", "p99.9"), names(100_000));
        assertEquals(List.of("max", "p50", "p90", "p99", "p99.9", "p99.99", "p99.999"), names(10_000_000));
    }

    private static List<String> names(long sampleCount) {
        var histogram = new Histogram(3);
        histogram.recordValueWithCount(5, sampleCount);
        return List.copyOf(Percentiles.of(histogram).keySet());
    }

    @Test
    void hasNothingToSayOfNothing() {
        assertEquals(Map.of(), Percentiles.of(new Histogram(3)));
    }

    @Test
    void takesTheValuesFromTheHistogram() {
        var histogram = new Histogram(3);
        for (int value = 1; value <= 1_000; value++) {
            histogram.recordValue(value);
        }
        assertEquals(Map.of("p50", 500L, "p90", 900L, "max", 1_000L), Percentiles.of(histogram));
    }
}
