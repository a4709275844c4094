package io.blackstart.cli.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.cli.UsageException;
import io.blackstart.results.Cell;
import io.blackstart.results.Json;
import io.blackstart.results.Launch;
import io.blackstart.results.NotMeasured;
import io.blackstart.results.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanSourceTest {
    private static final Set<String> BOTH = Set.of("PROCESS", "POWER");
    private static final PlanSource SOURCE = new PlanSource(
            List.of(Candidate.of("mapped", BOTH), Candidate.of("group-commit", BOTH)),
            List.of(new NotMeasured("design chronicle", "its library is missing")),
            1);

    @TempDir
    private Path directory;

    @Test
    void namesTheNearestProfile() {
        assertRefused("unknown profile 'quik': did you mean 'quick'?", request().profile("quik"));
    }

    @Test
    void namesTheNearestDesign() {
        assertRefused(
                "unknown design 'maped': did you mean 'mapped'?", request().designs("mapped", "maped"));
    }

    @Test
    void namesTheNearestSuite() {
        assertRefused("unknown suite 'apend': did you mean 'append'?", request().suites("apend"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1001})
    void refusesForksOutOfRange(int forks) {
        assertRefused("--forks " + forks + " must be from 1 to 1000", request().forks(forks));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1L << 53})
    void refusesSeedsThatJsonCannotKeep(long seed) {
        assertRefused("--seed " + seed + " must be from 0", request().seed(seed));
    }

    @Test
    void plansTheQuickProfileUnlessTold() {
        Plan plan = SOURCE.plan(request().build());
        assertEquals("quick", plan.profile());
        assertEquals(PlanSource.SEED_DEFAULT, plan.seed());
        assertEquals(
                Set.of("append", "append.durable", "append.latency", "replay", "limits"),
                plan.cells().stream().map(Cell::suite).collect(Collectors.toSet()));
        assertTrue(plan.notMeasured().contains(new NotMeasured("design chronicle", "its library is missing")));
    }

    @Test
    void listsDesignsThatWereNotChosen() {
        Plan plan = SOURCE.plan(request().designs("mapped").build());
        assertTrue(plan.notMeasured().contains(new NotMeasured("design group-commit", "not chosen with --design")));
        assertTrue(plan.cells().stream().noneMatch(cell -> cell.design().equals("group-commit")));
    }

    @Test
    void repeatsAPlan() throws IOException {
        Plan plan = SOURCE.plan(request().profile("smoke").seed(7).build());
        assertEquals(plan, SOURCE.plan(request().plan(file(plan)).build()));
    }

    @Test
    void refusesOptionsThatContradictAPlan() throws IOException {
        Path file = file(SOURCE.plan(request().profile("smoke").build()));
        assertRefused(
                "--plan repeats a plan as it is; leave out --profile, --seed, --forks, --suite, --design",
                request()
                        .plan(file)
                        .profile("smoke")
                        .seed(1)
                        .forks(2)
                        .suites("append")
                        .designs("mapped"));
    }

    @Test
    void refusesAPlanOfADesignThatIsNotHere() throws IOException {
        Path file = file(SOURCE.plan(request().profile("smoke").build()));
        var other = new PlanSource(List.of(Candidate.of("mapped", BOTH)), List.of(), 1);
        UsageException refusal = assertThrows(
                UsageException.class, () -> other.plan(request().plan(file).build()));
        assertTrue(String.valueOf(refusal.getMessage()).contains("unknown design 'group-commit'"), refusal::getMessage);
    }

    @Test
    void refusesAPlanOfAnotherWorkload() throws IOException {
        Path file = file(SOURCE.plan(request().profile("smoke").build()));
        var other =
                new PlanSource(List.of(Candidate.of("mapped", BOTH), Candidate.of("group-commit", BOTH)), List.of(), 2);
        UsageException refusal = assertThrows(
                UsageException.class, () -> other.plan(request().plan(file).build()));
        assertTrue(
                String.valueOf(refusal.getMessage()).contains("workload version 1, this build makes version 2"),
                refusal::getMessage);
    }

    @Test
    void tellsOfAPlanFileThatIsMissing() {
        BlackstartException refusal = assertThrows(
                BlackstartException.class,
                () -> SOURCE.plan(request().plan(directory.resolve("no.json")).build()));
        assertEquals(ErrorCode.MISSING, refusal.code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-javaagent:evil.jar", "-XX:OnError=rm", "-XX:OnOutOfMemoryError=rm", "@file", "-cp", "-Xmx1g;ls"
            })
    void refusesAPlanWhoseJvmArgumentsDoMoreThanHeaps(String argument) throws IOException {
        assertCorrupt(launch -> new Launch(
                launch.cellId(),
                launch.kind(),
                List.of(argument),
                launch.arguments(),
                launch.estimatedMillis(),
                launch.timeoutMillis(),
                launch.dataBytes(),
                launch.rateCellId()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-jvm", "-o", "-jvmArgs", "-rff", "-wi 2 extra", "-prof ../evil", "-wi"})
    void refusesAPlanWhoseArgumentsDoMoreThanCounts(String arguments) throws IOException {
        assertCorrupt(launch -> new Launch(
                launch.cellId(),
                launch.kind(),
                launch.jvmArguments(),
                List.of(arguments.split(" ", -1)),
                launch.estimatedMillis(),
                launch.timeoutMillis(),
                launch.dataBytes(),
                launch.rateCellId()));
    }

    @Test
    void refusesAPlanThatDoesNotSayHowToStartACell() throws IOException {
        Plan plan = SOURCE.plan(request().profile("smoke").build());
        assertCorrupt(with(plan, plan.launches().subList(1, plan.launches().size())));
    }

    private interface Change {
        Launch of(Launch launch);
    }

    private void assertCorrupt(Change change) throws IOException {
        Plan plan = SOURCE.plan(request().profile("smoke").build());
        var launches = new ArrayList<>(plan.launches());
        launches.set(1, change.of(launches.get(1)));
        assertCorrupt(with(plan, launches));
    }

    private void assertCorrupt(Plan plan) throws IOException {
        Path file = file(plan);
        BlackstartException refusal = assertThrows(
                BlackstartException.class,
                () -> SOURCE.plan(request().plan(file).build()));
        assertEquals(ErrorCode.CORRUPT, refusal.code());
        assertEquals(file, refusal.path());
    }

    private static Plan with(Plan plan, List<Launch> launches) {
        return new Plan(
                plan.schemaVersion(),
                plan.profile(),
                plan.comparable(),
                plan.seed(),
                plan.cells(),
                plan.forks(),
                launches,
                plan.refused(),
                plan.notMeasured());
    }

    private Path file(Plan plan) throws IOException {
        return Files.write(directory.resolve("plan.json"), Json.bytes(plan));
    }

    private static void assertRefused(String message, Request request) {
        UsageException refusal = assertThrows(UsageException.class, () -> SOURCE.plan(request.build()));
        assertTrue(String.valueOf(refusal.getMessage()).startsWith(message), refusal::getMessage);
    }

    private static Request request() {
        return new Request();
    }

    /** A request step by step. */
    private static final class Request {
        private Optional<String> profile = Optional.empty();
        private List<String> suites = List.of();
        private List<String> designs = List.of();
        private OptionalLong seed = OptionalLong.empty();
        private Optional<Path> plan = Optional.empty();
        private OptionalInt forks = OptionalInt.empty();

        Request profile(String name) {
            profile = Optional.of(name);
            return this;
        }

        Request suites(String... names) {
            suites = List.of(names);
            return this;
        }

        Request designs(String... names) {
            designs = List.of(names);
            return this;
        }

        Request seed(long value) {
            seed = OptionalLong.of(value);
            return this;
        }

        Request plan(Path file) {
            plan = Optional.of(file);
            return this;
        }

        Request forks(int count) {
            forks = OptionalInt.of(count);
            return this;
        }

        RunRequest build() {
            return new RunRequest(
                    profile, suites, designs, Optional.empty(), Optional.empty(), seed, plan, forks, List.of());
        }
    }
}
