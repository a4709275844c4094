package io.blackstart.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On real files. The machine's caches as a whole are never dropped here: its switch is a plain file of a fake machine. */
class PageCacheTest {
    private static final int FILE_BYTES = 3 * (1 << 20) + 5_000;

    @TempDir
    Path directory;

    private Path file;
    private PageCache cache;

    @BeforeEach
    void file() throws IOException {
        file = directory.resolve("segment");
        Files.write(file, new byte[FILE_BYTES]);
        cache = new PageCache(new SystemFiles(directory));
    }

    /** Where files are kept in memory, or no tool is there, nothing can be evicted. */
    private void assumeEvictable() throws IOException {
        String type = Files.getFileStore(directory).type();
        assumeTrue(FileSystems.of(type) == FileSystems.LOCAL, "needs a local disk below it, is " + type);
        assumeTrue(cache.mayEvict(), "needs a dd that knows nocache");
    }

    @Test
    void whatWasReadIsResident() {
        CacheReport report = cache.warm(List.of(file));
        assertEquals(CacheState.WARM, report.state());
        assertEquals(1, report.residentRatio());
        assertEquals("read once, mincore counts 100.00 % of the pages resident", report.how());
    }

    @Test
    void evictsAndCounts() throws IOException {
        assumeEvictable();
        CacheReport report = cache.makeCold(List.of(file));
        assertEquals(CacheState.COLD_EVICTED, report.state(), report.how());
        assertTrue(report.residentRatio() <= PageCache.COLD_RATIO_BOUND, report.toString());
        assertTrue(report.how().contains("is not writable"), report.how());
        assertEquals(FILE_BYTES, Files.size(file), "nothing was cut");
    }

    @Test
    void countingBringsNothingIn() throws IOException {
        assumeEvictable();
        cache.makeCold(List.of(file));
        assertEquals(0, cache.residentRatio(List.of(file)));
        assertEquals(0, cache.residentRatio(List.of(file)));
    }

    @Test
    void countsPageByPage() throws IOException {
        assumeEvictable();
        cache.makeCold(List.of(file));
        // Written pages are resident; reading would read ahead.
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(4 * 4096), 0);
            channel.write(ByteBuffer.allocate(2 * 4096), 2 << 20);
        }
        int pages = (FILE_BYTES + 4095) / 4096;
        assertEquals(6.0 / pages, cache.residentRatio(List.of(file)), 1e-12);
    }

    @Test
    void evictsWhatWasNotYetWritten() throws IOException {
        assumeEvictable();
        byte[] bytes = new byte[FILE_BYTES];
        bytes[FILE_BYTES - 1] = 42;
        Files.write(file, bytes);
        assertEquals(CacheState.COLD_EVICTED, cache.makeCold(List.of(file)).state());
        assertEquals(42, Files.readAllBytes(file)[FILE_BYTES - 1]);
    }

    @Test
    void droppingThatDoesNotHelpIsFollowedByEvicting() throws IOException {
        assumeEvictable();
        Path drop = directory.resolve("proc/sys/vm/drop_caches");
        Files.createDirectories(drop.getParent());
        Files.writeString(drop, "");
        CacheReport report = cache.makeCold(List.of(file));
        assertEquals("3\n", Files.readString(drop));
        assertEquals(CacheState.COLD_EVICTED, report.state());
        assertTrue(report.how().contains("dropping left 100.00 %"), report.how());
    }

    @Test
    void severalFilesCountTogether() throws IOException {
        assumeEvictable();
        Path other = directory.resolve("other");
        Files.write(other, new byte[FILE_BYTES]);
        cache.makeCold(List.of(file));
        assertEquals(0.5, cache.residentRatio(List.of(file, other)));
    }

    @Test
    void ofMuchAnEvenSampleIsAsked() throws IOException {
        int pages = (FILE_BYTES + 4095) / 4096;
        for (int limit : List.of(1, 7, 100, pages, 10 * pages)) {
            var count = new ResidentPages(FILE_BYTES, limit);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                count.add(channel);
            }
            assertTrue(count.askedCount() <= limit, "limit=" + limit + ", asked=" + count.askedCount());
            assertTrue(
                    count.askedCount() > Math.min(limit, pages) / 2,
                    "limit=" + limit + ", asked=" + count.askedCount());
            assertEquals(1, count.ratio());
        }
    }

    @Test
    void nothingIsCold() throws IOException {
        Path empty = Files.createFile(directory.resolve("empty"));
        assertEquals(0, cache.residentRatio(List.of(empty)));
        assertEquals(0, cache.residentRatio(List.of()));
    }

    @Test
    void refusesWhatIsNoFile() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        for (Path wrong : List.of(directory, directory.resolve("missing"), link)) {
            var thrown = assertThrows(BlackstartException.class, () -> cache.makeCold(List.of(file, wrong)));
            assertEquals(ErrorCode.MISSING, thrown.code());
            assertThrows(BlackstartException.class, () -> cache.warm(List.of(wrong)));
            assertThrows(BlackstartException.class, () -> cache.residentRatio(List.of(wrong)));
        }
    }
}
