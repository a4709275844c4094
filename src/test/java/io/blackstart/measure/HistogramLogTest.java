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
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistogramLogTest {
    private static final long STARTED_AT_MILLIS = 1_700_000_000_000L;

    @TempDir
    Path directory;

    private static RigReading reading() {
        var clock = new FakeClock(250);
        var rig = new OpenLoopRig(clock, () -> STARTED_AT_MILLIS, clock::park);
        var operation = new FakeOperation(clock, index -> index == 700 ? 3_000_000 : 0, index -> 500 + index);
        return rig.run(ArrivalSchedule.fixedRate(10_000), operation, new RigOptions(0, 3_000, 1 << 10, 1_000_000_000));
    }

    private Path written(RigReading reading) {
        Path file = directory.resolve("a-0.hlog");
        HistogramLog.write(file, reading, List.of("cell append.latency-1"));
        return file;
    }

    @Test
    void theLibrarysOwnReaderOpensIt() throws IOException {
        RigReading reading = reading();
        Path file = written(reading);
        try (var reader = new HistogramLogReader(file.toFile())) {
            for (RigInterval expected : reading.intervals()) {
                assertSame(expected.response(), reader.nextIntervalHistogram());
                assertSame(expected.service(), reader.nextIntervalHistogram());
            }
            assertFalse(reader.hasNext());
            assertEquals(reading.startedAtMillis() / 1000.0, reader.getStartTimeSec());
        }
    }

    private static void assertSame(Histogram expected, EncodableHistogram actual) {
        assertEquals(expected, actual);
        assertEquals(expected.getTag(), actual.getTag());
        Near.assertNear(expected.getStartTimeStamp(), actual.getStartTimeStamp(), 1);
        Near.assertNear(expected.getEndTimeStamp(), actual.getEndTimeStamp(), 1);
    }

    @Test
    void hasItsHead() throws IOException {
        List<String> lines = Files.readAllLines(written(reading()));
        assertEquals("#cell append.latency-1", lines.get(0));
        assertTrue(lines.get(1).startsWith("#[Histogram log format version 1.3]"), lines.get(1));
        assertTrue(lines.get(2).startsWith("#[StartTime: 1700000000.001"), lines.get(2));
        assertTrue(lines.get(3).startsWith("#[BaseTime: 1700000000.001"), lines.get(3));
        assertTrue(lines.get(5).startsWith("Tag=response,0.000,"), lines.get(5));
        assertTrue(lines.get(6).startsWith("Tag=service,0.000,"), lines.get(6));
    }

    @Test
    void leavesNoTemporaryFile() throws IOException {
        Path file = written(reading());
        HistogramLog.write(file, reading(), List.of());
        try (var files = Files.list(directory)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void mergesTheIntervalsOfOneTag() {
        RigReading reading = reading();
        Path file = written(reading);
        assertEquals(reading.response(), HistogramLog.readMerged(file, "response"));
        assertEquals(reading.service(), HistogramLog.readMerged(file, "service"));
    }

    @Test
    void refusesWhatIsNotThere() {
        Path file = written(reading());
        assertEquals(ErrorCode.CORRUPT, codeOfReading(file, "send"));
        assertEquals(ErrorCode.MISSING, codeOfReading(directory.resolve("none.hlog"), "response"));
        var reading = reading();
        var thrown = assertThrows(
                BlackstartException.class,
                () -> HistogramLog.write(directory.resolve("no/such.hlog"), reading, List.of()));
        assertEquals(ErrorCode.IO, thrown.code());
    }

    @Test
    void refusesALogThatWasCutAnywhereInItsLastLine() throws IOException {
        Path file = written(reading());
        String text = Files.readString(file);
        int lastLine = text.lastIndexOf('\n', text.length() - 2) + 1;
        for (int end = lastLine + 1; end < text.length(); end += 13) {
            Files.writeString(file, text.substring(0, end));
            assertEquals(ErrorCode.CORRUPT, codeOfReading(file, "service"), "cut at " + end);
        }
    }

    @Test
    void refusesAPayloadThatIsNotAHistogram() throws IOException {
        Path file = directory.resolve("bad.hlog");
        Files.writeString(file, "Tag=response,0.000,1.000,1.000,AAAAAAAAAAAA\n");
        assertEquals(ErrorCode.CORRUPT, codeOfReading(file, "response"));
        Files.writeString(file, "Tag=response,zero,1.000,1.000,AAAAAAAAAAAA\n");
        assertEquals(ErrorCode.CORRUPT, codeOfReading(file, "response"));
    }

    private static ErrorCode codeOfReading(Path file, String tag) {
        return assertThrows(BlackstartException.class, () -> HistogramLog.readMerged(file, tag))
                .code();
    }

    @Test
    void refusesACommentThatWouldBeALine() {
        var reading = reading();
        assertThrows(
                IllegalArgumentException.class,
                () -> HistogramLog.write(directory.resolve("x.hlog"), reading, List.of("a\nTag=response,0,0,0,x")));
    }
}
