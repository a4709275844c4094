package io.blackstart.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.results.Cell;
import io.blackstart.results.Cells;
import io.blackstart.results.Fork;
import io.blackstart.results.ForkKind;
import io.blackstart.results.GateReading;
import io.blackstart.results.JmhText;
import io.blackstart.results.Launch;
import io.blackstart.results.Plan;
import io.blackstart.results.PlannedFork;
import io.blackstart.results.RunDirectory;
import io.blackstart.results.RunFiles;
import io.blackstart.results.RunFixture;
import io.blackstart.results.RunSchema;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoverySectionTest {
    @TempDir
    Path directory;

    private static Cell cell(String recovery) {
        return Cells.identified(new Cell(
                "",
                "recovery",
                "RecoveryBenchmark.recover",
                1,
                new TreeMap<>(Map.of("recovery", recovery, "cache", "cold", "logBytes", "1073741824", "shards", "1")),
                1,
                "PROCESS",
                "mapped"));
    }

    private static JmhText.Score score(String unit, double value) {
        return new JmhText.Score(unit, List.of(value));
    }

    /** A run of one fork a cell, its curve as given. */
    private RunDirectory run(Map<String, String> curves, Map<String, Double> t99Seconds) {
        List<Cell> cells =
                curves.keySet().stream().map(RecoverySectionTest::cell).toList();
        List<PlannedFork> forks = cells.stream()
                .map(cell -> new PlannedFork(cell.id(), PlannedFork.MAIN, 0, 1))
                .toList();
        List<Launch> launches = cells.stream()
                .map(cell -> new Launch(cell.id(), ForkKind.JMH, List.of(), List.of(), 1, 1, 1, ""))
                .toList();
        RunDirectory run = RunDirectory.create(directory.resolve("run"), RunFixture.identity());
        run.writeJson(
                RunFiles.PLAN,
                new Plan(RunSchema.VERSION, "full", true, 1, cells, forks, launches, List.of(), List.of()));
        for (int i = 0; i < cells.size(); i++) {
            Cell cell = cells.get(i);
            String recovery = cell.parameters().getOrDefault("recovery", "");
            double t99 = t99Seconds.getOrDefault(recovery, 0.0);
            var secondary = new TreeMap<String, JmhText.Score>();
            List.of("first", "t50", "t90", "t99").forEach(name -> secondary.put(name + "Nanos", score("#", t99 * 1e9)));
            secondary.put("allNanos", score("#", 2e9));
            secondary.put("scanNanos", score("#", 1.9e9));
            secondary.put("aidBytes", score("#", 5e6));
            secondary.put("bytes", score("#", 1e9));
            secondary.put("records", score("#", 1e6));
            var parameters = new TreeMap<>(cell.parameters());
            parameters.put("design", "mapped");
            run.writeText(
                    RunFiles.raw(forks.get(i)),
                    JmhText.array(cell.benchmark(), "ss", 1, parameters, score("ms/op", 2_000), secondary));
            run.writeText(RunFiles.curve(forks.get(i)), curves.getOrDefault(recovery, ""));
            run.writeJson(RunFiles.fork(forks.get(i)), fork(forks.get(i)));
        }
        run.checkpoint();
        return run;
    }

    private static Fork fork(PlannedFork planned) {
        return new Fork(
                RunSchema.VERSION,
                planned,
                ForkKind.JMH,
                0,
                Instant.EPOCH,
                1,
                0,
                List.of(),
                new GateReading(0, 0, 0, true, ""),
                true,
                "",
                new ArrayList<>());
    }

    @Test
    void drawsTheCurvesTellsTheTimesAndWhatToChoose() {
        RunDirectory run = run(
                new TreeMap<>(Map.of(
                        "scan", "nanos,share,readBytes\n0,0.0,0\n2000000000,1.0,1000\n",
                        "on-demand", "nanos,share,readBytes\n100000000,1.0,10\n")),
                Map.of("scan", 2.0, "on-demand", 0.1));
        Report report = ReportWriter.render(run);
        assertTrue(report.html().contains("When people can chat again"));
        assertTrue(report.html().contains("Share of requests that can be served"), "the picture");
        assertTrue(report.markdown().contains("for people to chat again soonest choose on-demand"), report.markdown());
        assertTrue(report.markdown().contains("0.05"), "T99 of on-demand by all of scan");
        assertFalse(report.markdown().contains("no restoration curve"));
    }

    @Test
    void aDamagedCurveIsNamedAndLeftOut() {
        RunDirectory run =
                run(new TreeMap<>(Map.of("scan", "nanos,share,readBytes\nsoon,1.0,1000\n")), Map.of("scan", 2.0));
        RunView view = RunView.read(run);
        assertEquals(Map.of(), view.curves());
        assertTrue(
                view.problems().stream().anyMatch(problem -> problem.contains("no restoration curve")),
                view.problems().toString());
        assertTrue(ReportWriter.render(run).html().contains("When people can chat again"));
    }

    @Test
    void saysSoWhenNothingWasMeasured() {
        Report report = ReportWriter.render(run(Map.of(), Map.of()));
        int section = report.markdown().indexOf("When people can chat again");
        assertTrue(report.markdown().indexOf("Not measured in this run.", section) > section);
    }
}
