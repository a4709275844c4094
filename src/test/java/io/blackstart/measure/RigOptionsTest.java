package io.blackstart.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class RigOptionsTest {
    @Test
    void countsFromARate() {
        RigOptions options = RigOptions.ofRate(50_000, 2_000_000_000L, 10_000_000_000L);
        assertEquals(100_000, options.warmupCount());
        assertEquals(500_000, options.measuredCount());
    }

    @Test
    void refusesWhatIsOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> new RigOptions(-1, 2, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new RigOptions(0, 1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new RigOptions(0, 2, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new RigOptions(0, 2, 3, 1));
        assertThrows(IllegalArgumentException.class, () -> new RigOptions(0, 2, 1 << 25, 1));
        assertThrows(IllegalArgumentException.class, () -> new RigOptions(0, 2, Integer.MIN_VALUE, 1));
        assertThrows(IllegalArgumentException.class, () -> new RigOptions(0, 2, 1, 0));
    }

    @Test
    void acceptsTheSmallest() {
        assertEquals(1, new RigOptions(0, 2, 1, 1).inFlightLimit());
    }
}
