package io.blackstart.results;

import io.blackstart.BlackstartException;
import io.blackstart.measure.HistogramLog;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Whether a run directory is what it says: each file against its JSON Schema, each digest, and the files against each other. What
 * can be derived is derived again and must come out equal.
 */
public final class RunValidator {
    private static final Map<String, String> SCHEMA_OF = Map.of(
            RunFiles.MANIFEST, "manifest",
            RunFiles.PLAN, "plan",
            RunFiles.ENVIRONMENT, "env",
            RunFiles.CHECKS, "checks",
            RunFiles.SUMMARY, "summary",
            RunFiles.COMPARISON, "comparison",
            RunFiles.JMH, "jmh");

    private final Path directory;
    private final Set<String> files;
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Schemas schemas = new Schemas();

    private RunValidator(Path directory) {
        this.directory = directory;
        this.files = new LinkedHashSet<>(RunListing.whole(directory));
    }

    /**
     * Every problem found, one line each, in order of path; empty when there is none. Changes nothing.
     *
     * @param directory of the run; may be damaged in any way
     */
    public static List<Problem> validate(Path directory) {
        var validator = new RunValidator(directory);
        validator.validate();
        return validator.problems.stream()
                .sorted(Comparator.comparing(Problem::path))
                .toList();
    }

    private void validate() {
        if (!Files.isDirectory(directory)) {
            problem(".", "no such directory");
            return;
        }
        for (String leftover : RunListing.leftovers(directory)) {
            problem(leftover, "left half written by a process that was killed; resuming the run removes it");
        }
        files.forEach(this::validateFile);
        Manifest manifest = manifest();
        if (manifest == null) {
            return;
        }
        digests(manifest);
        RunDirectory run = RunDirectory.open(directory);
        RunContents contents = RunContents.read(run);
        problems.addAll(contents.problems());
        Plan plan = contents.plan();
        if (plan != null) {
            planHoldsTogether(plan);
            everyForkIsThere(plan, contents, manifest);
            noForkTooMany(plan);
            everyDesignIsAdmitted(plan, verdicts(run), manifest);
        }
        derivedFilesAreDerived(run, contents);
        statusIsEarned(manifest, contents);
        if (manifest.status() == RunStatus.COMPLETE && verdicts(run).stream().anyMatch(CrashVerdict::failsTheBuild)) {
            problem(RunFiles.MANIFEST, "status is COMPLETE, but the crash kit failed a design");
        }
    }

    /** Files that cannot be read were told of with their schema. */
    private static List<CrashVerdict> verdicts(RunDirectory run) {
        try {
            return run.verdicts();
        } catch (BlackstartException e) {
            return List.of();
        }
    }

    /** A number only with a verdict that admits its design, on the jar that was measured. */
    private void everyDesignIsAdmitted(Plan plan, List<CrashVerdict> verdicts, Manifest manifest) {
        Map<String, CrashVerdict> byName = new TreeMap<>();
        for (CrashVerdict verdict : verdicts) {
            String name = RunFiles.verdict(verdict.subject());
            byName.put(name, verdict);
            if (!verdict.subject().jarSha256().equals(manifest.jarSha256())) {
                problem(
                        name,
                        "is of another jar than was measured: "
                                + verdict.subject().jarSha256());
            }
        }
        Set<String> asked = new LinkedHashSet<>();
        for (Cell cell : plan.cells()) {
            String name = RunFiles.VERDICTS + "/" + cell.design() + "-" + cell.durability() + ".json";
            if (cell.design().equals(Cell.NO_DESIGN) || !asked.add(name)) {
                continue;
            }
            CrashVerdict verdict = byName.get(name);
            if (verdict == null) {
                problem(name, "file is missing or damaged: the design was measured without a verdict of the crash kit");
            } else if (!verdict.refusal().isEmpty()) {
                problem(name, "does not admit the design that was measured: it " + verdict.refusal());
            }
        }
    }

    private @Nullable Manifest manifest() {
        try {
            return Json.read(directory.resolve(RunFiles.MANIFEST), Manifest.class);
        } catch (BlackstartException e) {
            problem(RunFiles.MANIFEST, RunContents.message(e));
            return null;
        }
    }

    /** Readable, and as its schema says. */
    private void validateFile(String name) {
        Path file = directory.resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            problem(name, "is no plain file");
            return;
        }
        try {
            if (name.endsWith(".hlog")) {
                HistogramLog.readMerged(file, "response");
                HistogramLog.readMerged(file, "service");
            } else if (name.endsWith(".json")) {
                validateJson(name, file);
            }
        } catch (BlackstartException e) {
            problem(name, RunContents.message(e));
        }
    }

    private void validateJson(String name, Path file) {
        JsonNode tree = Json.tree(file);
        JsonNode version = tree.get("schemaVersion");
        if (version != null && version.isIntegralNumber() && version.asLong(0) != RunSchema.VERSION) {
            problem(name, "found schemaVersion " + version + ", know 1 to " + RunSchema.VERSION);
            return;
        }
        String schema = SCHEMA_OF.get(name);
        if (schema == null && name.startsWith(RunFiles.VERDICTS + "/")) {
            schema = "crash";
        }
        if (schema == null && name.startsWith(RunFiles.FORKS + "/")) {
            schema = name.endsWith(RunFiles.FORK_SUFFIX) ? "fork" : tree.isArray() ? "jmh" : "rig";
        }
        if (schema != null) {
            schemas.errors(schema, tree).forEach(error -> problem(name, "not as its schema says: " + error));
        }
    }

    private void digests(Manifest manifest) {
        for (Map.Entry<String, String> listed : manifest.files().entrySet()) {
            String name = listed.getKey();
            if (!files.contains(name)) {
                problem(name, "file is missing, the manifest lists it");
            } else if (!DurableFiles.sha256(directory.resolve(name)).equals(listed.getValue())) {
                problem(name, "digest differs from the manifest: changed after it was written");
            }
        }
        if (manifest.status() != RunStatus.PARTIAL) {
            for (String name : files) {
                if (!name.equals(RunFiles.MANIFEST) && !manifest.files().containsKey(name)) {
                    problem(
                            name,
                            "is not in the manifest: whatever wrote it was interrupted, or is not part of the run");
                }
            }
        }
        if (!files.contains(RunFiles.ENVIRONMENT)) {
            problem(RunFiles.ENVIRONMENT, "file is missing: the machine of this run is not known");
        }
    }

    private void planHoldsTogether(Plan plan) {
        Set<String> ids = new LinkedHashSet<>();
        Stream.concat(plan.cells().stream(), plan.refused().stream().map(RefusedCell::cell))
                .forEach(cell -> {
                    if (!cell.id().equals(Cells.idOf(cell))) {
                        problem(RunFiles.PLAN, "cell " + cell.id() + " should have the id " + Cells.idOf(cell));
                    }
                    if (!ids.add(cell.id())) {
                        problem(RunFiles.PLAN, "cell " + cell.id() + " stands there twice");
                    }
                });
        Set<String> known = new LinkedHashSet<>();
        plan.cells().forEach(cell -> known.add(cell.id()));
        Set<PlannedFork> forks = new LinkedHashSet<>();
        for (PlannedFork fork : plan.forks()) {
            if (!known.contains(fork.cellId())) {
                problem(RunFiles.PLAN, "fork of a cell that is not planned: " + fork.cellId());
            }
            if (!forks.add(new PlannedFork(fork.cellId(), fork.arm(), fork.block(), 0))) {
                problem(RunFiles.PLAN, "fork stands there twice: " + fork.stem(RunFiles.FORKS));
            }
        }
    }

    private void everyForkIsThere(Plan plan, RunContents contents, Manifest manifest) {
        Map<String, List<String>> missing = new TreeMap<>();
        for (ForkOutcome outcome : contents.forks()) {
            if (outcome.notRun()) {
                missing.computeIfAbsent(outcome.planned().cellId(), id -> new ArrayList<>())
                        .add(outcome.planned().arm() + "-" + outcome.planned().block());
            }
        }
        missing.forEach((cellId, names) -> problem(
                RunFiles.FORKS + "/" + cellId,
                "not run: " + String.join(", ", names)
                        + (manifest.status() == RunStatus.PARTIAL ? "; resuming the run goes on with it" : "")));
        if (plan.forks().isEmpty() && !plan.cells().isEmpty()) {
            problem(RunFiles.PLAN, "has cells and no forks");
        }
    }

    private void noForkTooMany(Plan plan) {
        Set<String> stems = new LinkedHashSet<>();
        plan.forks().forEach(fork -> {
            stems.add(fork.stem(RunFiles.FORKS));
            stems.add(fork.stem(RunFiles.HISTOGRAMS));
        });
        for (String name : files) {
            boolean fork = name.startsWith(RunFiles.FORKS + "/") || name.startsWith(RunFiles.HISTOGRAMS + "/");
            if (fork && stems.stream().noneMatch(stem -> name.startsWith(stem + "."))) {
                problem(name, "belongs to no fork of the plan");
            }
        }
    }

    private void derivedFilesAreDerived(RunDirectory run, RunContents contents) {
        Summary summary = Summarizer.summarize(contents);
        compare(RunFiles.SUMMARY, () -> Json.toTree(summary));
        compare(RunFiles.JMH, () -> JmhFiles.concatenate(Summarizer.jmhFiles(run, contents)));
        if (files.contains(RunFiles.SUMMARY_CSV)
                && !DurableFiles.sha256(directory.resolve(RunFiles.SUMMARY_CSV))
                        .equals(DurableFiles.sha256(SummaryCsv.bytes(summary)))) {
            problem(RunFiles.SUMMARY_CSV, "is not what the raw files give; deriving it again replaces it");
        }
        tryRead(RunFiles.CHECKS, Checks.class, checks -> {
            List<Check> ofRun = checks.checks().stream()
                    .filter(check -> check.cellId().isEmpty())
                    .toList();
            if (!checks.checks().equals(Summarizer.allChecks(contents, ofRun))) {
                problem(RunFiles.CHECKS, "does not hold the checks of the forks; deriving it again replaces it");
            }
        });
        tryRead(RunFiles.COMPARISON, Comparison.class, comparison -> {
            if (!comparison.runId().equals(contents.manifest().runId())) {
                problem(RunFiles.COMPARISON, "is of another run: " + comparison.runId());
            }
        });
    }

    private void compare(String name, Supplier<JsonNode> derive) {
        if (!files.contains(name)) {
            return;
        }
        try {
            if (!Json.tree(directory.resolve(name)).equals(Json.toTree(derive.get()))) {
                problem(name, "is not what the raw files give; deriving it again replaces it");
            }
        } catch (BlackstartException e) {
            problem(name, RunContents.message(e));
        }
    }

    private void statusIsEarned(Manifest manifest, RunContents contents) {
        if (manifest.status() == RunStatus.PARTIAL) {
            problem(
                    ".",
                    "run is partial: "
                            + contents.forks().stream()
                                    .filter(ForkOutcome::notRun)
                                    .count() + " of " + contents.forks().size() + " forks not run");
            return;
        }
        if (contents.forks().stream().anyMatch(ForkOutcome::notRun)) {
            problem(RunFiles.MANIFEST, "status is " + manifest.status() + ", but forks did not run");
        }
        List<Check> checks = new ArrayList<>(Summarizer.allChecks(contents, List.of()));
        tryRead(RunFiles.CHECKS, Checks.class, stored -> checks.addAll(stored.checks()));
        boolean failed = checks.stream().anyMatch(check -> check.verdict() == Verdict.FAIL)
                || Summarizer.summarize(contents).cells().stream().anyMatch(RunValidator::fails);
        boolean missed = Summarizer.summarize(contents).targets().stream().anyMatch(target -> !target.met());
        if (manifest.status() == RunStatus.COMPLETE && (failed || missed)) {
            problem(RunFiles.MANIFEST, "status is COMPLETE, but a cell, check or target failed");
        }
        for (String name : List.of(RunFiles.SUMMARY, RunFiles.SUMMARY_CSV, RunFiles.CHECKS, RunFiles.JMH)) {
            if (!files.contains(name)) {
                problem(name, "file is missing: deriving it again makes it");
            }
        }
    }

    private static boolean fails(CellSummary cell) {
        return cell.status() == CellStatus.INVALID || cell.status() == CellStatus.FAILED;
    }

    private <T> void tryRead(String name, Class<T> type, Consumer<T> consumer) {
        if (files.contains(name)) {
            try {
                consumer.accept(Json.read(directory.resolve(name), type));
            } catch (BlackstartException e) {
                problem(name, RunContents.message(e));
            }
        }
    }

    private void problem(String path, String what) {
        problems.add(new Problem(path, what));
    }
}
