package io.blackstart.cli.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.BlackstartException;
import io.blackstart.cli.run.Admission;
import io.blackstart.cli.run.ForkHost;
import io.blackstart.crashkit.KitSize;
import io.blackstart.log.Durability;
import io.blackstart.log.LogDesigns;
import io.blackstart.measure.JvmFlags;
import io.blackstart.results.Cell;
import io.blackstart.results.Cells;
import io.blackstart.results.CrashFailure;
import io.blackstart.results.CrashTier;
import io.blackstart.results.CrashVerdict;
import io.blackstart.results.CrashVerdictStore;
import io.blackstart.results.Plan;
import io.blackstart.results.PlannedFork;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class CrashGateIT {
    private static final String JAR = "ab".repeat(32);
    private static final String COMMAND = "scripts/blackstart";

    @TempDir
    private Path directory;

    private final List<String> heard = new ArrayList<>();
    private CrashKit.Place place;

    /** The broken design is a service of the JVMs that measure, and of no other test. */
    @BeforeEach
    void bringTheBrokenDesign() throws IOException {
        Path services = Files.createDirectories(directory.resolve("services/META-INF/services"));
        Files.writeString(
                services.resolve("io.blackstart.log.LogDesign"),
                UnforcedDesign.class.getName() + "\n" + HaltingDesign.class.getName() + "\n");
        var host = new ForkHost(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                JvmFlags.forThisJvm(),
                directory.resolve("services") + File.pathSeparator + System.getProperty("java.class.path"),
                "not.used");
        place = new CrashKit.Place(host, JAR, directory, new CrashVerdictStore(directory.resolve("verdicts")), COMMAND);
    }

    @Test
    void refusesABrokenDesignWithTheReplayCommandAndLetsASoundOneIn() {
        Admission.Admitted admitted = gate().admit(plan("mapped", UnforcedDesign.NAME), directory);

        assertEquals(
                List.of("mapped"),
                admitted.plan().cells().stream().map(Cell::design).toList());
        assertEquals(1, admitted.plan().forks().size());
        assertEquals(1, admitted.plan().refused().size());
        String reason = admitted.plan().refused().get(0).reason();
        assertTrue(
                reason.contains(
                        "see it again with: " + COMMAND + " crash --design unforced --durability POWER --case "),
                reason);
        CrashVerdict broken = admitted.verdicts().get(1);
        assertTrue(broken.failsTheBuild());

        // What it found, it finds again, and the kept verdicts are not made anew.
        String id = broken.firstFailure().orElseThrow().caseId();
        try (CrashKit kit = CrashKit.open(place, new Hearing())) {
            CrashTier again = kit.replay(broken.subject(), id.substring(0, id.indexOf(':')), KitSize.SHORT, 1, id);
            assertTrue(again.failingCount() > 0, id);
        }
        heard.clear();
        gate().admit(plan("mapped", UnforcedDesign.NAME), directory);
        assertFalse(heard.contains("mapped recorded"), heard::toString);
    }

    @Test
    void aLogThatTakesItsJvmWithItIsAVerdictAndTheKitGoesOn() {
        try (CrashKit kit = CrashKit.open(place, new Hearing())) {
            var subject = kit.subject(new HaltingDesign(), Durability.POWER);
            CrashVerdict verdict = kit.run(subject, List.of("recorded"), KitSize.SHORT, 1);
            CrashFailure failure = verdict.firstFailure().orElseThrow();
            assertEquals("DIED", failure.verdict());
            assertTrue(failure.detail().contains("exit code " + HaltingDesign.EXIT_CODE), failure::detail);
            assertTrue(failure.replay().endsWith("--tier recorded --size short --seed 1"), failure::replay);
        }
    }

    @Test
    void refusesACaseThatIsNone() {
        try (CrashKit kit = CrashKit.open(place, new Hearing())) {
            var subject = kit.subject(LogDesigns.find("mapped"), Durability.POWER);
            String id = "recorded:mapped:power-cut:2a:nonsense=1";
            var failure = assertThrows(
                    IllegalArgumentException.class, () -> kit.replay(subject, "recorded", KitSize.SHORT, 42, id));
            assertFalse(String.valueOf(failure.getMessage()).isEmpty());
        }
    }

    @Test
    void oneProcessAtATimeWorksInAPlace() {
        try (CrashKit first = CrashKit.open(place, new Hearing())) {
            assertThrows(BlackstartException.class, () -> CrashKit.open(place, new Hearing()));
            assertTrue(first.evidence().isEmpty());
        }
    }

    private CrashGate gate() {
        return new CrashGate(place, List.of(LogDesigns.find("mapped"), new UnforcedDesign()), new Hearing());
    }

    private static Plan plan(String... designs) {
        var cells = new ArrayList<Cell>();
        var forks = new ArrayList<PlannedFork>();
        for (String design : designs) {
            Cell cell = Cells.identified(new Cell(
                    "", "append.durable", "AppendDurableBenchmark.append", 1, new TreeMap<>(), 1, "POWER", design));
            cells.add(cell);
            forks.add(new PlannedFork(cell.id(), PlannedFork.MAIN, 0, 1));
        }
        return new Plan(1, "test", false, 1, cells, forks, List.of(), List.of(), List.of());
    }

    private final class Hearing implements CrashProgress {
        @Override
        public void begin(io.blackstart.results.CrashSubject subject, String tier) {
            heard.add(subject.design() + " " + tier);
        }

        @Override
        public void at(String fault, long caseCount, long failingCount) {}

        @Override
        public void failing(String caseId, String verdict, String detail) {}

        @Override
        public void end(io.blackstart.results.CrashSubject subject, CrashTier result) {}
    }
}
