package io.blackstart.cli.run;

import io.blackstart.NearestName;
import io.blackstart.cli.UsageException;
import io.blackstart.results.Cell;
import io.blackstart.results.Json;
import io.blackstart.results.NotMeasured;
import io.blackstart.results.Plan;
import io.blackstart.results.RefusedCell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Turns what the user asked for into a plan, or into one line that says why it cannot be one. */
public final class PlanSource {
    /** Seed unless told otherwise: the day of the outage. Fixed, so that two runs measure the same records. */
    public static final long SEED_DEFAULT = 20_221_015;

    /** Largest seed that every JSON reader keeps exactly. */
    private static final long SEED_MAX = (1L << 53) - 1;

    private static final int FORKS_MAX = 1000;

    private final List<Candidate> known;
    private final List<NotMeasured> missing;
    private final int workloadVersion;

    /**
     * A source of plans for this build.
     *
     * @param known designs that can be measured
     * @param missing designs that cannot, with the reason
     * @param workloadVersion of the generator
     */
    public PlanSource(List<Candidate> known, List<NotMeasured> missing, int workloadVersion) {
        this.known = List.copyOf(known);
        this.missing = List.copyOf(missing);
        this.workloadVersion = workloadVersion;
    }

    /**
     * The plan for a request: that of its profile, or the one in its file.
     *
     * @throws UsageException an unknown name or options that contradict each other
     * @throws io.blackstart.BlackstartException a plan file that cannot be read
     */
    public Plan plan(RunRequest request) {
        if (request.plan().isPresent()) {
            return repeated(request, request.plan().get());
        }
        Profile profile = Profiles.find(request.profile().orElse(Profiles.DEFAULT));
        List<Candidate> designs = chosenDesigns(request.designs());
        var leftOut = new ArrayList<>(missing);
        known.stream()
                .filter(design -> !designs.contains(design))
                .map(design -> new NotMeasured("design " + design.name(), "not chosen with --design"))
                .forEach(leftOut::add);
        request.forks().ifPresent(forks -> requireRange("--forks", forks, 1, FORKS_MAX));
        long seed = request.seed().orElse(SEED_DEFAULT);
        requireRange("--seed", seed, 0, SEED_MAX);
        return Planner.plan(
                profile,
                new Planner.Choice(
                        designs,
                        chosenSuites(profile, request.suites()),
                        seed,
                        workloadVersion,
                        request.forks(),
                        leftOut));
    }

    private static void requireRange(String option, long value, long min, long max) {
        if (value < min || value > max) {
            throw new UsageException(option + " " + value + " must be from " + min + " to " + max);
        }
    }

    private List<Candidate> chosenDesigns(List<String> names) {
        if (names.isEmpty()) {
            return known;
        }
        var chosen = new ArrayList<Candidate>();
        for (String name : new java.util.LinkedHashSet<>(names)) {
            chosen.add(known.stream()
                    .filter(design -> design.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new UsageException(NearestName.unknown("design", name, designNames()))));
        }
        return chosen;
    }

    private static Set<String> chosenSuites(Profile profile, List<String> names) {
        List<String> suites = profile.suites();
        for (String name : names) {
            if (!suites.contains(name)) {
                throw new UsageException(NearestName.unknown("suite", name, suites));
            }
        }
        return names.isEmpty() ? Set.copyOf(suites) : Set.copyOf(names);
    }

    private List<String> designNames() {
        return known.stream().map(Candidate::name).toList();
    }

    private Plan repeated(RunRequest request, Path file) {
        var contradicting = new ArrayList<String>();
        request.profile().ifPresent(profile -> contradicting.add("--profile"));
        request.seed().ifPresent(seed -> contradicting.add("--seed"));
        request.forks().ifPresent(forks -> contradicting.add("--forks"));
        if (!request.suites().isEmpty()) {
            contradicting.add("--suite");
        }
        if (!request.designs().isEmpty()) {
            contradicting.add("--design");
        }
        if (!contradicting.isEmpty()) {
            throw new UsageException("--plan repeats a plan as it is; leave out " + String.join(", ", contradicting));
        }
        Plan plan = Json.read(file, Plan.class);
        PlanCheck.requireRunnable(plan, file);
        requireKnown(plan, file);
        return plan;
    }

    /** A plan of another build may name what this one does not have. */
    private void requireKnown(Plan plan, Path file) {
        Set<String> designs = new TreeSet<>();
        var cells = new ArrayList<>(plan.cells());
        plan.refused().stream().map(RefusedCell::cell).forEach(cells::add);
        cells.stream()
                .map(Cell::design)
                .filter(name -> !name.equals(Planner.NO_DESIGN))
                .forEach(designs::add);
        designs.removeAll(new HashSet<>(designNames()));
        if (!designs.isEmpty()) {
            throw new UsageException(file + " names "
                    + NearestName.unknown("design", designs.iterator().next(), designNames()));
        }
        String versions = cells.stream()
                .map(Cell::workloadVersion)
                .filter(version -> version != workloadVersion)
                .distinct()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        if (!versions.isEmpty()) {
            throw new UsageException(file + " was made for workload version " + versions + ", this build makes version "
                    + workloadVersion);
        }
    }
}
