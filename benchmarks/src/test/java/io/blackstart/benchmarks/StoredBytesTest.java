package io.blackstart.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredBytesTest {
    @TempDir
    Path directory;

    @Test
    void roomWithoutRecordsDoesNotCount() throws IOException {
        byte[] file = new byte[3 << 20];
        file[1_500_000] = 1;
        Files.write(directory.resolve("a"), file);
        Files.createDirectory(directory.resolve("below"));
        Files.write(directory.resolve("below").resolve("b"), new byte[] {0, 7, 0});
        assertEquals(1_500_001 + 2, StoredBytes.used(directory));
        assertEquals((3 << 20) + 3, StoredBytes.allocated(directory));
    }

    @Test
    void aByteAtTheEdgeOfABlockCounts() throws IOException {
        byte[] file = new byte[2 << 20];
        file[(1 << 20) - 1] = 1;
        Files.write(directory.resolve("a"), file);
        assertEquals(1 << 20, StoredBytes.used(directory));
        file[1 << 20] = 1;
        Files.write(directory.resolve("a"), file);
        assertEquals((1 << 20) + 1, StoredBytes.used(directory));
    }

    @Test
    void nothingButZerosIsNothing() throws IOException {
        Files.write(directory.resolve("a"), new byte[5_000]);
        Files.write(directory.resolve("b"), new byte[0]);
        assertEquals(0, StoredBytes.used(directory));
    }
}
