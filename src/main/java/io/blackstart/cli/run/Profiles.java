package io.blackstart.cli.run;

import io.blackstart.NearestName;
import io.blackstart.cli.UsageException;
import io.blackstart.results.RunSchema;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The profiles that come with Blackstart. */
public final class Profiles {
    /** What {@code run} does unless told otherwise. */
    public static final String DEFAULT = "quick";

    private static final List<String> NAMES = List.of("smoke", "quick", "replication", "full");

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private Profiles() {}

    /** Their names, from the shortest to the longest. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * The profile of that name.
     *
     * @throws UsageException when there is none; it names the nearest
     */
    public static Profile find(String name) {
        if (!NAMES.contains(name)) {
            throw new UsageException(NearestName.unknown("profile", name, NAMES));
        }
        return read(name);
    }

    private static Profile read(String name) {
        String resource = "profiles/" + name + ".json";
        try (InputStream in = Profiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("resource is missing: name=" + resource);
            }
            Profile profile = MAPPER.readValue(in, Profile.class);
            if (profile.schemaVersion() != RunSchema.VERSION || !profile.name().equals(name)) {
                throw new IllegalStateException("resource=" + resource + " holds schemaVersion="
                        + profile.schemaVersion() + " name=" + profile.name());
            }
            return profile;
        } catch (IOException | JacksonException e) {
            throw new IllegalStateException("resource cannot be read: name=" + resource, e);
        }
    }
}
