package io.blackstart.crashkit.recorded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.crashkit.KitListener;
import io.blackstart.crashkit.KitOptions;
import io.blackstart.crashkit.KitReport;
import io.blackstart.crashkit.KitSize;
import io.blackstart.crashkit.Subject;
import io.blackstart.log.Durability;
import io.blackstart.log.LogDesigns;
import io.blackstart.log.LogOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedTierTest {
    private static final long SEED = 20_221_015;

    /** Every row that a build-size pass of a log of class POWER must have. */
    private static final List<String> ROWS = List.of(
            "unharmed",
            "kill",
            "power-cut",
            "second-crash",
            "cut",
            "zero-tail",
            "junk-tail",
            "bit-flip",
            "block-swap",
            "block-copy",
            "foreign-block",
            "length-in-place",
            "wrong-magic",
            "file-missing",
            "file-empty",
            "file-duplicate",
            "foreign-file",
            "file-extra",
            "foreign-log",
            "disk-full-once",
            "disk-full",
            "io-error-once",
            "io-error",
            "interrupt",
            "no-room",
            "second-opener");

    private static KitReport run(String design, Durability durability) {
        var subject = new Subject(LogDesigns.find(design), LogOptions.of(7, durability));
        KitReport report = new RecordedTier()
                .run(subject, KitOptions.of(KitSize.BUILD, SEED).withWorkers(2), KitListener.SILENT);
        System.out.println("recorded " + design + " " + durability + ": cases=" + report.caseCount()
                + " distinctStates=" + report.distinctStateCount() + " failing=" + report.failingCount() + " earned="
                + report.earned());
        return report;
    }

    @ParameterizedTest
    @CsvSource({"mapped,POWER", "group-commit,POWER"})
    void ourPowerDesignsHaveNoFailingVerdictAndEarnTheirClass(String design, Durability durability) {
        KitReport report = run(design, durability);

        assertEquals(List.of(), report.failing());
        assertEquals(List.of(), report.skipped());
        assertEquals(Durability.POWER, report.earned());
        assertTrue(report.counts().keySet().containsAll(ROWS), report.counts()::toString);
        assertTrue(report.distinctStateCount() > 5_000, report::toString);
        assertTrue(report.passed());
    }

    /** "Power cut under force-less mapped": the loss shows in the class, not as a failing verdict. */
    @ParameterizedTest
    @CsvSource({"mapped,PROCESS"})
    void aLogThatForcesNothingEarnsProcessAndNotPower(String design, Durability durability) {
        KitReport report = run(design, durability);

        assertEquals(List.of(), report.failing());
        assertEquals(Durability.PROCESS, report.earned());
        assertTrue(report.counts().containsKey("power-cut-unpromised"));
    }

    @Test
    void saysThatADesignWithoutLogFilesCannotBeRecorded() {
        KitReport report = run("chronicle", Durability.PROCESS);

        assertEquals(Map.of(), report.counts());
        assertNull(report.earned());
        assertEquals(
                List.of(
                        "recorded: design=chronicle does not reach its files through LogFiles, so nothing can be recorded"),
                report.skipped());
    }
}
