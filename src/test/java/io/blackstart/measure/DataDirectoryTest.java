package io.blackstart.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path parent;

    private Path data;

    @BeforeEach
    void data() {
        data = parent.resolve("a/data");
    }

    /** A directory as another process left it. */
    private static Path ownedBy(OwnerId owner, Path directory) throws IOException {
        Files.createDirectories(directory.resolve("log"));
        Files.writeString(directory.resolve("log/segment"), "bytes");
        Files.writeString(directory.resolve(DataDirectory.MARKER), owner.encode());
        return directory;
    }

    /** This process as it would be had it started at another time: its id was used again. */
    private static OwnerId gone() {
        OwnerId self = OwnerId.ofThisProcess();
        return new OwnerId(self.host(), self.boot(), self.namespace(), self.pid(), "ticks 1");
    }

    /** A process that lives while the test does: the one that started it. */
    private static OwnerId alive() {
        ProcessHandle starter = ProcessHandle.current().parent().orElseThrow();
        return OwnerId.of(SystemFiles.ofSystem(), starter);
    }

    private static ErrorCode codeOf(Executable action) {
        return assertThrows(BlackstartException.class, action).code();
    }

    @Test
    void claimsAndRemoves() throws IOException {
        assertEquals(data, DataDirectory.claim(data));
        assertTrue(DataDirectory.isMarked(data));
        assertTrue(DataDirectory.isOwnerAlive(data));
        Files.createDirectories(data.resolve("x/y"));
        Files.writeString(data.resolve("x/y/z"), "bytes");
        DataDirectory.remove(data);
        assertFalse(Files.exists(data));
        assertTrue(Files.exists(data.getParent()));
    }

    @Test
    void claimingTwiceLeavesWhatIsThere() throws IOException {
        DataDirectory.claim(data);
        Files.writeString(data.resolve("kept"), "bytes");
        DataDirectory.claim(data);
        assertEquals("bytes", Files.readString(data.resolve("kept")));
    }

    @Test
    void claimingRemovesWhatADeadOwnerLeft() throws IOException {
        ownedBy(gone(), data);
        DataDirectory.claim(data);
        assertFalse(Files.exists(data.resolve("log")));
        assertTrue(DataDirectory.isOwnerAlive(data));
    }

    @Test
    void aLivingOwnerKeepsItsDirectory() throws IOException {
        ownedBy(alive(), data);
        assertEquals(ErrorCode.LOCKED, codeOf(() -> DataDirectory.claim(data)));
        assertEquals(ErrorCode.LOCKED, codeOf(() -> DataDirectory.remove(data)));
        assertEquals("bytes", Files.readString(data.resolve("log/segment")));
    }

    @Test
    void aStrangersDirectoryIsNeverTouched() throws IOException {
        Files.createDirectories(data);
        Files.writeString(data.resolve("thesis"), "bytes");
        assertEquals(ErrorCode.FOREIGN, codeOf(() -> DataDirectory.claim(data)));
        assertEquals(ErrorCode.FOREIGN, codeOf(() -> DataDirectory.remove(data)));
        assertEquals(ErrorCode.FOREIGN, codeOf(() -> DataDirectory.isOwnerAlive(data)));
        assertEquals(List.of("thesis"), names(data));
    }

    private static List<String> names(Path directory) throws IOException {
        try (var children = Files.list(directory)) {
            return children.map(child -> child.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void aClaimThatWasKilledCanBeRepeated() throws IOException {
        Files.createDirectories(data);
        Files.writeString(data.resolve(DataDirectory.MARKER + ".tmp"), "vers");
        DataDirectory.claim(data);
        assertEquals(List.of(DataDirectory.MARKER), names(data));
    }

    @Test
    void linksAreRemovedAndNotFollowed() throws IOException {
        Path outside = Files.createDirectories(parent.resolve("outside"));
        Files.writeString(outside.resolve("kept"), "bytes");
        DataDirectory.claim(data);
        Files.createSymbolicLink(data.resolve("link"), outside);
        Files.createSymbolicLink(data.resolve("file"), outside.resolve("kept"));
        DataDirectory.remove(data);
        assertFalse(Files.exists(data));
        assertEquals("bytes", Files.readString(outside.resolve("kept")));
    }

    @Test
    void aLinkToAMarkedDirectoryIsNotMarked() throws IOException {
        DataDirectory.claim(data);
        Path link = Files.createSymbolicLink(parent.resolve("link"), data);
        assertFalse(DataDirectory.isMarked(link));
        assertEquals(ErrorCode.FOREIGN, codeOf(() -> DataDirectory.remove(link)));
        assertTrue(DataDirectory.isMarked(data));
    }

    @Test
    void aLinkForAMarkerIsNone() throws IOException {
        Path marked = DataDirectory.claim(parent.resolve("marked"));
        Files.createDirectories(data);
        Files.createSymbolicLink(data.resolve(DataDirectory.MARKER), marked.resolve(DataDirectory.MARKER));
        assertFalse(DataDirectory.isMarked(data));
    }

    @Test
    void findsWhatKilledRunsLeft() throws IOException {
        Path stale = ownedBy(gone(), parent.resolve("one"));
        ownedBy(alive(), parent.resolve("two"));
        DataDirectory.claim(parent.resolve("three"));
        Files.createDirectories(parent.resolve("four"));
        assertEquals(List.of(stale), DataDirectory.stale(parent));
        assertEquals(List.of(stale), Doctor.removeStale(parent));
        assertEquals(List.of(), DataDirectory.stale(parent));
        assertEquals(List.of("four", "three", "two"), names(parent));
    }

    @Test
    void findsItselfAndNothingWhereNothingIs() throws IOException {
        ownedBy(gone(), data);
        assertEquals(List.of(data), DataDirectory.stale(data));
        assertEquals(List.of(), DataDirectory.stale(parent.resolve("missing")));
    }

    @Test
    void aMarkerThatCannotBeUnderstoodIsLeftAlone() throws IOException {
        Files.createDirectories(data);
        Files.writeString(data.resolve(DataDirectory.MARKER), "version=1\nhost=");
        assertEquals(ErrorCode.CORRUPT, codeOf(() -> DataDirectory.isOwnerAlive(data)));
        assertEquals(ErrorCode.CORRUPT, codeOf(() -> DataDirectory.remove(data)));
        assertTrue(Files.exists(data));
    }

    @Test
    void onlyACertainDeathIsOne() {
        OwnerId self = OwnerId.ofThisProcess();
        assertTrue(self.mayBeAlive());
        assertTrue(alive().mayBeAlive());
        assertFalse(gone().mayBeAlive(), "its id was used again");
        assertFalse(new OwnerId(self.host(), "another boot", self.namespace(), self.pid(), self.start()).mayBeAlive());
        assertTrue(
                new OwnerId("elsewhere", "another boot", self.namespace(), self.pid(), self.start()).mayBeAlive(),
                "another host cannot be seen");
        assertTrue(
                new OwnerId(self.host(), self.boot(), "pid:[7]", self.pid(), "ticks 1").mayBeAlive(),
                "another container cannot be seen");
        assertFalse(new OwnerId(self.host(), self.boot(), self.namespace(), Integer.MAX_VALUE, "ticks 1").mayBeAlive());
    }

    @Test
    void anOwnerComesBackAsItWasWritten() {
        OwnerId self = OwnerId.ofThisProcess();
        assertEquals(Optional.of(self), OwnerId.decode(self.encode()));
        String text = self.encode();
        for (int length = 0; length < text.length(); length++) {
            assertEquals(Optional.empty(), OwnerId.decode(text.substring(0, length)), "cut at " + length);
        }
        assertEquals(Optional.empty(), OwnerId.decode(text.replace("version=1", "version=2")));
        assertEquals(Optional.empty(), OwnerId.decode(text.replace("pid=", "pid=-")));
    }
}
