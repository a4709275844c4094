package io.blackstart.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.ErrorCode;
import io.blackstart.chat.MessageEncoder;
import io.blackstart.log.LogDesigns;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogOptions;
import io.blackstart.log.MessageLog;
import io.blackstart.recovery.RecoveryFixture.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The right digest or a refusal that names the lost range, and never a wrong answer on the way. */
class RecoveryFaultsTest {
    private static final long SEED = 17;
    private static final int LIES = 150;

    @TempDir
    Path directory;

    private Written written;
    private Path aids;

    @BeforeEach
    void write() {
        written = RecoveryFixture.write("mapped", directory.resolve("log"), SEED, 4_500, 20_000);
        aids = ShardSource.aidsDirectory(written.directory());
    }

    static List<Recovery> designs() {
        return Recoveries.all();
    }

    private List<Path> files(Path of, String suffix) throws IOException {
        try (Stream<Path> all = Files.list(of)) {
            return all.filter(path -> path.toString().endsWith(suffix)).sorted().toList();
        }
    }

    private RecoveryReport recover(Recovery recovery, String what) {
        var meter = RecoveryFixture.eager(written.requests());
        RecoveryReport report = recovery.recover(written.sources(), meter, RecoveryListener.NONE);
        assertEquals(0, meter.curve().wrongCount(), what);
        return report;
    }

    private void requireRight(RecoveryReport report, String what) {
        assertEquals(List.of(), report.lostRanges(), what);
        assertEquals(written.digest(), report.digest(), what);
    }

    private static void flip(Path file, long offset, int bit) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) offset] ^= (byte) (1 << bit);
        Files.write(file, bytes);
    }

    /** Thrown where a recovery is cut off. */
    private static final class CutOff extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Throws at one of the calls that a recovery makes to who waits and who listens. */
    private static final class Scissors implements Demand, RecoveryListener {
        private int left;

        Scissors(int point) {
            left = point;
        }

        private void call() {
            if (left-- == 0) {
                throw new CutOff();
            }
        }

        @Override
        public void begin() {
            call();
        }

        @Override
        public boolean isDue() {
            call();
            return false;
        }

        @Override
        public void phaseBegins(RecoveryPhase phase) {
            call();
        }

        @Override
        public void phaseEnds(PhaseReport phase) {
            call();
        }

        @Override
        public void finish(Servable servable) {
            call();
        }
    }

    @ParameterizedTest
    @MethodSource("designs")
    void canBeCutOffAtTenPointsAndBegunAgain(Recovery recovery) {
        for (int point = 0; point < 10; point++) {
            var scissors = new Scissors(point);
            assertThrows(
                    CutOff.class,
                    () -> recovery.recover(written.sources(), scissors, scissors),
                    recovery.name() + " at point " + point);
            requireRight(recover(recovery, recovery.name()), recovery.name() + " after point " + point);
        }
    }

    @ParameterizedTest
    @MethodSource("designs")
    void aDamagedMiddleSegmentIsRefusedByName(Recovery recovery) throws IOException {
        var random = new Random(SEED);
        List<Path> segments = files(written.directory(), ".segment");
        for (int round = 0; round < 12; round++) {
            Path segment = segments.get(1 + random.nextInt(segments.size() - 3));
            long offset = 4096L + random.nextInt(40_000);
            int bit = random.nextInt(8);
            flip(segment, offset, bit);
            String what = recovery.name() + " " + segment.getFileName() + " @ " + offset;
            RecoveryReport report = recover(recovery, what);
            // The only bytes that no check guards are the up to seven that fill a frame.
            if (report.isWhole()) {
                assertEquals(written.digest(), report.digest(), what);
            } else {
                LostRange lost = report.lostRanges().get(0);
                assertEquals(ErrorCode.CORRUPT, lost.code(), what);
                assertTrue(lost.reason().contains(segment.getFileName().toString()), lost.reason());
                assertEquals(1, report.lostRanges().size(), what);
            }
            flip(segment, offset, bit);
        }
        requireRight(recover(recovery, "mended"), "mended");
    }

    @Test
    void indexesThatLieAreFoundOut() throws IOException {
        Recovery recovery = Recoveries.find("on-demand");
        var random = new Random(SEED);
        List<Path> indexes = files(aids, ".rooms");
        assertTrue(indexes.size() > 5, "indexes=" + indexes.size());
        for (int round = 0; round < LIES; round++) {
            Path index = indexes.get(random.nextInt(indexes.size()));
            byte[] sound = Files.readAllBytes(index);
            switch (round % 6) {
                case 0, 1 -> flip(index, random.nextInt(sound.length), random.nextInt(8));
                case 2 -> Files.write(index, Arrays.copyOf(sound, random.nextInt(sound.length)));
                case 3 ->
                    Files.copy(
                            indexes.get(random.nextInt(indexes.size())),
                            index,
                            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                case 4 -> {
                    // What was not forced may be zeros after power loss.
                    byte[] torn = sound.clone();
                    int page = random.nextInt(sound.length / 4096);
                    Arrays.fill(
                            torn, 4096 * page, 4096 * (1 + page + random.nextInt(sound.length / 4096 - page)), (byte)
                                    0);
                    Files.write(index, torn);
                }
                default -> Files.delete(index);
            }
            requireRight(recover(recovery, "round=" + round + " " + index), "round=" + round + " seed=" + SEED);
            Files.write(index, sound);
        }
    }

    @Test
    void indexesOfAnotherLogOrOfOlderContentsAreNotLookedInto() throws IOException {
        Recovery recovery = Recoveries.find("on-demand");
        Written other = RecoveryFixture.write("mapped", directory.resolve("other"), SEED + 1, 3_000, 20_000);
        for (Path index : files(ShardSource.aidsDirectory(other.directory()), ".rooms")) {
            Files.copy(index, aids.resolve(index.getFileName()), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        }
        requireRight(recover(recovery, "of a log of the same id"), "of a log of the same id");
    }

    @Test
    void aMessageFarTooLateIsRefusedByDesignsThatAnswerEarly() {
        LogOptions options = RecoveryFixture.options();
        Path late = directory.resolve("late");
        var buffer = new UnsafeBuffer(new byte[256]);
        var message = new MessageEncoder();
        try (MessageLog log = LogDesigns.find("mapped").open(LogFiles.system(late), options)) {
            for (long sequence : new long[] {1, 3}) {
                append(log, message, buffer, 1, sequence);
            }
            for (int i = 1; i <= 2_000; i++) {
                append(log, message, buffer, 2, i);
            }
            append(log, message, buffer, 1, 2);
        }
        RecoverySources sources = RecoverySources.of(ShardSource.of(LogDesigns.find("mapped"), late, options))
                .withOptions(new RecoveryOptions(1, 8_192));
        for (Recovery recovery : Recoveries.all()) {
            RecoveryReport report = recovery.recover(sources, Demand.NONE, RecoveryListener.NONE);
            boolean answersEarly = List.of("newest-first", "on-demand").contains(recovery.name());
            assertEquals(answersEarly, !report.isWhole(), recovery.name());
            if (answersEarly) {
                assertTrue(
                        report.lostRanges().get(0).reason().contains("late"),
                        report.lostRanges().toString());
            } else {
                assertEquals(3, report.state().messageCount(1));
            }
        }
    }

    private static void append(MessageLog log, MessageEncoder message, UnsafeBuffer buffer, long room, long sequence) {
        message.wrap(buffer, 0)
                .roomId(room)
                .senderId(1)
                .sequence(sequence)
                .text("a text of some length to fill the log");
        log.append(buffer, 0, message.encodedLength());
    }

    @ParameterizedTest
    @MethodSource("designs")
    void aMissingLogIsLostAndTheOthersAreRecovered(Recovery recovery) throws IOException {
        Written gone = RecoveryFixture.write("mapped", directory.resolve("gone"), SEED + 2, 500, 20_000);
        Files.delete(files(gone.directory(), ".segment").get(0));
        RecoveryReport report = recovery.recover(
                RecoverySources.of(List.of(gone.source(), written.source())), Demand.NONE, RecoveryListener.NONE);
        assertFalse(report.isWhole());
        assertEquals(gone.directory().toString(), report.lostRanges().get(0).shard());
        assertEquals(written.digest(), report.digest());
    }
}
