package io.blackstart.recovery.scan;

import io.blackstart.recovery.PhaseReport;
import io.blackstart.recovery.RecoveryListener;
import io.blackstart.recovery.RecoveryPhase;
import java.util.ArrayList;
import java.util.List;

/** Times the phases of one recovery and tells the listener. Single-threaded. */
final class PhaseClock {
    private final RecoveryListener listener;
    private final List<PhaseReport> reports = new ArrayList<>();
    private RecoveryPhase current = RecoveryPhase.OPEN;
    private long beganNanos;

    PhaseClock(RecoveryListener listener) {
        this.listener = listener;
    }

    void begin(RecoveryPhase phase) {
        listener.phaseBegins(phase);
        current = phase;
        beganNanos = System.nanoTime();
    }

    void progress(long recordBytes, long recordCount) {
        listener.progress(current, recordBytes, recordCount);
    }

    void end(long recordBytes, long recordCount) {
        var report = new PhaseReport(current, System.nanoTime() - beganNanos, recordBytes, recordCount);
        reports.add(report);
        listener.phaseEnds(report);
    }

    List<PhaseReport> reports() {
        return reports;
    }
}
