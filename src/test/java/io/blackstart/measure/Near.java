package io.blackstart.measure;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whole numbers that may differ a little; JUnit's own comparison would make floats of them. */
final class Near {
    private Near() {}

    static void assertNear(long expected, long actual, long tolerance) {
        assertTrue(
                Math.abs(expected - actual) <= tolerance,
                "expected " + expected + " +- " + tolerance + ", was " + actual);
    }
}
