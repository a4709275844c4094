package io.blackstart.log.groupcommit;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Waiting for an acknowledgement without giving the processor away. A thread that sleeps is awake some 20 to 50 microseconds
 * after the force, and the device idles that long before the next batch; so a few may spin for as long as a force takes. Never
 * more than half of the processors: the journal and those who still append need the rest.
 */
final class AcknowledgementSpin {
    private static final long NANOS_MIN = 20_000;
    private static final long NANOS_MAX = 1_000_000;
    private static final int LOOKS_BETWEEN_CLOCKS = 16;

    private final int spinnersMax;
    private final AtomicInteger spinners = new AtomicInteger();

    /**
     * Nobody spins yet.
     *
     * @param spinnersMax threads that may spin at one time; 0 for none
     */
    AcknowledgementSpin(int spinnersMax) {
        this.spinnersMax = spinnersMax;
    }

    /** Spins where there is a place for it; whether {@code position} is acknowledged. */
    boolean until(Journal journal, long position) {
        if (position < journal.acknowledgedPosition()) {
            return true;
        }
        if (spinners.get() >= spinnersMax) {
            return false;
        }
        try {
            // Two that look at the same time may both get the last place: then one more spins, nothing else.
            spinners.incrementAndGet();
            return spin(journal, position);
        } finally {
            spinners.decrementAndGet();
        }
    }

    private static boolean spin(Journal journal, long position) {
        long begin = System.nanoTime();
        long nanos = Math.max(NANOS_MIN, Math.min(NANOS_MAX, 2 * journal.forceNanos()));
        do {
            for (int look = 0; look < LOOKS_BETWEEN_CLOCKS; look++) {
                if (position < journal.acknowledgedPosition()) {
                    return true;
                }
                Thread.onSpinWait();
            }
        } while (System.nanoTime() - begin < nanos);
        return false;
    }
}
