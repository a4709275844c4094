package io.blackstart.log.chronicle;

import static io.blackstart.log.LogFixture.append;
import static io.blackstart.log.LogFixture.expected;
import static io.blackstart.log.LogFixture.options;
import static io.blackstart.log.LogFixture.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.log.Durability;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogOptions;
import io.blackstart.log.MessageLog;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChronicleLogTest {
    @TempDir
    Path directory;

    private MessageLog open(LogOptions options) {
        return new ChronicleLogDesign().open(LogFiles.system(directory), options);
    }

    @ParameterizedTest
    @EnumSource(names = {"PROCESS", "POWER"})
    void keepsRecordsOverManyBlocksAndReopening(Durability durability) {
        List<Long> positions;
        try (MessageLog log = open(options(durability))) {
            assertTrue(log.openReport().created());
            positions = append(log, 0, 1_000, 700);
            assertTrue(log.awaitDurable(positions.get(999)) > positions.get(999));
            assertEquals(expected(0, 1_000, 700), texts(log, 0));
        }
        try (MessageLog log = open(options(durability))) {
            assertFalse(log.openReport().created());
            assertEquals(expected(0, 1_000, 700), texts(log, 0));
            assertEquals(expected(500, 1_000, 700), texts(log, positions.get(500)));
            append(log, 1_000, 1_500, 700);
        }
        try (MessageLog log = open(options(durability))) {
            assertEquals(expected(0, 1_500, 700), texts(log, 0));
        }
    }
}
