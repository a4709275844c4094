package io.blackstart.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummarizerTest {
    static final Predicate<Cell> MAPPED_256 =
            cell -> cell.suite().equals("append") && cell.design().equals("mapped") && cell.has("record", "256");

    @TempDir
    Path temporary;

    @Test
    void everyCellOfACompleteRunHasFigures() {
        Summary summary = summarize(RunFixture.complete());
        for (CellSummary cell : summary.cells()) {
            assertEquals(CellStatus.OK, cell.status(), cell.toString());
            assertFalse(cell.figures().isEmpty(), cell.toString());
            assertEquals("", cell.reason());
        }
    }

    @Test
    void aForkCountsOnceWithTheMedianOfItsIterations() throws IOException {
        RunFixture fixture = RunFixture.complete().without(MAPPED_256.negate()).forks(1);
        Cell cell = fixture.the(MAPPED_256);
        Path path = temporary.resolve("run");
        fixture.writeRaw(path).close();
        Path raw = path.resolve(RunFiles.raw(fixture.plan().forks().get(0)));
        String text = Files.readString(raw);
        int from = text.indexOf("\"rawData\"");
        int to = text.indexOf("]", from);
        Files.writeString(
                raw, text.substring(0, from) + "\"rawData\" : [ [ 50.0, \"NaN\", 100.0, 200.0 " + text.substring(to));
        relist(path);
        CellSummary summary =
                Summarizer.summarize(RunDirectory.open(path)).cells().get(0);
        assertEquals(cell, summary.cell());
        Figure figure = figure(summary, "recordsPerSecond");
        assertEquals(List.of(1e9 / 100), figure.perFork());
        assertEquals(1e9 / 100, figure.median());
        assertEquals(0, figure.level());
    }

    @Test
    void readsEachMetricFromItsPlace() {
        Summary summary = summarize(RunFixture.complete());
        CellSummary append = cell(summary, MAPPED_256);
        double rate = figure(append, "recordsPerSecond").median();
        assertEquals(1e9 / (30 + 0.12 * 256), rate, rate * 0.03);
        assertEquals(rate * 256, figure(append, "bytesPerSecond").median(), rate);
        assertEquals(0.011, figure(append, "allocatedBytesPerRecord").median(), 1e-9);
        assertEquals(256, figure(append, "payloadBytesPerRecord").median(), 1e-9);
        assertEquals(269, figure(append, "storedBytesPerRecord").median(), 1e-9);

        CellSummary replay = cell(
                summary,
                cell -> cell.suite().equals("replay")
                        && cell.design().equals("mapped")
                        && cell.has("cache", "cold")
                        && cell.has("into", "verify"));
        double seconds = figure(replay, "replayNanos").median() / 1e9;
        assertEquals(1.45, seconds, 0.05);
        assertEquals(
                SyntheticRates.RECORDS / seconds,
                figure(replay, "recordsPerSecond").median(),
                1e5);
        assertEquals(
                SyntheticRates.CHAT_STORED,
                figure(replay, "storedBytesPerRecord").median(),
                1e-9);

        CellSummary force =
                cell(summary, cell -> cell.benchmark().endsWith("forceBatch") && cell.has("batchRecords", "64"));
        double batches = 7_400 / (1 + 64 / 900d);
        assertEquals(64 * batches, figure(force, "recordsPerSecond").median(), 64 * batches * 0.03);
        assertEquals(1e9 / batches, figure(force, "batchNanos").median(), 1e9 / batches * 0.03);

        CellSummary device = cell(summary, cell -> cell.benchmark().endsWith("deviceRead"));
        assertEquals((1 << 30) / 0.7, figure(device, "bytesPerSecond").median(), 1e8);
        assertTrue(device.figure("recordsPerSecond").isEmpty());

        CellSummary latency = cell(
                summary,
                cell -> cell.suite().equals("append.latency")
                        && cell.design().equals("mapped")
                        && cell.has("loadPercent", "50"));
        assertTrue(figure(latency, "responseP50Nanos").median()
                > figure(latency, "serviceP50Nanos").median());
        assertEquals(Better.LOWER, figure(latency, "responseP999Nanos").better());
        assertTrue(latency.figure("responseP9999Nanos").isEmpty());
    }

    @Test
    void putsTheLimitOfTheSameRecordsBesideEachSpeed() {
        Summary summary = summarize(RunFixture.complete());
        for (String record : List.of("64", "256", "1024", "chat")) {
            CellSummary append = cell(
                    summary,
                    cell -> cell.suite().equals("append")
                            && cell.design().equals("mapped")
                            && cell.has("record", record));
            LimitRatio limit = figure(append, "recordsPerSecond").limit();
            assertNotNull(limit);
            Cell limitCell =
                    cell(summary, cell -> cell.id().equals(limit.limitCellId())).cell();
            assertEquals("LimitBenchmark.copyAndCrc32c", limitCell.benchmark());
            assertTrue(limitCell.has("record", record));
            assertEquals(figure(append, "recordsPerSecond").median() / limit.limitValue(), limit.ratio(), 1e-12);
        }
    }

    @Test
    void aRatioOfATimeIsTheLimitByTheTime() {
        Summary summary = summarize(RunFixture.complete());
        Figure p50 = figure(
                cell(
                        summary,
                        cell -> cell.suite().equals("append.latency")
                                && cell.durability().equals("POWER")
                                && cell.design().equals("chronicle")
                                && cell.has("loadPercent", "50")),
                "responseP50Nanos");
        LimitRatio limit = p50.limit();
        assertNotNull(limit);
        assertEquals(limit.limitValue() / p50.median(), limit.ratio(), 1e-12);
    }

    @Test
    void comparesAppendsThatSurvivePowerLossWithTheDeviceOnly() {
        Summary summary = summarize(RunFixture.complete());
        for (CellSummary cell : summary.cells()) {
            if (cell.cell().suite().equals("append.durable")) {
                LimitRatio limit = figure(cell, "recordsPerSecond").limit();
                assertNotNull(limit);
                assertTrue(cell(summary, c -> c.id().equals(limit.limitCellId()))
                        .cell()
                        .has("batchRecords", cell.cell().parameters().getOrDefault("inFlight", "")));
            }
        }
    }

    @Test
    void aRunWithoutLimitsHasNoRatiosAndSaysSo() {
        Summary summary =
                summarize(RunFixture.complete().without(cell -> cell.suite().equals("limits")));
        assertTrue(summary.cells().stream()
                .flatMap(cell -> cell.figures().stream())
                .allMatch(figure -> figure.limit() == null));
        assertTrue(summary.notMeasured().stream()
                .anyMatch(left -> left.what().contains("copy + CRC32C of 256-byte records")
                        && left.why().equals("not in the plan of this run")));
        assertEquals(
                List.of("append.mapped.chronicle", "append.mapped.allocation"),
                summary.targets().stream().map(Target::id).toList());
    }

    @Test
    void judgesTheTargetsOfACompleteRun() {
        List<Target> targets = summarize(RunFixture.complete()).targets();
        assertEquals(
                List.of(
                        "append.mapped.limit",
                        "append.mapped.chronicle",
                        "append.mapped.allocation",
                        "append.durable.group-commit.force",
                        "replay.mapped.limit"),
                targets.stream().map(Target::id).toList());
        Target chronicle = targets.get(1);
        assertEquals(2.6, chronicle.measured(), 0.1);
        assertTrue(chronicle.met());
        Target allocation = targets.get(2);
        assertEquals(Target.Bound.AT_MOST, allocation.bound());
        assertTrue(allocation.met());
        assertTrue(allocation.note().contains("measurement itself"));
        assertFalse(targets.get(3).met(), targets.get(3).toString());
        assertTrue(targets.get(4).note().contains("chat state"));
    }

    @Test
    void aProfileTooShortToCompareJudgesNoTarget() {
        Summary summary = summarize(RunFixture.complete().profile("smoke", false));
        assertEquals(List.of(), summary.targets());
        assertTrue(summary.notMeasured().stream().anyMatch(left -> left.what().equals("all targets")));
    }

    @Test
    void aFailedCheckVoidsTheCellAndItsTargets() {
        RunFixture fixture = RunFixture.complete();
        String id = fixture.the(MAPPED_256).id();
        Summary summary = summarize(fixture.change(
                fork -> fork.cellId().equals(id) && fork.block() == 2,
                fork -> withCheck(fork, new Check(id + "/main-2/read-back", id, "10", "9", Verdict.FAIL))));
        CellSummary cell = cell(summary, MAPPED_256);
        assertEquals(CellStatus.INVALID, cell.status());
        assertEquals("check read-back failed in fork main-2: expected 10, was 9", cell.reason());
        assertEquals(List.of(), cell.figures());
        assertTrue(summary.targets().stream().noneMatch(target -> target.id().equals("append.mapped.limit")));
        assertTrue(summary.notMeasured().stream()
                .anyMatch(left -> left.what().startsWith("target: mapped: append of 256")
                        && left.why().startsWith("INVALID: check read-back failed")));
        assertTrue(
                summary.rateCard().rate("append.256.recordsPerSecond", "mapped").isEmpty());
    }

    @Test
    void aFailedCheckOfANoisyAttemptVoidsTheCellToo() throws IOException {
        RunFixture fixture = RunFixture.complete().without(MAPPED_256.negate()).forks(2);
        Cell cell = fixture.the(MAPPED_256);
        Path path = temporary.resolve("run");
        try (RunDirectory run = fixture.writeRaw(path)) {
            PlannedFork planned = fixture.plan().forks().get(0);
            Fork fork = run.fork(planned).orElseThrow();
            Files.writeString(run.stage(RunFiles.raw(planned)), "[]");
            run.recordNoisy(withCheck(fork, new Check("x/read-back", cell.id(), "10", "9", Verdict.FAIL)));
            assertEquals(
                    CellStatus.INVALID, Summarizer.summarize(run).cells().get(0).status());
        }
    }

    @Test
    void aCellWhoseForksAllFailedHasAReasonAndNoFigure() {
        Summary summary = summarize(RunFixture.complete().fail(fork -> true, "exit 1: OutOfMemoryError"));
        for (CellSummary cell : summary.cells()) {
            assertEquals(CellStatus.FAILED, cell.status());
            assertEquals("exit 1: OutOfMemoryError", cell.reason());
            assertEquals(List.of(), cell.figures());
        }
        assertEquals(List.of(), summary.targets());
        assertEquals(List.of(), summary.rateCard().rates());
    }

    @Test
    void aCellWithSomeFailedForksSaysHowMany() {
        RunFixture fixture = RunFixture.complete();
        String id = fixture.the(MAPPED_256).id();
        Summary summary = summarize(fixture.fail(fork -> fork.cellId().equals(id) && fork.block() > 3, "exit 137"));
        CellSummary cell = cell(summary, MAPPED_256);
        assertEquals(CellStatus.OK, cell.status());
        assertEquals("2 of 6 forks failed: exit 137", cell.reason());
        assertEquals(4, figure(cell, "recordsPerSecond").perFork().size());
        assertEquals(0, figure(cell, "recordsPerSecond").level());
    }

    @Test
    void aPartialRunTellsWhatDidNotRun() {
        RunFixture fixture = RunFixture.complete();
        String whole = fixture.the(MAPPED_256).id();
        Summary summary = summarize(fixture.ran(fork -> fork.cellId().equals(whole)
                ? fork.block() < 5
                : fork.block() == 0 && fork.cellId().compareTo(whole) < 0));
        assertEquals("1 of 6 forks not run", cell(summary, MAPPED_256).reason());
        assertTrue(summary.cells().stream()
                .anyMatch(cell ->
                        cell.status() == CellStatus.NOT_RUN && cell.figures().isEmpty()));
    }

    @Test
    void aMissedRateIsSaturatedAndFeedsNoRateCard() {
        Predicate<Cell> which = cell -> cell.suite().equals("append.latency")
                && cell.design().equals("chronicle")
                && cell.has("loadPercent", "80");
        Summary summary = summarize(RunFixture.complete().saturate(which));
        CellSummary cell = cell(summary, which);
        assertEquals(CellStatus.SATURATED, cell.status());
        assertEquals("6 of 6 forks missed the offered rate, the first with 64000 of 80000 records/s", cell.reason());
        assertFalse(cell.figures().isEmpty());
        assertTrue(summary.rateCard().rates().stream()
                .noneMatch(rate -> rate.cellId().equals(cell.cell().id())));
    }

    @Test
    void refusedCellsStayWithTheirReason() {
        Summary summary = summarize(RunFixture.complete()
                .refuse(cell -> cell.design().equals("chronicle"), "crash kit: no verdict for this jar"));
        List<CellSummary> refused = summary.cells().stream()
                .filter(cell -> cell.status() == CellStatus.REFUSED)
                .toList();
        assertEquals(18, refused.size());
        assertTrue(refused.stream().allMatch(cell -> cell.reason().startsWith("crash kit")));
        assertTrue(summary.notMeasured().stream()
                .anyMatch(left ->
                        left.what().endsWith("times chronicle") && left.why().equals("not in the plan of this run")));
    }

    @Test
    void countsForksThatRanOnANoisyMachine() {
        RunFixture fixture = RunFixture.complete();
        String id = fixture.the(MAPPED_256).id();
        Summary summary = summarize(fixture.change(
                fork -> fork.cellId().equals(id) && fork.block() == 1,
                fork -> new Fork(
                        fork.schemaVersion(),
                        fork.planned(),
                        fork.kind(),
                        3,
                        fork.startedAt(),
                        fork.durationMillis(),
                        0,
                        fork.command(),
                        new GateReading(0.3, 0, 0, false, "other processes 0.30"),
                        true,
                        "",
                        fork.checks())));
        assertEquals(1, cell(summary, MAPPED_256).noisyForks());
    }

    @Test
    void aRawFileThatWasChangedDoesNotCount() throws IOException {
        RunFixture fixture = RunFixture.complete().without(MAPPED_256.negate());
        Path path = temporary.resolve("run");
        fixture.write(path).close();
        Path raw = path.resolve(RunFiles.raw(fixture.plan().forks().get(3)));
        Files.writeString(raw, Files.readString(raw).replaceFirst("\\[\\s+\\d", "[ 9"));
        RunContents contents = RunContents.read(RunDirectory.open(path));
        assertEquals(1, contents.problems().size(), contents.problems().toString());
        assertTrue(contents.problems().get(0).toString().contains("digest differs"));
        CellSummary cell = Summarizer.summarize(contents).cells().get(0);
        assertEquals("1 of 6 forks failed: its raw result cannot be used", cell.reason());
    }

    @Test
    void aRawResultOfAnotherCellDoesNotCount() throws IOException {
        RunFixture fixture = RunFixture.complete().without(MAPPED_256.negate()).forks(1);
        Path path = temporary.resolve("run");
        fixture.writeRaw(path).close();
        Path raw = path.resolve(RunFiles.raw(fixture.plan().forks().get(0)));
        Files.writeString(raw, Files.readString(raw).replace("\"record\" : \"256\"", "\"record\" : \"64\""));
        relist(path);
        CellSummary cell = Summarizer.summarize(RunDirectory.open(path)).cells().get(0);
        assertEquals(CellStatus.FAILED, cell.status());
        assertEquals("has record=64, planned 256", cell.reason());
    }

    @Test
    void everyTruncationOfARawFileIsAFailureAndNotANumber() throws IOException {
        RunFixture fixture = RunFixture.complete().without(MAPPED_256.negate()).forks(1);
        Path path = temporary.resolve("run");
        fixture.writeRaw(path).close();
        Path raw = path.resolve(RunFiles.raw(fixture.plan().forks().get(0)));
        byte[] whole = Files.readAllBytes(raw);
        int end = new String(whole, StandardCharsets.UTF_8).strip().length();
        for (int length = 0; length < end; length += 7) {
            Files.write(raw, Arrays.copyOf(whole, length));
            relist(path);
            RunContents contents = RunContents.read(RunDirectory.open(path));
            assertEquals(1, contents.problems().size());
            assertEquals(
                    CellStatus.FAILED,
                    Summarizer.summarize(contents).cells().get(0).status(),
                    "length=" + length);
        }
    }

    static Summary summarize(RunFixture fixture) {
        return Summarizer.summarize(fixture.contents());
    }

    /** Forgets the digests, as if the files had been so when they were written. */
    static void relist(Path path) throws IOException {
        Manifest manifest = Json.read(path.resolve(RunFiles.MANIFEST), Manifest.class);
        Files.write(path.resolve(RunFiles.MANIFEST), Json.bytes(manifest.started()));
    }

    static Fork withCheck(Fork fork, Check check) {
        return new Fork(
                fork.schemaVersion(),
                fork.planned(),
                fork.kind(),
                fork.attempt(),
                fork.startedAt(),
                fork.durationMillis(),
                fork.exitCode(),
                fork.command(),
                fork.gate(),
                fork.valid(),
                fork.reason(),
                List.of(check));
    }

    static CellSummary cell(Summary summary, Predicate<Cell> which) {
        List<CellSummary> found =
                summary.cells().stream().filter(cell -> which.test(cell.cell())).toList();
        assertEquals(1, found.size(), found.toString());
        return found.get(0);
    }

    static Figure figure(CellSummary cell, String metric) {
        Optional<Figure> figure = cell.figure(metric);
        assertTrue(figure.isPresent(), metric + " of " + cell);
        return figure.get();
    }
}
