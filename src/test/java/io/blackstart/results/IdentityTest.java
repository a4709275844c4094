package io.blackstart.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {
    private static final Cell CELL =
            SyntheticRates.cell("append", "AppendBenchmark.append", Map.of("record", "256"), 1, "PROCESS", "mapped");

    /** Ids are names of folders in published runs: they may never change. */
    @Test
    void idOfACellStaysWhatItIs() {
        assertEquals("1b89d01c17d0", Cells.idOf(CELL));
        assertEquals(Cells.idOf(CELL), Cells.identified(CELL).id());
        assertEquals(Cells.idOf(CELL), Cells.idOf(Cells.identified(CELL)));
    }

    @Test
    void everyComponentButTheIdCounts() {
        var p = CELL.parameters();
        Set<String> ids = new HashSet<>();
        for (Cell cell : List.of(
                CELL,
                new Cell("", "append2", CELL.benchmark(), 1, p, 1, "PROCESS", "mapped"),
                new Cell("", "append", "AppendBenchmark.other", 1, p, 1, "PROCESS", "mapped"),
                new Cell("", "append", CELL.benchmark(), 2, p, 1, "PROCESS", "mapped"),
                new Cell("", "append", CELL.benchmark(), 1, p, 2, "PROCESS", "mapped"),
                new Cell("", "append", CELL.benchmark(), 1, p, 1, "POWER", "mapped"),
                new Cell("", "append", CELL.benchmark(), 1, p, 1, "PROCESS", "chronicle"),
                SyntheticRates.cell("append", CELL.benchmark(), Map.of("record", "64"), 1, "PROCESS", "mapped"),
                SyntheticRates.cell("append", CELL.benchmark(), Map.of("r", "ecord256"), 1, "PROCESS", "mapped"),
                SyntheticRates.cell("append", CELL.benchmark(), Map.of(), 1, "PROCESS", "mapped"))) {
            assertTrue(ids.add(Cells.idOf(cell)), cell.toString());
        }
    }

    @Test
    void runIdReadsBack() {
        RunId id = RunId.create(
                Instant.parse("2026-10-15T06:27:01.999Z"),
                "2930e7429c1aff00112233445566778899aabbcc",
                new SplittableRandom(1));
        assertTrue(id.toString().matches("20261015T062701Z-2930e7429c1a-[a-z]{4}"), id.toString());
        assertEquals(id, RunId.parse(id.toString()));
    }

    @Test
    void runIdsOfOneSecondDiffer() {
        var random = new SplittableRandom(7);
        Instant now = Instant.parse("2026-10-15T06:27:01Z");
        assertNotEquals(RunId.create(now, "unknown", random), RunId.create(now, "unknown", random));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "20261015T062701Z-2930e74",
                "20261015T062701Z-2930E74-abcd",
                "20261015T062701Z-2930e74-abcd/..",
                "20261399T062701Z-2930e74-abcd",
                "x20261015T062701Z-2930e74-abcd"
            })
    void refusesOtherNames(String text) {
        assertThrows(IllegalArgumentException.class, () -> RunId.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", ".", "../x", "a/../b", "/etc/passwd", "a//b", ".hidden", "a/", "C:\\x", "a b"})
    void noNameLeadsOutOfTheRun(String path) {
        assertThrows(IllegalArgumentException.class, () -> Names.requireRelative(path));
    }
}
