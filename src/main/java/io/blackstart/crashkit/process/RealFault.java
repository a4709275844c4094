package io.blackstart.crashkit.process;

import io.blackstart.crashkit.Judgement;
import io.blackstart.crashkit.KitSize;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** One kind of fault on real files: plans its cases and runs one. Safe for many threads, each with a bench of its own. */
public interface RealFault {
    /** The row of the report: lower case, words joined by a hyphen. */
    String name();

    /** Why it cannot be run here, in one line; empty when it can. */
    Optional<String> missing();

    /**
     * The cases to run, as {@link CaseParameters} in text.
     *
     * @param bench to try the log on
     * @param size how many
     * @param random where choices come from
     */
    List<String> plan(CaseBench bench, KitSize size, SplittableRandom random);

    /** What could not be planned for, in one line each; asked after {@link #plan}. */
    default List<String> notes() {
        return List.of();
    }

    /**
     * Runs a case.
     *
     * @return a judgement for each recovery that was made; a failing one is the last
     * @throws IllegalArgumentException when the parameters are none of this fault's
     */
    List<Judgement> run(CaseBench bench, CaseParameters parameters);
}
