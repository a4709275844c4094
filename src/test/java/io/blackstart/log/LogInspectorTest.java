package io.blackstart.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogInspectorTest {
    @TempDir
    Path directory;

    private void write(int recordCount) {
        try (MessageLog log =
                LogDesigns.find("mapped").open(LogFiles.system(directory), LogFixture.options(Durability.POWER))) {
            LogFixture.append(log, 0, recordCount, 500);
        }
    }

    @Test
    void countsTheRecordsOfAClosedLog() {
        write(500);
        byte[] before = DirectoryDigest.of(directory);
        LogInspection seen = LogInspector.inspect(directory);
        assertEquals("segments", seen.format());
        assertEquals(LogFixture.LOG_ID, seen.logId());
        assertEquals(LogOptions.SEGMENT_BYTES_MIN, seen.segmentBytes());
        assertEquals(500, seen.recordCount());
        assertNull(seen.refusal());
        assertNull(seen.firstDamaged());
        LogInspection.Mark mark = seen.mark();
        assertNotNull(mark);
        assertTrue(mark.clean());
        assertEquals(seen.endPosition(), mark.acknowledgedPosition());
        assertEquals(
                java.util.HexFormat.of().formatHex(before),
                java.util.HexFormat.of().formatHex(DirectoryDigest.of(directory)));
    }

    @Test
    void tellsWhereTheFirstDamagedFrameStands() {
        write(500);
        String name = SegmentDescriptor.name(LogOptions.SEGMENT_BYTES_MIN);
        try (LogFiles files = LogFiles.system(directory);
                LogFile file = files.open(name, true)) {
            file.write(ByteBuffer.wrap(new byte[] {1, 2, 3}), SegmentDescriptor.DATA_OFFSET + 100);
        }
        LogInspection.Segment damaged = LogInspector.inspect(directory).firstDamaged();
        assertNotNull(damaged);
        assertEquals(name, damaged.name());
        assertTrue(damaged.framesEndOffset() <= SegmentDescriptor.DATA_OFFSET + 100);
    }

    @Test
    void refusesADirectoryThatIsNotThere() {
        Path missing = directory.resolve("missing");
        BlackstartException refusal = assertThrows(BlackstartException.class, () -> LogInspector.inspect(missing));
        assertEquals(ErrorCode.MISSING, refusal.code());
    }

    @Test
    void findsNoLogInAnEmptyDirectory() {
        LogInspection seen = LogInspector.inspect(directory);
        assertEquals("none", seen.format());
        assertEquals(0, seen.recordCount());
    }
}
