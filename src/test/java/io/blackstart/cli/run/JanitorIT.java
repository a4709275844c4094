package io.blackstart.cli.run;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JanitorIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void leavesTheDataAloneWhenSentHome() throws Exception {
        Path data = marked("data");
        Janitor janitor = Janitor.start(data);
        janitor.close();
        assertTrue(ended(janitor.handle()));
        assertTrue(Files.exists(data.resolve("log")));
    }

    @Test
    void removesTheDataWhenThePipeBreaks() throws Exception {
        Path data = marked("data with blanks");
        Janitor janitor = Janitor.start(data);
        janitor.breakPipe();
        assertTrue(ended(janitor.handle()));
        assertFalse(Files.exists(data));
    }

    @Test
    void removesNothingThatIsNotMarked() throws Exception {
        Path data = Files.createDirectory(directory.resolve("precious"));
        Files.writeString(data.resolve("log"), "mine");
        Janitor janitor = Janitor.start(data);
        janitor.breakPipe();
        assertTrue(ended(janitor.handle()));
        assertTrue(Files.exists(data.resolve("log")));
    }

    @Test
    void followsNoSymbolicLink() throws Exception {
        Path data = marked("data");
        Path link = Files.createSymbolicLink(directory.resolve("link"), data);
        Janitor janitor = Janitor.start(link);
        janitor.breakPipe();
        assertTrue(ended(janitor.handle()));
        assertTrue(Files.exists(data.resolve("log")));
    }

    @Test
    void endsTheChildThatWorksOnTheData() throws Exception {
        Path data = marked("data");
        Process child = sleeper(data.toString());
        Janitor janitor = Janitor.start(data);
        janitor.watch(child.pid());
        janitor.breakPipe();
        assertTrue(child.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS));
        assertTrue(ended(janitor.handle()));
        assertFalse(Files.exists(data));
    }

    @Test
    void sparesAProcessThatGotTheChildsId() throws Exception {
        Path data = marked("data");
        Process stranger = sleeper("something else");
        try {
            Janitor janitor = Janitor.start(data);
            janitor.watch(stranger.pid());
            janitor.breakPipe();
            assertTrue(ended(janitor.handle()));
            assertTrue(stranger.isAlive());
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void forgetsAChildThatEnded() throws Exception {
        Path data = marked("data");
        Process other = sleeper(data.toString());
        try {
            Janitor janitor = Janitor.start(data);
            janitor.watch(other.pid());
            janitor.unwatch();
            janitor.breakPipe();
            assertTrue(ended(janitor.handle()));
            assertTrue(other.isAlive());
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void survivesTheSignalsOfATerminal() throws Exception {
        Path data = marked("data");
        Janitor janitor = Janitor.start(data);
        // Only when the script has come past its trap is the answer to a signal worth looking at: it echoes nothing, so
        // ask the kernel.
        janitor.watch(Long.MAX_VALUE);
        janitor.unwatch();
        awaitIgnoresTerm(janitor.handle().pid());
        janitor.handle().destroy();
        janitor.breakPipe();
        assertTrue(ended(janitor.handle()));
        assertFalse(Files.exists(data));
    }

    /** Bit 14 of SigIgn is SIGTERM, 15, counted from 1. */
    private static void awaitIgnoresTerm(long pid) throws IOException {
        Path status = Path.of("/proc/" + pid + "/status");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(status), "needs /proc");
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() - deadline < 0) {
            long ignored = Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("SigIgn:"))
                    .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                    .findFirst()
                    .orElseThrow();
            if ((ignored & 1L << 14) != 0) {
                return;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("the janitor does not ignore SIGTERM");
    }

    /** A process that lives until it is ended and has {@code word} on its command line. */
    private static Process sleeper(String word) throws IOException {
        return new ProcessBuilder("sh", "-c", "read -r never", word).start();
    }

    private static boolean ended(ProcessHandle handle) throws Exception {
        handle.onExit().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        return !handle.isAlive();
    }

    private Path marked(String name) throws IOException {
        Path data = Files.createDirectory(directory.resolve(name));
        Files.writeString(data.resolve(".blackstart-data"), "");
        Files.writeString(data.resolve("log"), "bytes");
        return data;
    }
}
