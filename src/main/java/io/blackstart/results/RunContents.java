package io.blackstart.results;

import io.blackstart.BlackstartException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Everything of a run that figures are made from, read once, as much as is there. What is damaged or missing is a
 * {@link Problem} and is never made up for.
 *
 * @param manifest of the run
 * @param plan null when it cannot be read
 * @param envClass of the machine, empty when {@code env.json} is missing or cannot be read
 * @param forks one for each of the plan, in its order
 * @param problems found while reading
 */
public record RunContents(
        Manifest manifest, @Nullable Plan plan, String envClass, List<ForkOutcome> forks, List<Problem> problems) {
    /** Copies the lists. */
    public RunContents {
        forks = List.copyOf(forks);
        problems = List.copyOf(problems);
    }

    /**
     * Reads a run.
     *
     * @param run open for reading or writing
     */
    public static RunContents read(RunDirectory run) {
        return new Reader(run).read();
    }

    /** Forks of one cell and arm, in block order. */
    public List<ForkOutcome> forksOf(String cellId, String arm) {
        return forks.stream()
                .filter(fork -> fork.planned().cellId().equals(cellId)
                        && fork.planned().arm().equals(arm))
                .toList();
    }

    private static final class Reader {
        private final RunDirectory run;
        private final List<Problem> problems = new ArrayList<>();
        private final Set<String> files;

        Reader(RunDirectory run) {
            this.run = run;
            this.files = new LinkedHashSet<>(run.files());
        }

        RunContents read() {
            Plan plan = tryRead(RunFiles.PLAN, file -> Json.read(file, Plan.class));
            var forks = new ArrayList<ForkOutcome>();
            if (plan != null) {
                for (PlannedFork planned : plan.forks()) {
                    forks.add(outcome(plan, planned));
                }
            }
            return new RunContents(run.manifest(), plan, envClass(), forks, problems);
        }

        /** Read as a tree: the environment record belongs to another package and may be of another version. */
        private String envClass() {
            JsonNode environment = tryRead(RunFiles.ENVIRONMENT, Json::tree);
            JsonNode value = environment == null ? null : environment.get("envClass");
            return value != null && value.isString() ? value.stringValue() : "";
        }

        private ForkOutcome outcome(Plan plan, PlannedFork planned) {
            List<Fork> noisy = noisyAttempts(planned);
            String recordFile = RunFiles.fork(planned);
            if (!files.contains(recordFile)) {
                boolean lost = run.manifest().files().containsKey(recordFile);
                if (lost) {
                    problems.add(new Problem(recordFile, "file is missing, the manifest lists it"));
                }
                return new ForkOutcome(planned, null, null, lost ? "its record is missing" : "", noisy);
            }
            Fork fork = tryRead(recordFile, file -> Json.read(file, Fork.class));
            if (fork == null) {
                return new ForkOutcome(planned, null, null, "its record cannot be read", noisy);
            }
            if (!fork.planned().equals(planned)) {
                problems.add(new Problem(recordFile, "is the record of another fork: " + fork.planned()));
                return new ForkOutcome(planned, null, null, "its record is that of another fork", noisy);
            }
            if (!fork.valid()) {
                return new ForkOutcome(planned, fork, null, fork.reason(), noisy);
            }
            RawResult raw = tryRead(RunFiles.raw(planned), file -> rawResult(fork.kind(), file));
            String mismatch = raw == null ? "its raw result cannot be used" : mismatch(plan, planned, raw);
            if (raw != null && !mismatch.isEmpty()) {
                problems.add(new Problem(RunFiles.raw(planned), mismatch));
            }
            return new ForkOutcome(planned, fork, mismatch.isEmpty() ? raw : null, mismatch, noisy);
        }

        private List<Fork> noisyAttempts(PlannedFork planned) {
            String prefix = planned.stem(RunFiles.FORKS) + RunFiles.NOISY;
            var noisy = new ArrayList<Fork>();
            for (String name : files) {
                if (name.startsWith(prefix) && name.endsWith(RunFiles.FORK_SUFFIX)) {
                    Fork fork = tryRead(name, file -> Json.read(file, Fork.class));
                    if (fork != null) {
                        noisy.add(fork);
                    }
                }
            }
            return noisy;
        }

        private static RawResult rawResult(ForkKind kind, Path file) {
            return switch (kind) {
                case JMH -> JmhFiles.readSingle(file);
                case RIG -> Json.read(file, RigResult.class);
            };
        }

        /** Why this is not the result of that cell, or empty. */
        private static String mismatch(Plan plan, PlannedFork planned, RawResult raw) {
            Cell cell = plan.cell(planned.cellId()).orElse(null);
            if (cell == null) {
                return "the plan has no cell " + planned.cellId();
            }
            if (raw instanceof JmhResult jmh) {
                if (!jmh.benchmark().endsWith("." + cell.benchmark()) || jmh.threads() != cell.threads()) {
                    return "is of " + jmh.benchmark() + " with threads=" + jmh.threads() + ", planned "
                            + cell.benchmark() + " with threads=" + cell.threads();
                }
                SortedMap<String, String> wanted = new TreeMap<>(cell.parameters());
                if (!cell.design().equals(Cell.NO_DESIGN)) {
                    wanted.put("design", cell.design());
                }
                for (Map.Entry<String, String> parameter : wanted.entrySet()) {
                    String found = jmh.parameters().get(parameter.getKey());
                    if (!Objects.equals(found, parameter.getValue())) {
                        return "has " + parameter.getKey() + "=" + found + ", planned " + parameter.getValue();
                    }
                }
            }
            return "";
        }

        /** The file's content if it is there, is what the manifest says and can be read; else a problem and null. */
        private <T> @Nullable T tryRead(String name, Function<Path, T> reader) {
            try {
                Path file = run.resolve(name);
                String listed = run.manifest().files().get(name);
                if (listed != null && run.has(name) && !listed.equals(DurableFiles.sha256(file))) {
                    problems.add(new Problem(name, "digest differs from the manifest: changed after it was written"));
                    return null;
                }
                return reader.apply(file);
            } catch (BlackstartException e) {
                problems.add(new Problem(name, message(e)));
                return null;
            }
        }
    }

    /** The failure's line without the absolute path, which says nothing elsewhere. */
    static String message(BlackstartException e) {
        String line = String.valueOf(e.getMessage());
        int place = line.lastIndexOf(" [");
        String position = e.position() == BlackstartException.NO_POSITION ? "" : " at byte " + e.position();
        return (place < 0 ? line : line.substring(0, place)) + position;
    }
}
