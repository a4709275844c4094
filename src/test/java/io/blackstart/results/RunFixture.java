package io.blackstart.results;

import io.blackstart.results.JmhText.Score;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.HdrHistogram.Histogram;

/**
 * A made-up run, built through the same types and the same directory as a real one. Its numbers are synthetic: they come from
 * {@link SyntheticRates} and a seed, no machine ever gave them.
 */
public final class RunFixture {
    /** The commit in every synthetic run: no such commit exists. */
    public static final String COMMIT = "5eed5eed5eed";

    private static final Instant STARTED = Instant.parse("2022-10-15T06:27:00Z");
    private static final int ITERATIONS = 5;
    private static final long RANDOM_SEED = 127;

    private final List<Cell> cells = new ArrayList<>();
    private final List<RefusedCell> refused = new ArrayList<>();
    private final List<NotMeasured> notMeasured = new ArrayList<>();
    private final Map<Predicate<PlannedFork>, UnaryOperator<Fork>> changes = new LinkedHashMap<>();
    private final SplittableRandom random = new SplittableRandom(RANDOM_SEED);
    private Predicate<Cell> saturated = cell -> false;
    private Predicate<PlannedFork> ran = fork -> true;
    private String profile = "full";
    private boolean comparable = true;
    private int forks = 6;
    private RunStatus status = RunStatus.COMPLETE;

    private RunFixture() {}

    /** A run without cells. */
    public static RunFixture empty() {
        return new RunFixture();
    }

    /** All suites, all designs, all limits, everything well. */
    public static RunFixture complete() {
        var fixture = new RunFixture();
        SyntheticRates.cells().forEach(fixture::cell);
        fixture.notMeasured.add(new NotMeasured("record=1024 with 4 producers", "not in profile full"));
        return fixture;
    }

    /** Adds a cell; its id is made here. */
    public RunFixture cell(Cell draft) {
        cells.add(Cells.identified(draft));
        return this;
    }

    /** Leaves out cells. */
    public RunFixture without(Predicate<Cell> which) {
        cells.removeIf(which);
        return this;
    }

    /** Moves cells to those that may not be measured. */
    public RunFixture refuse(Predicate<Cell> which, String reason) {
        cells.stream().filter(which).forEach(cell -> refused.add(new RefusedCell(cell, reason)));
        return without(which);
    }

    /** Changes the record of forks before it is filed. */
    public RunFixture change(Predicate<PlannedFork> which, UnaryOperator<Fork> how) {
        changes.put(which, how);
        return this;
    }

    /** The forks that failed with that reason and left nothing. */
    public RunFixture fail(Predicate<PlannedFork> which, String reason) {
        return change(
                which,
                f -> new Fork(
                        f.schemaVersion(),
                        f.planned(),
                        f.kind(),
                        f.attempt(),
                        f.startedAt(),
                        f.durationMillis(),
                        1,
                        f.command(),
                        f.gate(),
                        false,
                        reason,
                        f.checks()));
    }

    /** Cells of the rig that miss their rate. */
    public RunFixture saturate(Predicate<Cell> which) {
        saturated = which;
        return this;
    }

    /** Forks that ran; the run is partial when some did not. */
    public RunFixture ran(Predicate<PlannedFork> which) {
        ran = which;
        status = RunStatus.PARTIAL;
        return this;
    }

    /** Name of the profile and whether it may be compared. */
    public RunFixture profile(String name, boolean isComparable) {
        profile = name;
        comparable = isComparable;
        return this;
    }

    /** Something left out. */
    public RunFixture notMeasured(String what, String why) {
        notMeasured.add(new NotMeasured(what, why));
        return this;
    }

    /** Forks a cell. */
    public RunFixture forks(int count) {
        forks = count;
        return this;
    }

    /** How it ended, where all forks ran. */
    public RunFixture status(RunStatus ended) {
        status = ended;
        return this;
    }

    /** The cells so far. */
    public List<Cell> cells() {
        return List.copyOf(cells);
    }

    /** The one cell with these properties. */
    public Cell the(Predicate<Cell> which) {
        List<Cell> found = cells.stream().filter(which).toList();
        if (found.size() != 1) {
            throw new IllegalStateException("cells=" + found);
        }
        return found.get(0);
    }

    /** The plan. */
    public Plan plan() {
        var planned = new ArrayList<PlannedFork>();
        for (int block = 0; block < forks; block++) {
            for (Cell cell : cells) {
                planned.add(new PlannedFork(cell.id(), PlannedFork.MAIN, block, 1_000 + block));
            }
        }
        List<Launch> launches = cells.stream()
                .map(cell -> new Launch(
                        cell.id(), kind(cell), List.of("-Xmx1g"), List.of("-i", "5"), 4_000, 60_000, 1 << 30, ""))
                .toList();
        return new Plan(
                RunSchema.VERSION, profile, comparable, 20_221_015, cells, planned, launches, refused, notMeasured);
    }

    /** The manifest a run like this starts with. */
    public static Manifest identity() {
        return new Manifest(
                RunSchema.VERSION,
                new RunId(STARTED, COMMIT, "fake").toString(),
                RunStatus.PARTIAL,
                COMMIT,
                false,
                "0.1.0-synthetic",
                "0".repeat(64),
                List.of("scripts/blackstart", "run", "--profile", "full", "--seed", "20221015"),
                STARTED,
                null,
                new TreeMap<>());
    }

    /** Writes raw files, records, environment and plan; no summary yet. */
    public RunDirectory writeRaw(Path path) {
        RunDirectory run = RunDirectory.create(path, identity());
        run.writeText(RunFiles.ENVIRONMENT, SyntheticRates.environment());
        Plan plan = plan();
        run.writeJson(RunFiles.PLAN, plan);
        CrashVerdicts.admitting(plan, identity().jarSha256())
                .forEach(verdict -> run.writeJson(RunFiles.verdict(verdict.subject()), verdict));
        for (PlannedFork planned : plan.forks()) {
            if (ran.test(planned)) {
                file(run, plan, planned);
            }
        }
        run.checkpoint();
        return run;
    }

    /** Writes a whole run: raw files, then what is derived from them, then its end. */
    public RunDirectory write(Path path) {
        RunDirectory run = writeRaw(path);
        Summarizer.write(
                run,
                List.of(new Check("run/no-leftover-data", "", "no data directory", "no data directory", Verdict.PASS)));
        run.finish(status, STARTED.plusSeconds(1_234));
        return run;
    }

    /** What reading the raw run gives, without a file in between. */
    public RunContents contents() {
        Plan plan = plan();
        List<ForkOutcome> outcomes = plan.forks().stream()
                .map(planned -> ran.test(planned)
                        ? outcome(planned, plan.cell(planned.cellId()).orElseThrow())
                        : new ForkOutcome(planned, null, null, "", List.of()))
                .toList();
        return new RunContents(identity(), plan, SyntheticRates.ENV_CLASS, outcomes, List.of());
    }

    private ForkOutcome outcome(PlannedFork planned, Cell cell) {
        Fork fork = changed(record(planned, cell));
        if (!fork.valid()) {
            return new ForkOutcome(planned, fork, null, fork.reason(), List.of());
        }
        if (kind(cell) == ForkKind.RIG) {
            return new ForkOutcome(planned, fork, rig(cell).result(), "", List.of());
        }
        Path nowhere = Path.of("synthetic.json");
        return new ForkOutcome(
                planned, fork, JmhFiles.single(Json.parse(jmhText(cell), nowhere), nowhere), "", List.of());
    }

    private Fork changed(Fork fork) {
        Fork result = fork;
        for (Map.Entry<Predicate<PlannedFork>, UnaryOperator<Fork>> change : changes.entrySet()) {
            if (change.getKey().test(fork.planned())) {
                result = change.getValue().apply(result);
            }
        }
        return result;
    }

    private void file(RunDirectory run, Plan plan, PlannedFork planned) {
        Cell cell = plan.cell(planned.cellId()).orElseThrow();
        Fork fork = changed(record(planned, cell));
        if (fork.exitCode() == 0) {
            if (kind(cell) == ForkKind.RIG) {
                Rig rig = rig(cell);
                run.writeJson(RunFiles.raw(planned), rig.result());
                run.writeText(RunFiles.histograms(planned), SyntheticRates.log(rig.response(), rig.service()));
            } else {
                run.writeText(RunFiles.raw(planned), jmhText(cell));
            }
        }
        run.writeJson(RunFiles.fork(planned), fork);
    }

    private record Rig(RigResult result, Histogram response, Histogram service) {}

    private Rig rig(Cell cell) {
        Histogram service = SyntheticRates.service(cell, random);
        Histogram response = SyntheticRates.response(service, saturated.test(cell));
        return new Rig(SyntheticRates.rig(cell, response, service, saturated.test(cell)), response, service);
    }

    private static ForkKind kind(Cell cell) {
        return cell.suite().equals(SuiteCatalog.APPEND_LATENCY) ? ForkKind.RIG : ForkKind.JMH;
    }

    private static Fork record(PlannedFork planned, Cell cell) {
        String prefix = planned.cellId() + "/" + planned.arm() + "-" + planned.block() + "/";
        var checks = new ArrayList<Check>();
        if (!cell.suite().equals(SuiteCatalog.LIMITS)) {
            checks.add(new Check(
                    prefix + "read-back", planned.cellId(), "524288 records", "524288 records", Verdict.PASS));
        }
        String cache = cell.parameters().get("cache");
        if (cache != null) {
            checks.add(new Check(prefix + "cache", planned.cellId(), cache, cache + ": synthetic", Verdict.PASS));
        }
        return new Fork(
                RunSchema.VERSION,
                planned,
                kind(cell),
                0,
                STARTED.plusSeconds(5 + planned.block()),
                3_210,
                0,
                List.of("java", "-cp", "benchmarks.jar", "io.blackstart.benchmarks.ForkMain", "jmh", cell.benchmark()),
                new GateReading(0.01, 0.0, 0.02, true, ""),
                true,
                "",
                checks);
    }

    private String jmhText(Cell cell) {
        SortedMap<String, String> parameters = new TreeMap<>(cell.parameters());
        if (!cell.design().equals(Cell.NO_DESIGN)) {
            parameters.put("design", cell.design());
        }
        int iterations = cell.suite().equals(SuiteCatalog.REPLAY) ? 1 : ITERATIONS;
        double forkNoise = 1 + 0.03 * (random.nextDouble() - 0.5);
        var values = new ArrayList<Double>();
        for (int i = 0; i < iterations; i++) {
            values.add(SyntheticRates.primary(cell) * forkNoise * (1 + 0.02 * (random.nextDouble() - 0.5)));
        }
        return JmhText.array(
                cell.benchmark(),
                SyntheticRates.unit(cell).startsWith("ops") ? "thrpt" : "ss",
                cell.threads(),
                parameters,
                new Score(SyntheticRates.unit(cell), values),
                SyntheticRates.secondary(cell, values));
    }
}
