package io.blackstart.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.cli.run.Profile.Group;
import io.blackstart.cli.run.Profile.Near;
import io.blackstart.cli.run.Profile.Point;
import io.blackstart.cli.run.Profile.RateFrom;
import io.blackstart.results.Cell;
import io.blackstart.results.ForkKind;
import io.blackstart.results.Launch;
import io.blackstart.results.NotMeasured;
import io.blackstart.results.Plan;
import io.blackstart.results.PlannedFork;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PlannerTest {
    private static final Candidate ALPHA = Candidate.of("alpha", Set.of("PROCESS", "POWER"));
    private static final Candidate BETA = Candidate.of("beta", Set.of("PROCESS", "POWER"));

    @Test
    void putsDesignsOfOneCellSideBySideWithTheirLimitBeforeThem() {
        Plan plan = Planner.plan(profile(), choice(1, "append"));
        assertEquals(
                List.of("copy 64", "append 64 alpha", "append 64 beta", "append 256 alpha", "append 256 beta"),
                block(plan, 0));
    }

    @Test
    void reversesEverySecondBlock() {
        Plan plan = Planner.plan(profile(), choice(1, "append", "replay"));
        List<String> first = block(plan, 0);
        List<String> second = new java.util.ArrayList<>(block(plan, 1));
        java.util.Collections.reverse(second);
        assertEquals(first, second);
        assertTrue(first.size() > 4);
    }

    @Test
    void runsBlockAfterBlock() {
        Plan plan = Planner.plan(profile(), choice(1, "append", "replay"));
        List<Integer> blocks = plan.forks().stream().map(PlannedFork::block).toList();
        assertEquals(blocks.stream().sorted().toList(), blocks);
    }

    @Test
    void hasEveryLimitInEveryBlockOfItsNeighbours() {
        Plan plan = Planner.plan(profile(), choice(1, "append"));
        for (int block = 0; block < 2; block++) {
            assertTrue(block(plan, block).contains("copy 64"), "block " + block);
        }
    }

    @Test
    void measuresALimitOnceABlockThoughItStandsBesideTwoSuites() {
        Plan plan = Planner.plan(profile(), choice(1, "append", "replay"));
        assertEquals(1, block(plan, 0).stream().filter("copy 64"::equals).count());
    }

    @Test
    void bringsTheLimitOfTheOnlySuiteChosen() {
        Plan plan = Planner.plan(profile(), choice(1, "replay"));
        assertEquals("copy 64", block(plan, 0).get(0));
    }

    @Test
    void leavesOutLimitsOfSuitesNotChosenUnlessLimitsAreChosen() {
        assertTrue(block(Planner.plan(profile(), choice(1, "append")), 0).stream()
                .noneMatch("force 1"::equals));
        assertTrue(block(Planner.plan(profile(), choice(1, "limits")), 0).containsAll(List.of("copy 64", "force 1")));
    }

    @Test
    void runsLaterStagesAfterAllBlocksOfEarlierOnes() {
        Plan plan = Planner.plan(profile(), choice(1, "append", "append.latency"));
        List<String> suites =
                plan.forks().stream().map(fork -> cell(plan, fork).suite()).toList();
        int firstLatency = suites.indexOf("append.latency");
        assertTrue(firstLatency > 0);
        assertEquals(Set.of("append.latency"), new HashSet<>(suites.subList(firstLatency, suites.size())));
    }

    @Test
    void isAFunctionOfItsInput() {
        assertEquals(
                Planner.plan(profile(), choice(7, "append", "replay")),
                Planner.plan(profile(), choice(7, "append", "replay")));
    }

    @Test
    void givesEveryDesignTheSameRecordsAndEveryBlockOthers() {
        Plan plan = Planner.plan(profile(), choice(7, "append"));
        Set<Long> first = seeds(plan, "append", 0);
        Set<Long> second = seeds(plan, "append", 1);
        assertEquals(1, first.size());
        assertEquals(1, second.size());
        assertNotEquals(first, second);
    }

    @Test
    void takesAllSeedsFromTheOneSeed() {
        Set<Long> seven = Planner.plan(profile(), choice(7, "append")).forks().stream()
                .map(PlannedFork::seed)
                .collect(Collectors.toSet());
        Planner.plan(profile(), choice(8, "append"))
                .forks()
                .forEach(fork -> assertTrue(!seven.contains(fork.seed()), fork::toString));
    }

    @Test
    void readsAPreparedLogWithTheSeedItWasWrittenWith() {
        Plan plan = Planner.plan(profile(), choice(7, "replay"));
        Set<Long> seeds = plan.forks().stream()
                .filter(fork -> cell(plan, fork).suite().equals("replay"))
                .map(PlannedFork::seed)
                .collect(Collectors.toSet());
        assertEquals(1, seeds.size());
    }

    @Test
    void namesEachForkOnceAndLaunchesEachCell() {
        Plan plan = Planner.plan(profile(), choice(1, "append", "replay", "append.latency", "limits"));
        List<String> stems =
                plan.forks().stream().map(fork -> fork.stem("forks")).toList();
        assertEquals(stems.size(), new HashSet<>(stems).size());
        assertEquals(
                plan.cells().stream().map(Cell::id).toList(),
                plan.launches().stream().map(Launch::cellId).toList());
        assertEquals(
                plan.cells().size(),
                plan.cells().stream().map(Cell::id).distinct().count());
    }

    @Test
    void givesACellTheFirstDurabilityItsDesignOffers() {
        Candidate weak = Candidate.of("weak", Set.of("PROCESS"));
        Plan plan = Planner.plan(profile(), choice(List.of(ALPHA, weak), 1, "append.latency"));
        Map<String, String> classes = plan.cells().stream()
                .filter(cell -> cell.suite().equals("append.latency"))
                .collect(Collectors.toMap(Cell::design, Cell::durability));
        assertEquals(Map.of("alpha", "POWER", "weak", "PROCESS"), classes);
    }

    @Test
    void measuresTheRateThatLatencyNeedsThoughItsSuiteWasNotChosen() {
        Plan plan = Planner.plan(profile(), choice(1, "append.latency"));
        assertEquals(
                List.of("append 256 alpha", "append 256 beta"), block(plan, 0).subList(0, 2));
        for (Launch launch : plan.launches()) {
            Cell cell = cell(plan, launch.cellId());
            if (cell.suite().equals("append.latency")) {
                assertEquals(cell.design(), cell(plan, launch.rateCellId()).design());
                assertEquals("append", cell(plan, launch.rateCellId()).suite());
            } else {
                assertEquals("", launch.rateCellId());
            }
        }
    }

    @Test
    void refusesCellsOfAClassTheDesignLacks() {
        Candidate memory = Candidate.of("memory", Set.of("NONE"));
        Plan plan = Planner.plan(profile(), choice(List.of(ALPHA, memory), 1, "append"));
        assertEquals(2, plan.refused().size());
        plan.refused().forEach(refused -> {
            assertEquals("memory", refused.cell().design());
            assertEquals("offers no durability class PROCESS", refused.reason());
        });
        assertTrue(plan.cells().stream().noneMatch(cell -> cell.design().equals("memory")));
    }

    @Test
    void givesARefusedDesignRowsAndNoForks() {
        Plan plan = Planner.plan(profile(), choice(List.of(ALPHA, BETA), 1, "append"))
                .refusing(cell -> cell.design().equals("beta") ? "crash kit failed" : "");
        assertEquals(2, plan.refused().size());
        assertTrue(plan.cells().stream().noneMatch(cell -> cell.design().equals("beta")));
        Set<String> ids = plan.cells().stream().map(Cell::id).collect(Collectors.toSet());
        assertTrue(plan.forks().stream().allMatch(fork -> ids.contains(fork.cellId())));
        assertEquals(ids, plan.launches().stream().map(Launch::cellId).collect(Collectors.toSet()));
    }

    @Test
    void takesTheNumberOfForksFromTheUser() {
        var one = new Planner.Choice(
                List.of(ALPHA),
                Set.of("append"),
                1,
                1,
                OptionalInt.of(5),
                List.of(new NotMeasured("beta", "not chosen")));
        Plan plan = Planner.plan(profile(), one);
        assertEquals(5, plan.forks().stream().mapToInt(PlannedFork::block).max().orElseThrow() + 1);
    }

    @Test
    void listsWhatWasLeftOut() {
        Plan plan = Planner.plan(profile(), choice(1, "append"));
        assertEquals(
                List.of("1 KiB records", "suite append.latency", "suite replay"),
                plan.notMeasured().stream().map(NotMeasured::what).sorted().toList());
    }

    @Test
    void refusesAProfileThatNamesACellTwice() {
        Group group = profile().groups().get(1);
        var twice = new Profile(1, "twice", "", true, List.of(), List.of(group, group), List.of());
        assertThrows(IllegalArgumentException.class, () -> Planner.plan(twice, choice(1, "append")));
    }

    @Test
    void keepsSeedsExactInJsonReadersThatUseDoubles() {
        for (int i = 0; i < 1000; i++) {
            long seed = Seeds.derive(i, "append/0");
            assertEquals(seed, (long) (double) seed);
            assertTrue(seed >= 0);
        }
    }

    private static Set<Long> seeds(Plan plan, String suite, int block) {
        return plan.forks().stream()
                .filter(fork ->
                        fork.block() == block && cell(plan, fork).suite().equals(suite))
                .map(PlannedFork::seed)
                .collect(Collectors.toSet());
    }

    private static Planner.Choice choice(long seed, String... suites) {
        return choice(List.of(ALPHA, BETA), seed, suites);
    }

    private static Planner.Choice choice(List<Candidate> designs, long seed, String... suites) {
        return new Planner.Choice(designs, Set.of(suites), seed, 1, OptionalInt.empty(), List.of());
    }

    /** A copy limit beside append of 64 and beside replay, a force limit beside a suite that is not there. */
    private static Profile profile() {
        var copy = group("limits", "copy", "NONE", 0, 2, List.of(near("append", "record"), near("replay", null)), "64");
        var append = group("append", "append", "PROCESS", 0, 2, List.of(), "64", "256");
        var force = group("limits", "force", "NONE", 0, 2, List.of(near("append.durable", "record")), "1");
        var latency = new Group(
                "append.latency",
                "latency",
                ForkKind.RIG,
                List.of("POWER", "PROCESS"),
                1,
                3,
                List.of(),
                1,
                1,
                1,
                List.of(),
                List.of(rateFrom("POWER"), rateFrom("PROCESS")),
                List.of(new Point(1, new TreeMap<>(Map.of("record", "50")))),
                List.of());
        var replay = new Group(
                "replay",
                "replay",
                ForkKind.JMH,
                List.of("PROCESS"),
                0,
                3,
                List.of(),
                1,
                1,
                1,
                List.of(),
                List.of(),
                List.of(new Point(1, new TreeMap<>(Map.of("logBytes", "4096", "record", "cold")))),
                List.of());
        return new Profile(
                1,
                "test",
                "",
                true,
                List.of("-Xmx64m"),
                List.of(copy, append, replay, force, latency),
                List.of(new NotMeasured("1 KiB records", "short")));
    }

    private static Group group(
            String suite,
            String benchmark,
            String durability,
            int stage,
            int forks,
            List<Near> near,
            String... records) {
        List<Point> points = List.of(records).stream()
                .map(record -> new Point(1, new TreeMap<>(Map.of("record", record))))
                .toList();
        return new Group(
                suite,
                benchmark,
                ForkKind.JMH,
                List.of(durability),
                stage,
                forks,
                List.of(),
                1,
                1,
                1,
                near,
                List.of(),
                points,
                List.of());
    }

    private static RateFrom rateFrom(String durability) {
        return new RateFrom(durability, "append", new Point(1, new TreeMap<>(Map.of("record", "256"))));
    }

    private static Near near(String suite, @org.jspecify.annotations.Nullable String parameter) {
        return new Near(suite, new TreeMap<>(parameter == null ? Map.of() : Map.of(parameter, parameter)));
    }

    private static Cell cell(Plan plan, PlannedFork fork) {
        return cell(plan, fork.cellId());
    }

    private static Cell cell(Plan plan, String id) {
        return plan.cells().stream()
                .filter(cell -> cell.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> block(Plan plan, int block) {
        return plan.forks().stream()
                .filter(fork -> fork.block() == block)
                .map(fork -> cell(plan, fork))
                .map(cell -> (cell.benchmark() + " " + cell.parameters().get("record") + " "
                                + (cell.design().equals("-") ? "" : cell.design()))
                        .strip())
                .toList();
    }
}
