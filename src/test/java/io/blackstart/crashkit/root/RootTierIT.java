package io.blackstart.crashkit.root;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.crashkit.KitListener;
import io.blackstart.crashkit.KitOptions;
import io.blackstart.crashkit.KitReport;
import io.blackstart.crashkit.KitSize;
import io.blackstart.crashkit.Subject;
import io.blackstart.log.Durability;
import io.blackstart.log.LogDesigns;
import io.blackstart.log.LogOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the tier cannot run it says so in its report, which is printed. */
@Timeout(300)
class RootTierIT {
    private static final long SEED = 20_221_015;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"mapped", "group-commit"})
    void ourDesignsEarnPowerInPowerCuts(String design) {
        KitReport report = run(design, Durability.POWER);
        assertEquals(List.of(), report.failing(), "seed=" + SEED);
        assertEquals(couldRun(report) ? Durability.POWER : null, report.earned());
    }

    @Test
    void showsWhatAForcelessLogLoses() {
        KitReport report = run("mapped", Durability.PROCESS);
        assertEquals(List.of(), report.failing(), "seed=" + SEED);
        assertEquals(couldRun(report), report.count(CaseVerdict.LOST_UNPROMISED) > 0, report.counts()::toString);
        assertEquals(couldRun(report) ? Durability.PROCESS : null, report.earned());
    }

    private KitReport run(String design, Durability durability) {
        var subject = new Subject(
                LogDesigns.find(design), LogOptions.of(7, durability).withSegmentBytes(LogOptions.SEGMENT_BYTES_MIN));
        KitReport report = new RootTier()
                .run(subject, KitOptions.of(KitSize.SHORT, SEED).withDirectory(directory), KitListener.SILENT);
        report.skipped().forEach(System.out::println);
        return report;
    }

    /** What cannot run says why. */
    private static boolean couldRun(KitReport report) {
        assertTrue(report.caseCount() > 0 || !report.skipped().isEmpty());
        return report.caseCount() > 0;
    }
}
