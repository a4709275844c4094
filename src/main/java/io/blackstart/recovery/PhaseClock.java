package io.blackstart.recovery;

import java.util.ArrayList;
import java.util.List;

/** Times the phases of one recovery and tells the listener. Single-threaded. */
public final class PhaseClock {
    private final RecoveryListener listener;
    private final List<PhaseReport> reports = new ArrayList<>();
    private RecoveryPhase current = RecoveryPhase.OPEN;
    private long beganNanos;

    /** Creates a clock that tells {@code listener}. */
    public PhaseClock(RecoveryListener listener) {
        this.listener = listener;
    }

    /** A phase begins; the one before has ended. */
    public void begin(RecoveryPhase phase) {
        listener.phaseBegins(phase);
        current = phase;
        beganNanos = System.nanoTime();
    }

    /** The phase has come to this many bytes and records. */
    public void progress(long recordBytes, long recordCount) {
        listener.progress(current, recordBytes, recordCount);
    }

    /** The phase ends, with this many bytes and records. */
    public void end(long recordBytes, long recordCount) {
        var report = new PhaseReport(current, System.nanoTime() - beganNanos, recordBytes, recordCount);
        reports.add(report);
        listener.phaseEnds(report);
    }

    /** The phases that have ended, in order. */
    public List<PhaseReport> reports() {
        return reports;
    }
}
