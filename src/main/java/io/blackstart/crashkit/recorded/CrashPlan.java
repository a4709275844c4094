package io.blackstart.crashkit.recorded;

import io.blackstart.crashkit.Ledger;
import io.blackstart.crashkit.Refusal;
import io.blackstart.log.Durability;
import java.util.ArrayList;
import java.util.List;

/**
 * Which crashes a log is put to and what it must keep in each. A log that promises POWER keeps what it acknowledged in all of
 * them; one that promises PROCESS in a kill, while after a power cut it may have lost anything or refuse, but never show
 * other records or another order; one that promises NONE may always have lost anything.
 *
 * @param promised the class the log was opened with
 * @param depth 1, or 2 for the crash of a recovery
 */
record CrashPlan(Durability promised, int depth) {
    /** Rows of the report. */
    static final String KILL = "kill";

    static final String POWER_CUT = "power-cut";
    static final String POWER_CUT_UNPROMISED = "power-cut-unpromised";
    static final String SECOND_CRASH = "second-crash";

    List<CrashSpec> specs(DiskModel model, Budget budget, long seed) {
        var specs = new ArrayList<>(CrashPoint.kills(model, budget));
        specs.addAll(CrashPoint.powerCuts(model, budget, seed));
        return specs;
    }

    CrashPlan second() {
        return new CrashPlan(promised, 2);
    }

    /** Whether the log promised to keep what it acknowledged in such a crash. */
    boolean covers(CrashSpec spec) {
        return promised.covers(spec instanceof CrashSpec.Kill ? Durability.PROCESS : Durability.POWER);
    }

    String faultOf(CrashSpec spec) {
        if (depth > 1) {
            return SECOND_CRASH;
        }
        if (spec instanceof CrashSpec.Kill) {
            return KILL;
        }
        return covers(spec) ? POWER_CUT : POWER_CUT_UNPROMISED;
    }

    Ledger ledgerFor(CrashSpec spec, Ledger ledger) {
        return covers(spec) ? ledger : ledger.copyUnacked();
    }

    Refusal refusalFor(CrashSpec spec) {
        return covers(spec) ? Refusal.FORBIDDEN : Refusal.ALLOWED;
    }
}
