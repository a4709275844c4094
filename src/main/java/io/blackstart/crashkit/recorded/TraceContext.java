package io.blackstart.crashkit.recorded;

import io.blackstart.crashkit.Ledger;
import io.blackstart.crashkit.Oracle;
import io.blackstart.crashkit.Subject;
import java.util.Map;

/**
 * A recorded run of the log under test and what is needed to judge the states that follow from it.
 *
 * @param subject the log under test
 * @param oracle made the records
 * @param start the directory before the trace; not to be changed
 * @param trace what happened
 * @param foreign files of another log of the same design
 * @param seed of random choices
 */
record TraceContext(
        Subject subject, Oracle oracle, DiskModel start, Trace trace, Map<String, Image> foreign, long seed) {
    /** The directory after so many operations. */
    DiskModel after(int count) {
        DiskModel model = start.copy();
        for (int index = 0; index < count; index++) {
            model.apply(trace.get(index));
        }
        return model;
    }

    /** What the ledger said at the end. */
    Ledger lastLedger() {
        for (int index = trace.size() - 1; index >= 0; index--) {
            if (trace.get(index) instanceof Operation.Mark mark) {
                return mark.ledger();
            }
        }
        return start.ledger();
    }
}
