package io.blackstart.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreparedLogTest {
    private static final PreparedLog LOG =
            new PreparedLog("mapped", 1_000, -7, 5, 1_010, 1_090, 17, Long.MIN_VALUE, 42);

    @TempDir
    Path directory;

    @Test
    void comesBackAsWritten() {
        LOG.write(directory);
        assertEquals(Optional.of(LOG), PreparedLog.find(directory));
    }

    @Test
    void aDirectoryWithoutItHoldsNoWholeLog() {
        assertEquals(Optional.empty(), PreparedLog.find(directory));
        assertEquals(Optional.empty(), PreparedLog.find(directory.resolve("missing")));
    }

    @Test
    void refusesAnotherDesignOrSizeAndAcceptsAnySeed() {
        LOG.require("mapped", 1_000, directory);
        var otherDesign = assertThrows(BlackstartException.class, () -> LOG.require("chronicle", 1_000, directory));
        var otherSize = assertThrows(BlackstartException.class, () -> LOG.require("mapped", 1_001, directory));
        assertEquals(ErrorCode.FOREIGN, otherDesign.code());
        assertEquals(ErrorCode.FOREIGN, otherSize.code());
    }

    @Test
    void refusesADamagedFile() throws IOException {
        LOG.write(directory);
        Path file = directory.resolve("replay.properties");
        String text = Files.readString(file);
        for (String damaged :
                new String[] {text.replace("recordCount=5", "recordCount=five"), text.replace("seed=", "sed=")}) {
            Files.writeString(file, damaged);
            var refused = assertThrows(BlackstartException.class, () -> PreparedLog.find(directory));
            assertEquals(ErrorCode.CORRUPT, refused.code());
        }
    }
}
