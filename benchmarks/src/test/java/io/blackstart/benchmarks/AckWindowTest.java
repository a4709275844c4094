package io.blackstart.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AckWindowTest {
    @Test
    void isFullWithAsManyRecordsAsItHolds() {
        var window = new AckWindow(2);
        window.add(10);
        assertFalse(window.isFull());
        window.add(20);
        assertTrue(window.isFull());
        assertEquals(10, window.oldest());
    }

    @Test
    void letsGoOfEverythingBelowTheDurablePosition() {
        var window = new AckWindow(3);
        window.add(10);
        window.add(20);
        window.add(30);
        window.acknowledge(30);
        assertEquals(30, window.oldest());
        window.acknowledge(31);
        assertTrue(window.isEmpty());
    }

    @Test
    void keepsItsOrderRoundAndRound() {
        var window = new AckWindow(3);
        window.add(0);
        window.add(1);
        for (long position = 2; position < 100; position++) {
            window.add(position);
            assertTrue(window.isFull());
            assertEquals(position - 2, window.oldest());
            window.acknowledge(position - 1);
        }
    }

    @Test
    void refusesAnAcknowledgementThatDoesNotCoverWhatWasWaitedFor() {
        var window = new AckWindow(1);
        window.add(10);
        assertThrows(CheckFailedException.class, () -> window.acknowledge(10));
    }

    @Test
    void refusesToHoldNothing() {
        assertThrows(IllegalArgumentException.class, () -> new AckWindow(0));
    }
}
