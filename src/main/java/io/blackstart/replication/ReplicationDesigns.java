package io.blackstart.replication;

import io.blackstart.NearestName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * The replication designs on the class path, found by {@link ServiceLoader}. One whose library is missing is left out and told
 * of in {@link #missing}. Stateless.
 */
public final class ReplicationDesigns {
    private ReplicationDesigns() {}

    /** All designs that can be used, by name. */
    public static List<ReplicationDesign> all() {
        return load().designs;
    }

    /** Designs that are registered but cannot be used, by class name, with the reason in one line. */
    public static Map<String, String> missing() {
        return load().missing;
    }

    /**
     * The design called {@code name}.
     *
     * @throws IllegalArgumentException when there is none; the message names the nearest
     */
    public static ReplicationDesign find(String name) {
        List<ReplicationDesign> designs = all();
        return designs.stream()
                .filter(design -> design.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(NearestName.unknown(
                        "replication design",
                        name,
                        designs.stream().map(ReplicationDesign::name).toList())));
    }

    private record Loaded(List<ReplicationDesign> designs, Map<String, String> missing) {}

    private static Loaded load() {
        var designs = new ArrayList<ReplicationDesign>();
        var missing = new TreeMap<String, String>();
        for (ServiceLoader.Provider<ReplicationDesign> provider :
                ServiceLoader.load(ReplicationDesign.class).stream().toList()) {
            try {
                designs.add(provider.get());
            } catch (ServiceConfigurationError | LinkageError e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                missing.put(provider.type().getName(), String.valueOf(cause.getMessage()));
            }
        }
        designs.sort(Comparator.comparing(ReplicationDesign::name));
        return new Loaded(List.copyOf(designs), Map.copyOf(missing));
    }
}
