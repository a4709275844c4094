package io.blackstart.results;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The JSON Schemas of a run's files, draft 2020-12, from the one place they are kept: {@code results/schema/}. */
final class Schemas {
    /** Names of the schemas, without {@code .schema.json}. */
    static final List<String> NAMES = List.of(
            "common", "manifest", "plan", "env", "fork", "rig", "jmh", "checks", "summary", "comparison", "crash");

    private static final String BASE = "https://blackstart.invalid/schema/1/";
    private static final String SUFFIX = ".schema.json";
    private static final int SHOWN_ERRORS = 5;

    private final SchemaRegistry registry;

    Schemas() {
        Map<String, String> texts = new TreeMap<>();
        NAMES.forEach(name -> texts.put(BASE + name + SUFFIX, text(name)));
        registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(texts));
    }

    /** What the schema of that name finds wrong, at most the first few, each with its place. */
    List<String> errors(String name, JsonNode tree) {
        Schema schema = registry.getSchema(SchemaLocation.of(BASE + name + SUFFIX));
        List<Error> errors = schema.validate(tree);
        return errors.stream()
                .limit(SHOWN_ERRORS)
                .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
                .toList();
    }

    /** The text of a schema. */
    static String text(String name) {
        String resource = "schema/" + name + SUFFIX;
        try (InputStream in = Schemas.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("not in this jar: resource=" + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
