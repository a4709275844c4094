package io.blackstart.crashkit.recorded;

import io.blackstart.crashkit.Ledger;
import io.blackstart.crashkit.Oracle;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the cases of crashes within one trace.
 *
 * @param context the trace and how to judge what follows from it
 * @param plan what a log must keep in which crash
 * @param prefix begins the parameters of every case
 * @param losses collects what power cuts cost that the log did not promise to survive
 */
record CrashFactory(TraceContext context, CrashPlan plan, String prefix, PowerLosses losses) {
    /**
     * The case of one state.
     *
     * @param model the directory at the crash
     * @param at operations before the crash
     * @param spec names the state
     * @param state the state itself
     */
    CrashCase caseOf(DiskModel model, int at, CrashSpec spec, Map<String, Image> state) {
        String parameters = prefix + "at=" + at + ",x="
                + Integer.toHexString(context.trace().digest(at)) + "," + spec.parameters();
        boolean kill = spec instanceof CrashSpec.Kill;
        MemoryDirectory directory = States.directory(state, kill ? model.cacheNames() : numbered(state));
        if (kill) {
            directory.numberFrom(model.nextNumber());
        }
        directory.bootId(kill ? model.bootId() : model.bootId() + 1);
        Ledger truth = model.ledger();
        return new CrashCase(
                context,
                plan.faultOf(spec),
                parameters,
                state,
                directory,
                plan.ledgerFor(spec, truth),
                plan.refusalFor(spec),
                (files, found) -> {
                    if (!kill && !plan.covers(spec)) {
                        losses.cut(found.recoveredCount() < truth.ackedCount(), parameters);
                    }
                    return found;
                });
    }

    /** Files get the numbers that a model made from the state gives them. */
    static Map<String, Integer> numbered(Map<String, Image> state) {
        var numbers = new TreeMap<String, Integer>();
        state.keySet().forEach(name -> numbers.put(name, numbers.size()));
        return numbers;
    }

    /**
     * Makes the cases of a second crash, during the recovery from the first or behind it.
     *
     * @param first has run, recording
     * @param spec names the state it began with
     * @param model the directory at the first crash
     * @param at operations before the first crash
     */
    CrashFactory second(CrashCase first, CrashSpec spec, DiskModel model, int at) {
        // What a killed process left un-forced is still at stake when power fails after its restart.
        DiskModel start = spec instanceof CrashSpec.Kill
                ? model.copyWithLedger(first.ledger())
                : new DiskModel(first.state(), first.ledger(), model.bootId() + 1);
        var again = new TraceContext(
                context.subject(),
                context.oracle(),
                start,
                first.recovery(),
                context.foreign(),
                Oracle.mix(context.seed() + at));
        return new CrashFactory(again, plan.second(), first.parameters() + "+", losses);
    }

    /** Whether a recovery from the state can be crashed again: what a cut-off write left is not in the model. */
    static boolean allowsSecond(CrashSpec spec) {
        return !(spec instanceof CrashSpec.Kill kill) || kill.part() == CrashSpec.Kill.WHOLE;
    }
}
