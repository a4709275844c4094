package io.blackstart.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.measure.Environment;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class SchemasTest {
    private static final Path FOLDER = Path.of("..", "results", "schema");
    private static final Path NAMELESS = Path.of("test.json");

    private final Schemas schemas = new Schemas();

    @Test
    void everySchemaInTheFolderIsKnownAndInTheJar() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertEquals(
                    new TreeSet<>(Schemas.NAMES),
                    new TreeSet<>(
                            files.map(file -> file.getFileName().toString().replace(".schema.json", ""))
                                    .toList()));
        }
        for (String name : Schemas.NAMES) {
            assertEquals(Files.readString(FOLDER.resolve(name + ".schema.json")), Schemas.text(name));
        }
    }

    /** A field that is added to a record without its schema, or the other way round, fails here. */
    @Test
    void schemasAndRecordsHaveTheSameFields() {
        Map<String, Class<? extends Record>> roots = Map.of(
                "manifest", Manifest.class,
                "plan", Plan.class,
                "env", Environment.class,
                "fork", Fork.class,
                "rig", RigResult.class,
                "checks", Checks.class,
                "summary", Summary.class,
                "comparison", Comparison.class);
        roots.forEach((name, type) -> compare(name, schema(name), type));
        JsonNode common = schema("common").path("$defs");
        compare("cell", common.path("cell"), Cell.class);
        compare("plannedFork", common.path("plannedFork"), PlannedFork.class);
        compare("check", common.path("check"), Check.class);
        compare("notMeasured", common.path("notMeasured"), NotMeasured.class);
        compare("launch", at("plan", "/properties/launches/items"), Launch.class);
        compare("refused", at("plan", "/properties/refused/items"), RefusedCell.class);
        compare("gate", at("fork", "/properties/gate"), GateReading.class);
        compare("cellSummary", at("summary", "/$defs/cellSummary"), CellSummary.class);
        compare("figure", at("summary", "/$defs/figure"), Figure.class);
        compare("limit", at("summary", "/$defs/figure/properties/limit/anyOf/0"), LimitRatio.class);
        compare("target", at("summary", "/properties/targets/items"), Target.class);
        compare("rateCard", at("summary", "/properties/rateCard"), RateCard.class);
        compare("rate", at("summary", "/properties/rateCard/properties/rates/items"), RateCard.Rate.class);
        compare("metricComparison", at("comparison", "/properties/metrics/items"), MetricComparison.class);
        compare("estimate", at("comparison", "/$defs/estimate"), PairedEstimate.class);
        compare("hardware", at("env", "/properties/stable/properties/hardware"), Environment.Hardware.class);
        compare("system", at("env", "/properties/stable/properties/system"), Environment.OperatingSystem.class);
        compare("storage", at("env", "/properties/stable/properties/storage"), Environment.Storage.class);
        compare("jdk", at("env", "/properties/stable/properties/jdk"), Environment.Jdk.class);
        compare("state", at("env", "/properties/state"), Environment.State.class);
    }

    @Test
    void enumsOfSchemasAreThoseOfTheCode() {
        assertEnum(RunStatus.values(), at("manifest", "/properties/status/enum"));
        assertEnum(Verdict.values(), at("common", "/$defs/check/properties/verdict/enum"));
        assertEnum(CellStatus.values(), at("summary", "/$defs/cellSummary/properties/status/enum"));
        assertEnum(ComparisonVerdict.values(), at("comparison", "/properties/metrics/items/properties/verdict/enum"));
        assertEnum(Better.values(), at("common", "/$defs/better/enum"));
        assertEnum(ForkKind.values(), at("common", "/$defs/forkKind/enum"));
        assertEnum(Target.Bound.values(), at("summary", "/properties/targets/items/properties/bound/enum"));
    }

    @Test
    void acceptsWhatWeWrite() {
        RunContents contents = RunFixture.complete().forks(1).contents();
        assertValid("manifest", Json.toTree(RunFixture.identity()));
        assertValid("plan", Json.toTree(Objects.requireNonNull(contents.plan())));
        assertValid("summary", Json.toTree(Summarizer.summarize(contents)));
        assertValid(
                "fork",
                Json.toTree(Objects.requireNonNull(contents.forks().get(0).fork())));
        assertValid("env", Json.parse(SyntheticRates.environment(), NAMELESS));
    }

    @Test
    void refusesAnInvalidCellWithFigures() {
        RunContents contents = RunFixture.complete().forks(1).contents();
        ObjectNode summary = (ObjectNode) Json.toTree(Summarizer.summarize(contents));
        ((ObjectNode) summary.path("cells").get(0)).put("status", "INVALID").put("reason", "check failed");
        assertFalse(schemas.errors("summary", summary).isEmpty());
    }

    @Test
    void refusesAnUnknownFieldWithItsPlace() {
        ObjectNode manifest = (ObjectNode) Json.toTree(RunFixture.identity());
        manifest.put("surprise", 1);
        List<String> errors = schemas.errors("manifest", manifest);
        assertEquals(1, errors.size());
        assertTrue(errors.get(0).contains("surprise"), errors.get(0));
    }

    @Test
    void refusesAPathThatLeadsOut() {
        ObjectNode manifest = (ObjectNode) Json.toTree(RunFixture.identity());
        ((ObjectNode) manifest.path("files")).put("../../etc/passwd", "0".repeat(64));
        assertFalse(schemas.errors("manifest", manifest).isEmpty());
    }

    private void assertValid(String name, JsonNode tree) {
        assertEquals(List.of(), schemas.errors(name, tree), name);
    }

    private static void compare(String name, JsonNode schema, Class<? extends Record> type) {
        var components = new TreeSet<String>();
        for (RecordComponent component : type.getRecordComponents()) {
            components.add(component.getName());
        }
        assertEquals(components, new TreeSet<>(schema.path("properties").propertyNames()), name);
        var required = new TreeSet<String>();
        schema.path("required").forEach(node -> required.add(node.stringValue()));
        assertEquals(components, required, name + " required");
        assertFalse(schema.path("additionalProperties").asBoolean(true), name);
    }

    private static void assertEnum(Enum<?>[] values, JsonNode names) {
        var known = new TreeSet<String>();
        names.forEach(node -> known.add(node.stringValue()));
        assertEquals(new TreeSet<>(Arrays.stream(values).map(Enum::name).toList()), known);
    }

    private static JsonNode at(String schema, String pointer) {
        return schema(schema).at(pointer);
    }

    private static JsonNode schema(String name) {
        return Json.parse(Schemas.text(name), NAMELESS);
    }
}
