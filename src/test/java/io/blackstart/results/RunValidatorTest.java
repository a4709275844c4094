package io.blackstart.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunValidatorTest {
    @TempDir
    Path temporary;

    private final RunFixture fixture = RunFixture.complete()
            .without(cell -> !cell.design().equals("mapped")
                    || !(cell.has("record", "256")
                            || (cell.suite().equals("append.latency") && cell.has("loadPercent", "50"))))
            .forks(2);
    private Path path;

    @BeforeEach
    void write() {
        path = temporary.resolve("run");
        fixture.write(path).close();
    }

    @Test
    void findsNothingInAWholeRun() {
        assertEquals(List.of(), RunValidator.validate(path));
    }

    @Test
    void changesNothing() throws IOException {
        Files.writeString(path.resolve("summary.json.part"), "{");
        List<String> before = RunListing.whole(path);
        RunValidator.validate(path);
        assertEquals(before, RunListing.whole(path));
        assertTrue(Files.exists(path.resolve("summary.json.part")));
    }

    @Test
    void saysThatThereIsNoSuchRun() {
        assertEquals(".: no such directory", problems(temporary.resolve("none")));
        assertTrue(problems(temporary).startsWith("manifest.json: MISSING"), problems(temporary));
    }

    @Test
    void findsEveryFileThatWasChangedRemovedOrAdded() throws IOException {
        for (String file : RunListing.whole(path)) {
            byte[] whole = Files.readAllBytes(path.resolve(file));
            Files.delete(path.resolve(file));
            assertFound(file, "removed");
            Files.write(path.resolve(file), Arrays.copyOf(whole, whole.length / 2));
            assertFound(file, "cut off");
            if (!file.equals(RunFiles.MANIFEST)) {
                byte[] spaced = Arrays.copyOf(whole, whole.length + 1);
                spaced[whole.length] = '\n';
                Files.write(path.resolve(file), spaced);
                assertFound(file, "a byte added");
            }
            Files.write(path.resolve(file), whole);
        }
        Files.writeString(path.resolve("notes.txt"), "mine");
        assertEquals(
                "notes.txt: is not in the manifest: whatever wrote it was interrupted, or is not part of the run",
                problems(path));
    }

    @Test
    void namesAMissingForkOnceAsPlainWords() throws IOException {
        PlannedFork fork = fixture.plan().forks().get(0);
        Files.delete(path.resolve(RunFiles.fork(fork)));
        Files.delete(path.resolve(RunFiles.raw(fork)));
        String problems = problems(path);
        assertTrue(problems.contains(RunFiles.fork(fork) + ": file is missing, the manifest lists it"), problems);
        assertTrue(problems.contains(RunFiles.SUMMARY + ": is not what the raw files give"), problems);
    }

    @Test
    void findsAnUnknownVersionOfEachFile() throws IOException {
        PlannedFork fork = fixture.plan().forks().get(0);
        for (String file :
                List.of(RunFiles.MANIFEST, RunFiles.PLAN, RunFiles.CHECKS, RunFiles.SUMMARY, RunFiles.fork(fork))) {
            String whole = Files.readString(path.resolve(file));
            Files.writeString(path.resolve(file), whole.replace("\"schemaVersion\" : 1", "\"schemaVersion\" : 99"));
            String problems = problems(path);
            assertTrue(problems.contains(file + ": found schemaVersion 99, know 1 to 1"), problems);
            Files.writeString(path.resolve(file), whole);
        }
        assertEquals("", problems(path));
    }

    @Test
    void findsASummaryThatWasEditedWithItsDigest() throws IOException {
        String text = Files.readString(path.resolve(RunFiles.SUMMARY));
        rewrite(RunFiles.SUMMARY, text.replaceFirst("\"median\" : \\d", "\"median\" : 9"));
        assertEquals("summary.json: is not what the raw files give; deriving it again replaces it", problems(path));
    }

    @Test
    void findsACheckThatWasTakenOut() throws IOException {
        rewrite(RunFiles.CHECKS, "{ \"checks\" : [], \"schemaVersion\" : 1 }\n");
        assertEquals(
                "checks.json: does not hold the checks of the forks; deriving it again replaces it", problems(path));
    }

    @Test
    void findsAStatusThatIsNotEarned() throws IOException {
        Path failing = temporary.resolve("failing");
        fixture.change(
                        fork -> true,
                        fork -> new Fork(
                                fork.schemaVersion(),
                                fork.planned(),
                                fork.kind(),
                                0,
                                fork.startedAt(),
                                1,
                                0,
                                fork.command(),
                                fork.gate(),
                                true,
                                "",
                                List.of(new Check("x/read-back", fork.planned().cellId(), "1", "2", Verdict.FAIL))))
                .write(failing)
                .close();
        assertEquals("manifest.json: status is COMPLETE, but a cell, check or target failed", problems(failing));
        Path failed = temporary.resolve("failed");
        fixture.status(RunStatus.FAILED).write(failed).close();
        assertEquals("", problems(failed));
    }

    @Test
    void tellsWhatAPartialRunLacks() {
        Path partial = temporary.resolve("partial");
        fixture.ran(fork -> fork.block() == 0).write(partial).close();
        String problems = problems(partial);
        assertTrue(problems.contains("main-1; resuming the run goes on with it"), problems);
        assertTrue(problems.contains(".: run is partial: "), problems);
        assertEquals(fixture.cells().size() + 1, problems.lines().count(), problems);
    }

    @Test
    void findsAPlanThatWasEdited() throws IOException {
        String text = Files.readString(path.resolve(RunFiles.PLAN));
        rewrite(RunFiles.PLAN, text.replace("\"256\"", "\"257\""));
        String problems = problems(path);
        assertTrue(problems.contains("plan.json: cell "), problems);
        assertTrue(problems.contains(" should have the id "), problems);
    }

    @Test
    void findsForksOfNoPlanAndLinks() throws IOException {
        Files.createDirectories(path.resolve("forks/ffffffffffff"));
        Files.copy(
                path.resolve(RunFiles.fork(fixture.plan().forks().get(0))),
                path.resolve("forks/ffffffffffff/main-0.fork.json"));
        Files.createSymbolicLink(path.resolve("link.json"), path.resolve("plan.json"));
        String problems = problems(path);
        assertTrue(problems.contains("forks/ffffffffffff/main-0.fork.json: belongs to no fork of the plan"), problems);
        assertTrue(problems.contains("link.json: is no plain file"), problems);
    }

    private void assertFound(String file, String how) {
        String problems = problems(path);
        assertTrue(
                problems.lines().anyMatch(line -> line.startsWith(file + ": ")), how + " " + file + ":\n" + problems);
    }

    private void rewrite(String file, String text) throws IOException {
        Files.writeString(path.resolve(file), text);
        Manifest manifest = Json.read(path.resolve(RunFiles.MANIFEST), Manifest.class);
        var files = new java.util.TreeMap<>(manifest.files());
        files.put(file, DurableFiles.sha256(text.getBytes(StandardCharsets.UTF_8)));
        Files.write(path.resolve(RunFiles.MANIFEST), Json.bytes(manifest.withFiles(files)));
    }

    private static String problems(Path directory) {
        return String.join(
                "\n",
                RunValidator.validate(directory).stream().map(Problem::toString).toList());
    }
}
