package io.blackstart.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
    private static final Instant END = Instant.parse("2022-10-15T07:00:00Z");
    private static final PlannedFork FORK = new PlannedFork("0123456789ab", "main", 0, 1);

    @TempDir
    Path temporary;

    private Path path;

    @BeforeEach
    void name() {
        path = temporary.resolve("results").resolve("run");
    }

    @Test
    void isPartialFromItsFirstMoment() {
        try (RunDirectory run = RunDirectory.create(path, RunFixture.identity())) {
            assertEquals(RunStatus.PARTIAL, RunDirectory.open(path).manifest().status());
            assertEquals(RunFixture.identity(), run.manifest());
        }
    }

    @Test
    void endsWithADigestOfEveryFile() throws IOException {
        try (RunDirectory run = RunDirectory.create(path, RunFixture.identity())) {
            run.writeText("env/uname.txt", "Linux\n");
            run.writeJson(RunFiles.SUMMARY_CSV, "x");
            Files.writeString(path.resolve("env").resolve("other-program.txt"), "abc");
            run.finish(RunStatus.COMPLETE, END);
        }
        Manifest manifest = RunDirectory.open(path).manifest();
        assertEquals(RunStatus.COMPLETE, manifest.status());
        assertEquals(END, manifest.endedAt());
        assertEquals(
                List.of("env/other-program.txt", "env/uname.txt", "summary.csv"),
                List.copyOf(manifest.files().keySet()));
        assertEquals(
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
                manifest.files().get("env/other-program.txt"));
    }

    @Test
    void aResumedRunThatStaysPartialHasNoEnd() {
        try (RunDirectory run = RunDirectory.create(path, RunFixture.identity())) {
            run.finish(RunStatus.PARTIAL, END);
            assertNull(run.manifest().endedAt());
        }
    }

    @Test
    void rawFilesAreWrittenOnce() {
        try (RunDirectory run = RunDirectory.create(path, RunFixture.identity())) {
            run.writeText(RunFiles.PLAN, "{}");
            run.writeText(RunFiles.SUMMARY, "{}");
            run.writeText(RunFiles.SUMMARY, "{ }");
            assertThrows(IllegalStateException.class, () -> run.writeText(RunFiles.PLAN, "{}"));
            assertThrows(IllegalArgumentException.class, () -> run.writeText(RunFiles.MANIFEST, "{}"));
        }
    }

    @Test
    void readingChangesNothing() throws IOException {
        RunDirectory.create(path, RunFixture.identity()).close();
        Files.writeString(path.resolve("summary.json.part"), "{");
        RunDirectory run = RunDirectory.open(path);
        assertThrows(IllegalStateException.class, () -> run.writeText(RunFiles.SUMMARY, "{}"));
        assertThrows(IllegalStateException.class, run::checkpoint);
        assertEquals(List.of("summary.json.part"), run.leftovers());
        assertTrue(Files.exists(path.resolve("summary.json.part")));
    }

    @Test
    void oneProcessWritesAtATime() {
        try (RunDirectory run = RunDirectory.create(path, RunFixture.identity())) {
            assertEquals(
                    ErrorCode.LOCKED, failure(() -> RunDirectory.resume(path)).code());
            assertEquals(
                    ErrorCode.LOCKED,
                    failure(() -> RunDirectory.create(path, RunFixture.identity()))
                            .code());
            run.checkpoint();
        }
        RunDirectory.resume(path).close();
    }

    @Test
    void neverStartsWhereSomethingIs() throws IOException {
        Files.createDirectories(path);
        Files.writeString(path.resolve("thesis.tex"), "");
        BlackstartException failure = failure(() -> RunDirectory.create(path, RunFixture.identity()));
        assertEquals(ErrorCode.FOREIGN, failure.code());
        assertTrue(String.valueOf(failure.getMessage()).contains("thesis.tex"));
        assertTrue(Files.exists(path.resolve("thesis.tex")));
    }

    @Test
    void startsWhereACreationWasKilledBeforeItsManifest() throws IOException {
        Files.createDirectories(path);
        Files.writeString(path.resolve(".lock"), "");
        Files.writeString(path.resolve("manifest.json.part"), "{ \"commi");
        RunDirectory.create(path, RunFixture.identity()).close();
        assertEquals(List.of(), RunDirectory.open(path).leftovers());
    }

    @Test
    void saysThatADirectoryIsNoRun() {
        assertEquals(
                ErrorCode.MISSING, failure(() -> RunDirectory.open(temporary)).code());
        assertEquals(ErrorCode.MISSING, failure(() -> RunDirectory.resume(path)).code());
        assertFalse(Files.exists(path));
    }

    @Test
    void aForkCountsOnceItsRecordIsThere() throws IOException {
        try (RunDirectory run = RunDirectory.create(path, RunFixture.identity())) {
            Files.writeString(run.stage(RunFiles.raw(FORK)), "[]");
            Files.writeString(run.stage(RunFiles.histograms(FORK)), "#");
            assertTrue(run.fork(FORK).isEmpty());
            run.record(fork(FORK, 0));
            assertEquals(fork(FORK, 0), run.fork(FORK).orElseThrow());
            assertEquals(
                    List.of(RunFiles.fork(FORK), RunFiles.raw(FORK), RunFiles.histograms(FORK)),
                    List.copyOf(RunDirectory.open(path).manifest().files().keySet()));
        }
    }

    @Test
    void aNoisyAttemptIsKeptUnderItsOwnName() throws IOException {
        try (RunDirectory run = RunDirectory.create(path, RunFixture.identity())) {
            Files.writeString(run.stage(RunFiles.raw(FORK)), "noisy");
            run.recordNoisy(fork(FORK, 0));
            assertTrue(run.fork(FORK).isEmpty());
            Files.writeString(run.stage(RunFiles.raw(FORK)), "quiet");
            run.record(fork(FORK, 1));
            assertEquals("noisy", Files.readString(path.resolve("forks/0123456789ab/main-0.noisy-0.json")));
            assertEquals("quiet", Files.readString(path.resolve("forks/0123456789ab/main-0.json")));
            assertEquals(4, RunDirectory.open(path).manifest().files().size());
        }
    }

    @Test
    void resumeRemovesWhatAKilledProcessLeft() throws IOException {
        RunDirectory.create(path, RunFixture.identity()).close();
        for (String name : List.of(
                "manifest.json.part",
                "forks/0123456789ab/main-0.json",
                "forks/0123456789ab/main-0.log",
                "forks/0123456789ab/main-1.json.part",
                "hist/0123456789ab/main-0.hlog")) {
            Files.createDirectories(path.resolve(name).getParent());
            Files.writeString(path.resolve(name), "{");
        }
        try (RunDirectory run = RunDirectory.resume(path)) {
            assertEquals(5, run.leftovers().size(), run.leftovers().toString());
            assertEquals(List.of(), run.files());
            run.record(fork(FORK, 0));
        }
        assertEquals(List.of(), RunDirectory.open(path).leftovers());
    }

    /** Between its rename and the manifest's, a replaced file is listed nowhere: never under the digest of the old one. */
    @Test
    void strikesAListedFileOffBeforeItIsReplaced() {
        try (RunDirectory run = RunDirectory.create(path, RunFixture.identity())) {
            run.writeText(RunFiles.SUMMARY, "old");
            run.finish(RunStatus.COMPLETE, END);
            run.writeText(RunFiles.SUMMARY, "new");
            Manifest between = RunDirectory.open(path).manifest();
            assertEquals(RunStatus.COMPLETE, between.status());
            assertEquals(Map.of(), between.files());
            run.checkpoint();
            assertEquals(
                    List.of(RunFiles.SUMMARY),
                    List.copyOf(RunDirectory.open(path).manifest().files().keySet()));
        }
    }

    @Test
    void refusesAManifestThatIsCutOff() throws IOException {
        RunDirectory.create(path, RunFixture.identity()).close();
        String whole = Files.readString(path.resolve("manifest.json"));
        Files.writeString(path.resolve("manifest.json"), whole.substring(0, whole.length() / 2));
        assertEquals(ErrorCode.CORRUPT, failure(() -> RunDirectory.open(path)).code());
        assertEquals(ErrorCode.CORRUPT, failure(() -> RunDirectory.resume(path)).code());
    }

    @Test
    void neverWritesOutsideItself() {
        try (RunDirectory run = RunDirectory.create(path, RunFixture.identity())) {
            assertThrows(IllegalArgumentException.class, () -> run.writeText("../escape.txt", ""));
            assertThrows(IllegalArgumentException.class, () -> run.stage("/tmp/escape.txt"));
        }
    }

    private static Fork fork(PlannedFork planned, int attempt) {
        return new Fork(
                RunSchema.VERSION,
                planned,
                ForkKind.JMH,
                attempt,
                END,
                10,
                0,
                List.of("java"),
                new GateReading(0, 0, 0, true, ""),
                true,
                "",
                List.of());
    }

    private static BlackstartException failure(org.junit.jupiter.api.function.Executable action) {
        return assertThrows(BlackstartException.class, action);
    }

    @Test
    void copiesWhatItIsGiven() {
        var files = new TreeMap<>(Map.of("a", "b"));
        Manifest manifest = RunFixture.identity().withFiles(files);
        files.clear();
        assertEquals(Map.of("a", "b"), manifest.files());
    }
}
