package io.blackstart.crashkit.root;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.blackstart.crashkit.process.OutsideProgram;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LeftoversIT {
    @TempDir
    private Path temporary;

    @Test
    void mountsOfAKilledRunAreUndoneAtTheNextStart() throws Exception {
        assumeTrue(
                OutsideProgram.run(List.of("id", "-u")).output().strip().equals("0")
                        && FileSystemKind.XFS.missing().isEmpty()
                        && OutsideProgram.run(List.of("losetup", "--find")).succeeded(),
                "root, xfsprogs and a loop device are needed to mount a file system and be killed");
        Path directory = temporary.toRealPath();
        Process killed = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        MountingMain.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var lines = new BufferedReader(new InputStreamReader(killed.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals("mounted", lines.readLine());
        } finally {
            killed.destroyForcibly().waitFor();
        }
        List<Path> mounts = MountTable.below(directory);
        assertFalse(mounts.isEmpty());

        List<String> undone = RootArea.undoLeftovers(directory);

        assertEquals(1, undone.size(), undone::toString);
        assertTrue(undone.get(0).contains(directory.toString()), undone::toString);
        assertEquals(List.of(), MountTable.below(directory));
        assertEquals(List.of(), MountTable.loopsBelow(directory));
        try (var left = Files.list(directory)) {
            assertEquals(List.of(), left.toList());
        }
    }
}
