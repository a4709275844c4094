package io.blackstart.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    private static final String TARGET = """
            {
              "bound" : "AT_LEAST",
              "id" : "a",
              "measured" : 0.7,
              "met" : true,
              "name" : "b",
              "note" : "",
              "threshold" : 0.6,
              "unit" : "x"
            }
            """;

    @TempDir
    Path directory;

    @Test
    void sortsIndentsAndEndsTheLine() {
        var target = new Target("a", "b", 0.7, Target.Bound.AT_LEAST, 0.6, "x", true, "");
        assertEquals(TARGET, Json.text(target));
        assertEquals(TARGET, new String(Json.bytes(target), StandardCharsets.UTF_8));
    }

    @Test
    void sortsKeysOfMaps() {
        assertEquals("{\n  \"a\" : 1,\n  \"b\" : 2\n}\n", Json.text(Map.of("b", 2, "a", 1)));
    }

    @Test
    void readsWhatItWrote() throws IOException {
        Manifest manifest = RunFixture.identity();
        Path file = Files.write(directory.resolve("m.json"), Json.bytes(manifest));
        assertEquals(manifest, Json.read(file, Manifest.class));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesToWriteWhatIsNotFinite(double value) {
        var target = new Target("a", "b", value, Target.Bound.AT_LEAST, 0.6, "x", true, "");
        assertThrows(IllegalArgumentException.class, () -> Json.bytes(target));
        assertThrows(IllegalArgumentException.class, () -> Json.bytes(List.of(value)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "\"NaN\"", "\"0.7\"", "1e999", "null", "true", "[0.7]"})
    void refusesToReadWhatIsNoFiniteNumber(String value) {
        assertEquals(ErrorCode.CORRUPT, failure(TARGET.replace("0.7", value)).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "1", "\"text\""})
    void refusesWhatIsNoObject(String text) {
        assertEquals(ErrorCode.CORRUPT, failure(text).code());
    }

    @Test
    void refusesEveryTruncation() {
        String whole = TARGET.strip();
        for (int length = 0; length < whole.length(); length++) {
            assertEquals(ErrorCode.CORRUPT, failure(whole.substring(0, length)).code(), "length=" + length);
        }
    }

    @Test
    void refusesUnknownMissingDoubledAndNullFields() {
        assertTrue(message(TARGET.replace("\"id\" : \"a\"", "\"id\" : \"a\", \"remark\" : 1"))
                .contains("remark"));
        assertTrue(message(TARGET.replace("\"id\" : \"a\",", "")).contains("id"));
        assertTrue(message(TARGET.replace("\"id\" : \"a\"", "\"id\" : \"a\", \"id\" : \"c\""))
                .contains("id"));
        assertTrue(message(TARGET.replace("\"id\" : \"a\"", "\"id\" : null")).contains("id"));
        assertEquals(ErrorCode.CORRUPT, failure(TARGET + "{}").code());
        assertEquals(
                ErrorCode.CORRUPT, failure(TARGET.replace("\"AT_LEAST\"", "0")).code());
    }

    @Test
    void namesTheByteWhereTextStopsBeingJson() {
        BlackstartException failure = failure("{\"id\" : }");
        assertEquals(8, failure.position(), failure.getMessage());
    }

    @Test
    void tellsAnUnknownVersionFromDamage() throws IOException {
        String text = Json.text(RunFixture.identity()).replace("\"schemaVersion\" : 1", "\"schemaVersion\" : 2");
        Path file = Files.writeString(directory.resolve("m.json"), text);
        BlackstartException failure = assertThrows(BlackstartException.class, () -> Json.read(file, Manifest.class));
        assertEquals(ErrorCode.VERSION, failure.code());
        assertTrue(message(failure).contains("found schemaVersion 2, know 1 to 1"), failure.getMessage());
    }

    @Test
    void tellsAMissingFileFromADamagedOne() {
        BlackstartException failure =
                assertThrows(BlackstartException.class, () -> Json.read(directory.resolve("none.json"), Target.class));
        assertEquals(ErrorCode.MISSING, failure.code());
    }

    @Test
    void refusesARecordThatRefusesItsOwnValues() throws IOException {
        Path file = Files.writeString(
                directory.resolve("f.json"),
                "{\"arm\" : \"main\", \"block\" : 0, \"cellId\" : \"../../../etc\", \"seed\" : 1}");
        BlackstartException failure = assertThrows(BlackstartException.class, () -> Json.read(file, PlannedFork.class));
        assertEquals(ErrorCode.CORRUPT, failure.code());
    }

    private BlackstartException failure(String text) {
        Path file = directory.resolve("t.json");
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return assertThrows(BlackstartException.class, () -> Json.read(file, Target.class), text);
    }

    private String message(String text) {
        return message(failure(text));
    }

    private static String message(BlackstartException failure) {
        assertNotNull(failure.getMessage());
        assertEquals(1, failure.getMessage().lines().count(), failure.getMessage());
        return failure.getMessage();
    }
}
