package io.blackstart.crashkit.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.crashkit.FailingCase;
import io.blackstart.crashkit.KitListener;
import io.blackstart.crashkit.KitOptions;
import io.blackstart.crashkit.KitReport;
import io.blackstart.crashkit.KitSize;
import io.blackstart.crashkit.Subject;
import io.blackstart.crashkit.recorded.RecordedTier;
import io.blackstart.log.Durability;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A kit that cannot fail proves nothing; one that fails what is right proves as little. */
class MutantsTest {
    private static final KitOptions BUILD =
            KitOptions.of(KitSize.BUILD, 160_931).withWorkers(2);

    private static KitReport run(ReferenceDesign design, KitOptions options) {
        var subject = new Subject(design, LogOptions.of(3, Durability.POWER));
        return new RecordedTier().run(subject, options, KitListener.SILENT);
    }

    @Test
    void catchesEveryMutant() {
        List<Mutants.Mutant> mutants = Mutants.all();
        List<String> survivors = new ArrayList<>();
        for (Mutants.Mutant mutant : mutants) {
            assertEquals(RecordedTier.NAME, mutant.tier());
            KitReport report = run(mutant.design(), BUILD.withFailingCountMax(1));
            if (report.failing().isEmpty()) {
                survivors.add(mutant + ": " + mutant.design().summary());
            } else {
                FailingCase first = report.failing().get(0);
                System.out.println("mutant " + mutant + ": " + first.verdict() + " by "
                        + first.faultCase().fault() + " after cases=" + report.caseCount() + ", " + first.detail());
            }
        }
        System.out.println("mutants caught " + (mutants.size() - survivors.size()) + "/" + mutants.size());
        assertEquals(List.of(), survivors);
        assertEquals(16, mutants.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"written", "mapped"})
    void letsTheReferencePass(String kind) {
        BiFunction<LogFiles, LogOptions, ReferenceLog> opener =
                kind.equals("written") ? ReferenceLog::new : MappedReferenceLog::new;
        KitReport report = run(new ReferenceDesign("reference-" + kind, "does everything right", opener), BUILD);

        System.out.println("reference " + kind + ": cases=" + report.caseCount() + " distinctStates="
                + report.distinctStateCount());
        assertEquals(List.of(), report.failing());
        assertEquals(List.of(), report.skipped());
        assertEquals(Durability.POWER, report.earned());
        assertTrue(report.passed());
    }

    @Test
    void runsAFailingCaseAgainFromItsId() {
        ReferenceDesign broken = Mutants.all().get(0).design();
        FailingCase first = run(broken, BUILD.withFailingCountMax(1)).failing().get(0);

        KitReport again = run(broken, BUILD.withOnlyCase(first.faultCase()));

        assertEquals(Map.of(first.faultCase().fault(), Map.of(first.verdict(), 1L)), again.counts());
    }
}
