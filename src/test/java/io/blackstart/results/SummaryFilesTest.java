package io.blackstart.results;

import static io.blackstart.results.SummarizerTest.MAPPED_256;
import static io.blackstart.results.SummarizerTest.cell;
import static io.blackstart.results.SummarizerTest.figure;
import static io.blackstart.results.SummarizerTest.summarize;
import static io.blackstart.results.SummarizerTest.withCheck;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a summary is written to, and that it comes out equal from the same files. */
class SummaryFilesTest {
    @TempDir
    Path temporary;

    @Test
    void aRunWithoutItsPlanHasNoCells() throws IOException {
        Path path = temporary.resolve("run");
        RunFixture.complete().forks(1).write(path).close();
        Files.delete(path.resolve(RunFiles.PLAN));
        Summary summary = Summarizer.summarize(RunDirectory.open(path));
        assertEquals(List.of(), summary.cells());
        assertEquals("every cell", summary.notMeasured().get(0).what());
    }

    @Test
    void comesOutEqualWhenDerivedAgain() {
        Path path = temporary.resolve("run");
        try (RunDirectory run = RunFixture.complete().forks(2).write(path)) {
            assertEquals(run.summary().orElseThrow(), Summarizer.summarize(run));
        }
    }

    @Test
    void theRateCardNamesRatesByWhatTheyHoldFor() {
        RateCard card = summarize(RunFixture.complete()).rateCard();
        assertEquals("synthetic-0000", card.envClass());
        assertTrue(card.rate("replay.cold.state.recordsPerSecond", "mapped").isPresent());
        assertTrue(card.rate("append.chat.payloadBytesPerRecord", "mapped").isPresent());
        assertTrue(card.rate("append.durable.inFlight-1024.producers-4.recordsPerSecond", "group-commit")
                .isPresent());
        assertTrue(card.rate("limits.deviceRead.bytesPerSecond", "-").isPresent());
        assertTrue(card.rate("limits.forceBatch.batchRecords-64.allocated.recordsPerSecond", "-")
                .isPresent());
        long names = card.rates().stream()
                .map(rate -> rate.name() + rate.design())
                .distinct()
                .count();
        assertEquals(card.rates().size(), names);
    }

    @Test
    void aColdCellThatWasWarmIsCalledWarm() {
        RunFixture fixture = RunFixture.complete();
        Cell cold = fixture.the(cell -> cell.suite().equals("replay")
                && cell.design().equals("mapped")
                && cell.has("cache", "cold")
                && cell.has("into", "verify"));
        Summary summary = summarize(fixture.change(
                fork -> fork.cellId().equals(cold.id()) && fork.block() == 4,
                fork -> withCheck(
                        fork,
                        new Check("x/main-4/cache", cold.id(), "cold", "warm: not root, no eviction", Verdict.PASS))));
        CellSummary cell = cell(summary, each -> each.id().equals(cold.id()));
        assertEquals(CellStatus.OK, cell.status());
        assertEquals("cache=warm", cell.measuredAs());
        assertEquals(
                "the page cache could not be made cold, these figures are warm (warm: not root, no eviction)",
                cell.reason());
        LimitRatio limit = figure(cell, "bytesPerSecond").limit();
        assertNotNull(limit);
        assertEquals("CRC32C of chat records", limit.what());
        assertTrue(summary.rateCard()
                .rate("replay.cold.verify.bytesPerSecond", "mapped")
                .isEmpty());
    }

    @Test
    void checksOfTheRunOutliveASecondDerivation() {
        Path path = temporary.resolve("run");
        RunFixture fixture = RunFixture.complete().without(MAPPED_256.negate()).forks(1);
        try (RunDirectory run = fixture.write(path)) {
            Summarizer.write(run, List.of());
            Summarizer.write(run, List.of(new Check("run/other", "", "1", "1", Verdict.PASS)));
            Checks checks = Json.read(path.resolve(RunFiles.CHECKS), Checks.class);
            assertEquals(
                    List.of("run/no-leftover-data", "run/other"),
                    checks.checks().stream()
                            .filter(check -> check.cellId().isEmpty())
                            .map(Check::id)
                            .toList());
        }
    }

    @Test
    void theJmhFileHoldsEveryResultThatCounts() throws IOException {
        Path path = temporary.resolve("run");
        RunFixture fixture = RunFixture.complete().forks(2);
        fixture.write(path).close();
        var array = Json.tree(path.resolve(RunFiles.JMH));
        long jmhCells = fixture.cells().stream()
                .filter(cell -> !cell.suite().equals("append.latency"))
                .count();
        assertEquals(2 * jmhCells, array.size());
        assertEquals("1.37", array.get(0).path("jmhVersion").stringValue());
    }

    @Test
    void theCsvQuotesWhatItMust() throws IOException {
        Path path = temporary.resolve("run");
        RunFixture.complete()
                .refuse(cell -> cell.design().equals("chronicle"), "says \"no\", twice")
                .forks(1)
                .write(path)
                .close();
        String csv = Files.readString(path.resolve(RunFiles.SUMMARY_CSV));
        assertTrue(csv.contains(",\"says \"\"no\"\", twice\"\r\n"));
        int columns = csv.lines().findFirst().orElseThrow().split(",").length;
        assertEquals(22, columns);
    }

    @Test
    void refusesAChecksOfACellAsOneOfTheRun() {
        try (RunDirectory run = RunFixture.complete().forks(1).writeRaw(temporary.resolve("run"))) {
            var check = new Check("a", "0123456789ab", "1", "1", Verdict.PASS);
            assertThrows(IllegalArgumentException.class, () -> Summarizer.write(run, List.of(check)));
        }
    }
}
