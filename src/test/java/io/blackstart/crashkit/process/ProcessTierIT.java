package io.blackstart.crashkit.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.crashkit.FaultCase;
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
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
class ProcessTierIT {
    private static final long SEED = 20_221_015;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"mapped,PROCESS", "mapped,POWER", "group-commit,PROCESS", "group-commit,POWER"})
    void findsNothingInOurDesigns(String design, Durability durability) {
        KitReport report = new ProcessTier().run(subject(design, durability), options(), KitListener.SILENT);
        report.skipped().forEach(System.out::println);
        assertEquals(List.of(), report.failing(), "seed=" + SEED);
        boolean traced = Strace.find().isPresent();
        assertEquals(traced, report.counts().containsKey(CallFault.KILL), report.counts()::toString);
        assertEquals(
                !traced,
                report.skipped().stream().anyMatch(line -> line.contains("strace")),
                report.skipped()::toString);
        assertTrue(report.counts().containsKey(LoadKillFault.NAME), report.counts()::toString);
    }

    @Test
    void runsOneCaseAgain() {
        var only = new FaultCase(ProcessTier.NAME, "mapped", LoadKillFault.NAME, SEED, "chain=0,rounds=1");
        KitReport report = new ProcessTier()
                .run(subject("mapped", Durability.POWER), options().withOnlyCase(only), KitListener.SILENT);
        assertEquals(1, report.caseCount());
        assertEquals(List.of(), report.failing());
    }

    @Test
    void refusesACaseOfNoFault() {
        var only = new FaultCase(ProcessTier.NAME, "mapped", "kill-the-cat", SEED, "run=0");
        var tier = new ProcessTier();
        Subject subject = subject("mapped", Durability.POWER);
        var failure = Assertions.assertThrows(
                IllegalArgumentException.class,
                () -> tier.run(subject, options().withOnlyCase(only), KitListener.SILENT));
        assertTrue(String.valueOf(failure.getMessage()).contains("kill-the-cat"), failure::getMessage);
    }

    private static Subject subject(String design, Durability durability) {
        return new Subject(
                LogDesigns.find(design), LogOptions.of(7, durability).withSegmentBytes(LogOptions.SEGMENT_BYTES_MIN));
    }

    private KitOptions options() {
        return KitOptions.of(KitSize.SHORT, SEED).withWorkers(2).withDirectory(directory);
    }
}
