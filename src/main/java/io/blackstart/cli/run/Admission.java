package io.blackstart.cli.run;

import io.blackstart.results.CrashVerdict;
import io.blackstart.results.Plan;
import java.nio.file.Path;
import java.util.List;

/** Decides which designs of a plan may be measured. Asked once, before anything is written. */
public interface Admission {
    /**
     * What may be measured.
     *
     * @param plan the plan, what may not be measured refused
     * @param verdicts on which that rests, one for each design and class that was asked for
     */
    record Admitted(Plan plan, List<CrashVerdict> verdicts) {
        /** Copies the list. */
        public Admitted {
            verdicts = List.copyOf(verdicts);
        }
    }

    /**
     * Looks at every design of a plan.
     *
     * @param plan as asked for
     * @param dataParent below it logs are going to be written
     */
    Admitted admit(Plan plan, Path dataParent);
}
