package io.blackstart.benchmarks;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.blackstart.log.Durability;
import io.blackstart.workload.RecordSource;
import io.blackstart.workload.RecordTape;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadBackTest {
    private static final int COUNT = 100;

    private final RecordTape tape = RecordTape.fixed(1, 64, 1 << 16);

    @TempDir
    Path directory;

    @Test
    void acceptsWhatWasSent() {
        ReadBack readBack = writeAndRead(FileLog.Lie.NONE, COUNT, COUNT);
        assertEquals(COUNT, readBack.equalCount());
        assertEquals(0, readBack.differentCount());
        assertDoesNotThrow(readBack::require);
    }

    @Test
    void findsADroppedRecord() {
        ReadBack readBack = writeAndRead(FileLog.Lie.DROP, COUNT, COUNT);
        assertEquals(COUNT - 1, readBack.equalCount());
        assertThrows(CheckFailedException.class, readBack::require);
    }

    @Test
    void findsAFlippedBit() {
        assertThrows(CheckFailedException.class, writeAndRead(FileLog.Lie.ALTER, COUNT, COUNT)::require);
    }

    @Test
    void findsATailThatIsMissing() {
        assertThrows(CheckFailedException.class, writeAndRead(FileLog.Lie.NONE, COUNT, COUNT + 1)::require);
    }

    @Test
    void findsARecordThatNobodySent() {
        assertThrows(CheckFailedException.class, writeAndRead(FileLog.Lie.NONE, COUNT, COUNT - 1)::require);
    }

    private ReadBack writeAndRead(FileLog.Lie lie, int writtenCount, long claimedCount) {
        try (var log = new FileLog(directory, Durability.PROCESS, lie)) {
            RecordSource records = tape.cursor(0);
            for (int index = 0; index < writtenCount; index++) {
                records.next();
                log.append(records.buffer(), records.offset(), records.length());
            }
            return ReadBack.of(log, tape, new long[] {claimedCount});
        }
    }
}
