package io.blackstart.results;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/**
 * The one way JSON is written and read here: keys sorted, indented by two blanks, {@code \n} at line ends and at the end,
 * times as ISO 8601. Numbers that are not finite are refused both ways. Our own files are read strictly: unknown, missing,
 * doubled and null fields are errors, and so is a {@code schemaVersion} this build does not know.
 *
 * <p>Files of other tools, such as JMH, are read as trees with {@link #tree}. Thread-safe.
 */
public final class Json {
    private static final String SCHEMA_VERSION = "schemaVersion";
    private static final JsonMapper MAPPER = mapper();

    private Json() {}

    private static JsonMapper mapper() {
        var indenter = new DefaultIndenter("  ", "\n");
        var finite = new SimpleModule("finite numbers")
                .addSerializer(Double.class, new FiniteSerializer())
                .addSerializer(Double.TYPE, new FiniteSerializer())
                .addDeserializer(Double.class, new FiniteDeserializer())
                .addDeserializer(Double.TYPE, new FiniteDeserializer());
        return JsonMapper.builder()
                .addModule(finite)
                .defaultPrettyPrinter(
                        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter))
                .changeDefaultNullHandling(nulls -> JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST, MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(SerializationFeature.INDENT_OUTPUT, SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .build();
    }

    /**
     * The JSON text of a value in UTF-8, with a line end at its end.
     *
     * @param value a record of this package or anything Jackson writes
     * @throws IllegalArgumentException when a number in it is not finite or it cannot be written: a bug of the caller
     */
    public static byte[] bytes(Object value) {
        return text(value).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * As {@link #bytes}, as text.
     *
     * @param value what to write
     */
    public static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value) + "\n";
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "cannot be written as JSON: type=" + value.getClass().getName() + ": " + firstLine(e), e);
        }
    }

    /**
     * Reads one of our own files.
     *
     * @param file to read
     * @param type of its content
     * @throws BlackstartException MISSING when there is no such file, VERSION when its {@code schemaVersion} is not known,
     *     CORRUPT when it is not what {@code type} says, IO when it cannot be read
     */
    public static <T> T read(Path file, Class<T> type) {
        return as(tree(file), type, file);
    }

    /**
     * A tree as one of our own types.
     *
     * @param tree from {@link #tree}
     * @param type of its content
     * @param file named in the failure
     * @throws BlackstartException VERSION or CORRUPT as in {@link #read}
     */
    public static <T> T as(JsonNode tree, Class<T> type, Path file) {
        requireKnownVersion(tree, file);
        if (!tree.isObject()) {
            throw new BlackstartException(
                    ErrorCode.CORRUPT,
                    "not a " + type.getSimpleName() + ": found " + tree.getNodeType(),
                    file,
                    BlackstartException.NO_POSITION,
                    null);
        }
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (JacksonException e) {
            throw new BlackstartException(
                    ErrorCode.CORRUPT,
                    "not a " + type.getSimpleName() + ": " + firstLine(e),
                    file,
                    BlackstartException.NO_POSITION,
                    e);
        }
    }

    /**
     * Reads any JSON file, whoever wrote it.
     *
     * @param file to read
     * @throws BlackstartException MISSING, CORRUPT with the byte offset of the first fault, or IO
     */
    public static JsonNode tree(Path file) {
        try {
            return tree(Files.readAllBytes(file), file);
        } catch (NoSuchFileException e) {
            throw new BlackstartException(
                    ErrorCode.MISSING, "file is missing", file, BlackstartException.NO_POSITION, e);
        } catch (IOException e) {
            throw new BlackstartException(
                    ErrorCode.IO, "cannot be read: " + e.getMessage(), file, BlackstartException.NO_POSITION, e);
        }
    }

    /** As {@link #tree}, of text; the file is only named in failures. */
    static JsonNode parse(String text, Path file) {
        return tree(text.getBytes(StandardCharsets.UTF_8), file);
    }

    private static JsonNode tree(byte[] bytes, Path file) {
        try {
            JsonNode tree = MAPPER.readTree(bytes);
            if (!tree.isMissingNode()) {
                return tree;
            }
        } catch (JacksonException e) {
            long offset = e.getLocation() == null ? -1 : e.getLocation().getByteOffset();
            throw new BlackstartException(
                    ErrorCode.CORRUPT,
                    "not JSON: " + firstLine(e),
                    file,
                    offset < 0 ? BlackstartException.NO_POSITION : offset,
                    e);
        }
        throw new BlackstartException(ErrorCode.CORRUPT, "not JSON: file is empty", file, 0, null);
    }

    /**
     * A value as the tree its text would give.
     *
     * @param value a record of this package
     */
    public static JsonNode toTree(Object value) {
        return MAPPER.readTree(bytes(value));
    }

    private static void requireKnownVersion(JsonNode tree, Path file) {
        JsonNode version = tree.get(SCHEMA_VERSION);
        if (version == null) {
            return;
        }
        boolean known =
                version.isIntegralNumber() && version.asLong(-1) >= 1 && version.asLong(-1) <= RunSchema.VERSION;
        if (!known) {
            throw new BlackstartException(
                    ErrorCode.VERSION,
                    "found schemaVersion " + version + ", know 1 to " + RunSchema.VERSION,
                    file,
                    BlackstartException.NO_POSITION,
                    null);
        }
    }

    private static String firstLine(JacksonException e) {
        String message = e.getOriginalMessage();
        return message == null
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").strip();
    }

    private static final class FiniteSerializer extends StdScalarSerializer<Double> {
        FiniteSerializer() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator out, SerializationContext context) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a number that is not finite is never stored: value=" + value);
            }
            out.writeNumber(value);
        }
    }

    private static final class FiniteDeserializer extends StdScalarDeserializer<Double> {
        FiniteDeserializer() {
            super(Double.class);
        }

        @Override
        public Double deserialize(JsonParser in, DeserializationContext context) {
            JsonToken token = in.currentToken();
            if (token != JsonToken.VALUE_NUMBER_FLOAT && token != JsonToken.VALUE_NUMBER_INT) {
                return (Double) context.handleUnexpectedToken(Double.class, in);
            }
            double value = in.getDoubleValue();
            if (!Double.isFinite(value)) {
                return (Double) context.handleWeirdNumberValue(Double.class, value, "not finite");
            }
            return value;
        }
    }
}
