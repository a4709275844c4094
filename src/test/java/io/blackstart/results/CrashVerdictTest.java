package io.blackstart.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashVerdictTest {
    private static final String JAR = "ab".repeat(32);

    @TempDir
    private Path directory;

    @Test
    void admitsWhatPassed() {
        CrashVerdict verdict = CrashVerdicts.passing("mapped", "POWER", JAR);
        assertTrue(verdict.passed());
        assertEquals("", verdict.refusal());
        assertEquals("POWER", verdict.earned());
        assertTrue(verdict.shown());
        assertFalse(verdict.failsTheBuild());
    }

    @Test
    void aClassIsOnlyClaimedWhereNoPowerWasCut() {
        CrashVerdict verdict = CrashVerdicts.of(
                subject(false), CrashVerdicts.tier("recorded", "POWER", 0), CrashVerdicts.skipped("root"));
        assertFalse(verdict.shown());
        assertEquals("", verdict.refusal());
    }

    @Test
    void refusesWhatFailsAndNamesTheReplay() {
        CrashVerdict verdict = CrashVerdicts.of(subject(false), CrashVerdicts.tier("recorded", "", 3));
        assertTrue(verdict.refusal().contains("LOST_ACKED in power-cut-ext4"), verdict::refusal);
        assertTrue(verdict.refusal().contains("blackstart crash --case recorded:"), verdict::refusal);
        assertTrue(verdict.failsTheBuild());
    }

    @Test
    void holdsAForeignLogToItsClassAlone() {
        CrashVerdict kept = CrashVerdicts.of(subject(true), CrashVerdicts.tier("root", "POWER", 3));
        assertEquals("", kept.refusal());
        assertFalse(kept.passed());
        CrashVerdict lost = CrashVerdicts.of(subject(true), CrashVerdicts.tier("root", "PROCESS", 3));
        assertTrue(lost.refusal().startsWith("claims POWER, earned PROCESS"), lost::refusal);
        assertFalse(lost.failsTheBuild());
    }

    @Test
    void refusesWhatCouldNotBeTried() {
        CrashVerdict verdict = CrashVerdicts.of(subject(true), CrashVerdicts.skipped("root"));
        assertTrue(verdict.refusal().contains("root: all skipped"), verdict::refusal);
    }

    @Test
    void aSmallTierThatPassesDoesNotWashOffALargeOnesFailure() {
        CrashVerdict failed = CrashVerdicts.of(subject(false), CrashVerdicts.tier("root", "FULL", "PROCESS", 1));
        assertEquals(
                1, failed.with(CrashVerdicts.tier("root", "SHORT", "POWER", 0)).failingCount());
        assertEquals(
                0, failed.with(CrashVerdicts.tier("root", "FULL", "POWER", 0)).failingCount());
    }

    @Test
    void keepsAVerdictForItsSubjectAlone() throws Exception {
        var store = new CrashVerdictStore(directory.resolve("verdicts"));
        CrashVerdict verdict = CrashVerdicts.passing("mapped", "POWER", JAR);
        assertEquals(Optional.empty(), store.find(verdict.subject()));
        Path file = store.save(verdict);
        assertEquals(Optional.of(verdict), store.find(verdict.subject()));
        assertEquals(Optional.empty(), store.find(CrashVerdicts.subject("mapped", "POWER", false, "cd".repeat(32))));
        Files.writeString(file, "{");
        assertEquals(Optional.empty(), store.find(verdict.subject()));
    }

    @Test
    void isAsItsSchemaSays() {
        CrashVerdict verdict =
                CrashVerdicts.of(subject(true), CrashVerdicts.tier("recorded", "", 1), CrashVerdicts.skipped("root"));
        assertEquals(List.of(), new Schemas().errors("crash", Json.toTree(verdict)));
    }

    private static CrashSubject subject(boolean foreign) {
        return CrashVerdicts.subject("design", "POWER", foreign, JAR);
    }
}
