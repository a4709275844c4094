package io.blackstart.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.replication.AckPolicy;
import io.blackstart.replication.Cluster;
import io.blackstart.replication.Member;
import io.blackstart.replication.Promise;
import io.blackstart.results.Cell;
import io.blackstart.results.Json;
import io.blackstart.results.Plan;
import io.blackstart.results.PlannedFork;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProfilesTest {
    private static final Set<String> DESIGNS = Set.of("mapped", "group-commit", "chronicle");

    private static final List<String> SUITES =
            List.of("append", "append.durable", "append.latency", "replay", "replication", "replication.latency");
    private static final Set<String> REPLICATION_DESIGNS =
            Set.of("star-tcp", "star-ring", "chain", "relay", "aeron-mdc");

    static Stream<String> names() {
        return Profiles.names().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void measuresEveryDesignInEverySuite(String name) {
        Plan plan = plan(name);
        List<String> suites = Profiles.find(name).suites();
        for (String suite : SUITES) {
            if (!suites.contains(suite)) {
                // A profile about something else; which suites each has is its own word, told as not measured.
                continue;
            }
            assertEquals(
                    suite.startsWith("replication") ? REPLICATION_DESIGNS : DESIGNS,
                    plan.cells().stream()
                            .filter(cell -> cell.suite().equals(suite))
                            .map(Cell::design)
                            .collect(Collectors.toSet()),
                    suite);
        }
        // Without root there are no namespaces, and those cells say so.
        assertEquals(
                List.of(),
                plan.refused().stream()
                        .filter(refused -> !value(refused.cell(), "network").equals("namespaces"))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("names")
    void namesTheClassThatPolicyAndSitesAddUpTo(String name) {
        for (Cell cell : plan(name).cells()) {
            if (cell.suite().startsWith("replication")) {
                assertEquals(promised(cell), cell.durability(), cell::toString);
            }
        }
    }

    private static String promised(Cell cell) {
        int replicas = Integer.parseInt(value(cell, "replicas"));
        int sites = Integer.parseInt(value(cell, "sites"));
        List<Member> members = IntStream.range(0, replicas)
                .mapToObj(node -> new Member(node, "site-" + node % sites, new InetSocketAddress(0)))
                .toList();
        return Promise.of(AckPolicy.parse(value(cell, "policy")), new Cluster(1, members))
                .durability()
                .name();
    }

    @ParameterizedTest
    @MethodSource("names")
    void hasTheLimitOfEveryCellInEveryBlockOfIt(String name) {
        Plan plan = plan(name);
        for (Cell cell : plan.cells()) {
            Predicate<Cell> limit = limitOf(cell);
            if (limit == null) {
                continue;
            }
            List<Cell> limits = plan.cells().stream().filter(limit).toList();
            assertEquals(1, limits.size(), () -> "limits of " + cell);
            assertTrue(
                    blocks(plan, limits.get(0).id()).size()
                            >= Math.min(2, blocks(plan, cell.id()).size()),
                    () -> "forks of the limit of " + cell);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void isAPlanThatMayBeRepeated(String name, @TempDir Path directory) throws Exception {
        Plan plan = plan(name);
        Path file = Files.write(directory.resolve("plan.json"), Json.bytes(plan));
        PlanCheck.requireRunnable(Json.read(file, Plan.class), file);
    }

    @Test
    void keepsItsPromisesOfTime() {
        // Repeats and slower machines need room: this is the estimate for two slow cores without either.
        assertTrue(new Estimate(plan("smoke")).totalMillis() < 60_000, () -> millis("smoke"));
        assertTrue(new Estimate(plan("quick")).totalMillis() < 360_000, () -> millis("quick"));
        assertTrue(new Estimate(plan("replication")).totalMillis() < 600_000, () -> millis("replication"));
    }

    @Test
    void startsEightForksACellInTheFullProfile() {
        Plan plan = plan("full");
        plan.cells().forEach(cell -> assertTrue(blocks(plan, cell.id()).size() >= 8, cell::toString));
    }

    @Test
    void comparesNothingThatIsTooShort() {
        assertFalse(plan("smoke").comparable());
        assertTrue(plan("quick").comparable());
        assertTrue(plan("replication").comparable());
        assertTrue(plan("full").comparable());
    }

    private static String millis(String name) {
        return name + ": " + Durations.of(new Estimate(plan(name)).totalMillis());
    }

    private static Set<Integer> blocks(Plan plan, String cellId) {
        return plan.forks().stream()
                .filter(fork -> fork.cellId().equals(cellId))
                .map(PlannedFork::block)
                .collect(Collectors.toSet());
    }

    /** The limit that the catalogue of suites puts beside a cell; null for none. */
    private static @org.jspecify.annotations.Nullable Predicate<Cell> limitOf(Cell cell) {
        return switch (cell.suite()) {
            case "append" -> limit("copyAndCrc32c", Map.of("record", value(cell, "record")));
            case "append.durable" ->
                limit("forceBatch", Map.of("batchRecords", value(cell, "inFlight"), "file", "allocated"));
            case "replay", "recovery" ->
                value(cell, "cache").equals("warm")
                        ? limit("crc32c", Map.of("record", "chat"))
                        : limit("deviceRead", Map.of());
            default -> null;
        };
    }

    private static Predicate<Cell> limit(String method, Map<String, String> parameters) {
        return cell -> cell.benchmark().equals("LimitBenchmark." + method)
                && cell.parameters().equals(parameters);
    }

    private static String value(Cell cell, String parameter) {
        return cell.parameters().getOrDefault(parameter, "");
    }

    private static Plan plan(String name) {
        Profile profile = Profiles.find(name);
        List<Candidate> designs = Stream.concat(
                        DESIGNS.stream().sorted().map(design -> Candidate.of(design, Set.of("PROCESS", "POWER"))),
                        REPLICATION_DESIGNS.stream()
                                .sorted()
                                .map(design ->
                                        Candidate.replication(design, Set.of("NONE", "PROCESS", "POWER", "SITE"))))
                .toList();
        return Planner.plan(
                profile,
                new Planner.Choice(
                        designs,
                        Set.copyOf(profile.suites()),
                        PlanSource.SEED_DEFAULT,
                        1,
                        OptionalInt.empty(),
                        List.of()));
    }
}
