package io.blackstart.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.log.Durability;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README works, and the README shows exactly it. */
class HeapLogDesignTest {
    @Test
    void keepsRecordsInOrder(@TempDir Path directory) {
        try (var log = new HeapLogDesign().open(LogFiles.system(directory), LogOptions.of(1, Durability.NONE))) {
            var expected = List.of("first", "second", "third");
            for (String text : expected) {
                var buffer = new UnsafeBuffer(text.getBytes(StandardCharsets.UTF_8));
                assertTrue(log.awaitDurable(log.append(buffer, 0, buffer.capacity())) > 0);
            }
            var seen = new ArrayList<String>();
            long next = log.read(0, (position, buffer, offset, length) -> {
                seen.add(buffer.getStringWithoutLengthUtf8(offset, length));
                return seen.size() < 2;
            });
            assertEquals(2, next);
            log.read(
                    next,
                    (position, buffer, offset, length) -> seen.add(buffer.getStringWithoutLengthUtf8(offset, length)));
            assertEquals(expected, seen);
        }
    }

    @Test
    void refusesLengthsOutOfRange(@TempDir Path directory) {
        var options = LogOptions.of(1, Durability.NONE);
        try (var log = new HeapLogDesign().open(LogFiles.system(directory), options)) {
            var buffer = new UnsafeBuffer(new byte[options.maxRecordLength() + 1]);
            assertThrows(IllegalArgumentException.class, () -> log.append(buffer, 0, 0));
            assertThrows(IllegalArgumentException.class, () -> log.append(buffer, 0, buffer.capacity()));
        }
    }

    @Test
    void readmeShowsThisVeryFile() throws Exception {
        String source = Files.readString(Path.of("test", "java", "io", "blackstart", "example", "HeapLogDesign.java"));
        assertTrue(source.lines().count() < 60, "the README promises fewer than 60 lines");
        assertTrue(
                Files.readString(Path.of("..", "README.md")).contains("```java\n" + source + "```"),
                "README.md shows another example than the one that compiles");
    }
}
