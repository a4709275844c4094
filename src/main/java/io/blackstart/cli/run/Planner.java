package io.blackstart.cli.run;

import io.blackstart.cli.run.Profile.Group;
import io.blackstart.cli.run.Profile.Point;
import io.blackstart.results.Cell;
import io.blackstart.results.Cells;
import io.blackstart.results.Launch;
import io.blackstart.results.NotMeasured;
import io.blackstart.results.Plan;
import io.blackstart.results.PlannedFork;
import io.blackstart.results.RefusedCell;
import io.blackstart.results.RunSchema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Makes the plan of a run from its profile: a pure function, the same input gives the same plan.
 *
 * <p>A <i>slot</i> is one point of the profile: the limits that belong beside it, then the cells of all designs. A block goes
 * through all slots once; every second block goes through them backwards, so that over two blocks the arms stand A B B A and
 * a steady drift of the machine falls on all alike.
 */
public final class Planner {
    /** Suite of the limits; its cells belong to no design. */
    public static final String LIMITS = "limits";
    /** Cells with this parameter read a log of that many bytes, prepared once for each design. */
    public static final String LOG_BYTES = "logBytes";
    /** Parameter of a cell whose forks recover prepared shards: how many. */
    public static final String SHARDS = "shards";
    /** Design of a limit. */
    static final String NO_DESIGN = "-";
    /** The one arm of a run that compares nothing. */
    static final String ARM = "main";

    private final Profile profile;
    private final Choice choice;
    private final Map<String, Cell> cells = new LinkedHashMap<>();
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private final List<RefusedCell> refused = new ArrayList<>();

    private Planner(Profile profile, Choice choice) {
        this.profile = profile;
        this.choice = choice;
    }

    /**
     * What the user chose of a profile.
     *
     * @param designs to measure, in order
     * @param suites to measure; limits that belong beside them come along, all limits when {@code limits} is named
     * @param seed from which all seeds come
     * @param workloadVersion of the generator
     * @param forks JVMs a cell instead of the profile's number
     * @param leftOut what the user left out, to be listed with what the profile leaves out
     */
    public record Choice(
            List<Candidate> designs,
            Set<String> suites,
            long seed,
            int workloadVersion,
            OptionalInt forks,
            List<NotMeasured> leftOut) {
        /** Keeps its own copies. */
        public Choice {
            designs = List.copyOf(designs);
            suites = Set.copyOf(suites);
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * The plan.
     *
     * @param profile what could be measured
     * @param choice what shall be
     */
    public static Plan plan(Profile profile, Choice choice) {
        return new Planner(profile, choice).plan();
    }

    private Plan plan() {
        var forks = new ArrayList<PlannedFork>();
        profile.groups().stream()
                .mapToInt(Group::stage)
                .distinct()
                .sorted()
                .forEach(stage -> forks.addAll(forksOf(slotsOf(stage))));
        var launches = new ArrayList<Launch>();
        for (Cell cell : cells.values()) {
            launches.add(launchOf(cell));
        }
        return new Plan(
                RunSchema.VERSION,
                profile.name(),
                profile.comparable(),
                choice.seed(),
                List.copyOf(cells.values()),
                forks,
                launches,
                refused,
                notMeasured());
    }

    /** The cells of one stage, slot by slot. */
    private List<List<Cell>> slotsOf(int stage) {
        var slots = new ArrayList<List<Cell>>();
        for (Group group : profile.groups()) {
            if (group.stage() != stage || group.suite().equals(LIMITS)) {
                continue;
            }
            for (Point point : group.points()) {
                if (isChosen(group.suite()) || tellsARate(group, point)) {
                    slots.add(slotOf(group, point));
                }
            }
        }
        if (isChosen(LIMITS)) {
            slots.add(otherLimits(stage));
        }
        return slots;
    }

    private List<Cell> slotOf(Group group, Point point) {
        var slot = new ArrayList<Cell>();
        for (Group limits : profile.groups()) {
            addLimitsBeside(group.suite(), point, limits, slot);
        }
        for (Candidate design : choice.designs()) {
            if (group.isFor(design.name())) {
                addCell(group, point, design, slot);
            }
        }
        return slot;
    }

    /** Whether a chosen suite of the rig takes its rate from this point, which is then measured though its suite was not chosen. */
    private boolean tellsARate(Group group, Point point) {
        return profile.groups().stream()
                .filter(rig -> isChosen(rig.suite()))
                .flatMap(rig -> rig.rateFrom().stream())
                .anyMatch(rate ->
                        rate.suite().equals(group.suite()) && rate.point().equals(point));
    }

    private void addLimitsBeside(String suite, Point point, Group limits, List<Cell> slot) {
        if (!limits.suite().equals(LIMITS)) {
            return;
        }
        for (Point limit : limits.points()) {
            boolean near = limits.near().stream()
                    .anyMatch(place -> place.suite().equals(suite) && place.matches(limit, point));
            if (near) {
                addLimit(limits, limit, slot);
            }
        }
    }

    /** Limits that stand beside nothing that was chosen. */
    private List<Cell> otherLimits(int stage) {
        var slot = new ArrayList<Cell>();
        for (Group limits : profile.groups()) {
            if (limits.suite().equals(LIMITS) && limits.stage() == stage) {
                limits.points().forEach(limit -> addLimit(limits, limit, slot));
            }
        }
        return slot;
    }

    private boolean isChosen(String suite) {
        return choice.suites().contains(suite);
    }

    /** Adds a limit to a slot, unless an earlier slot has it. */
    private void addLimit(Group group, Point point, List<Cell> slot) {
        if (!NamespaceSupport.refusal(point.parameters()).isEmpty()) {
            return;
        }
        Cell cell = cell(group, point, group.durabilities().get(0), NO_DESIGN);
        if (cells.putIfAbsent(cell.id(), cell) == null) {
            groups.put(cell.id(), group);
            slot.add(cell);
        }
    }

    private void addCell(Group group, Point point, Candidate design, List<Cell> slot) {
        if (design.job() != Candidate.Job.ofSuite(group.suite())) {
            return;
        }
        var durability = group.durabilities().stream()
                .filter(design.durabilities()::contains)
                .findFirst();
        Cell cell = cell(group, point, durability.orElse(group.durabilities().get(0)), design.name());
        String machine = NamespaceSupport.refusal(point.parameters());
        if (!machine.isEmpty()) {
            refused.add(new RefusedCell(cell, machine));
        } else if (durability.isEmpty()) {
            refused.add(
                    new RefusedCell(cell, "offers no durability class " + String.join(" or ", group.durabilities())));
        } else {
            if (cells.put(cell.id(), cell) != null) {
                throw new IllegalArgumentException("profile=" + profile.name() + " names a cell twice: " + cell);
            }
            groups.put(cell.id(), group);
            slot.add(cell);
        }
    }

    private Cell cell(Group group, Point point, String durability, String design) {
        return Cells.identified(new Cell(
                "",
                group.suite(),
                group.benchmark(),
                choice.workloadVersion(),
                point.parameters(),
                point.threads(),
                durability,
                design));
    }

    private List<PlannedFork> forksOf(List<List<Cell>> slots) {
        var forks = new ArrayList<PlannedFork>();
        int blocks = slots.stream()
                .flatMap(List::stream)
                .mapToInt(this::forkCount)
                .max()
                .orElse(0);
        for (int block = 0; block < blocks; block++) {
            var forksOfBlock = new ArrayList<PlannedFork>();
            for (List<Cell> slot : slots) {
                for (Cell cell : slot) {
                    if (block < forkCount(cell)) {
                        forksOfBlock.add(new PlannedFork(cell.id(), ARM, block, seedOf(cell, block)));
                    }
                }
            }
            if (block % 2 == 1) {
                Collections.reverse(forksOfBlock);
            }
            forks.addAll(forksOfBlock);
        }
        return forks;
    }

    private Group groupOf(Cell cell) {
        Group group = groups.get(cell.id());
        if (group == null) {
            throw new IllegalStateException("cell without a group: " + cell);
        }
        return group;
    }

    private int forkCount(Cell cell) {
        return choice.forks().orElse(groupOf(cell).forks());
    }

    /** The same for all designs, so that they get the same records. */
    private long seedOf(Cell cell, int block) {
        String logBytes = cell.parameters().get(LOG_BYTES);
        String purpose =
                logBytes == null ? cell.suite() + "/" + block : cell.suite() + "/" + LOG_BYTES + "=" + logBytes;
        return Seeds.derive(choice.seed(), purpose);
    }

    private Launch launchOf(Cell cell) {
        Group group = groupOf(cell);
        return new Launch(
                cell.id(),
                group.kind(),
                profile.jvmArguments(),
                group.arguments(),
                group.estimatedMillis(),
                group.timeoutMillis(),
                group.dataBytes(),
                rateCellId(cell, group));
    }

    /** The cell of the same design that tells the rate; empty for JMH. */
    private String rateCellId(Cell cell, Group group) {
        if (group.rateFrom().isEmpty()) {
            return "";
        }
        return group.rateFrom().stream()
                .filter(rate -> rate.durability().equals(cell.durability()))
                .flatMap(rate -> cells.values().stream()
                        .filter(other -> other.suite().equals(rate.suite())
                                && other.design().equals(cell.design())
                                && other.threads() == rate.point().threads()
                                && other.parameters().equals(rate.point().parameters())))
                .map(Cell::id)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "profile=" + profile.name() + " has no cell that tells the rate for " + cell));
    }

    private List<NotMeasured> notMeasured() {
        var left = new ArrayList<>(profile.notMeasured());
        left.addAll(choice.leftOut());
        for (String suite : profile.suites()) {
            if (!isChosen(suite) && !suite.equals(LIMITS)) {
                left.add(new NotMeasured("suite " + suite, "not chosen with --suite"));
            }
        }
        return left;
    }
}
