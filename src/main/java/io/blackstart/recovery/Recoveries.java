package io.blackstart.recovery;

import io.blackstart.NearestName;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** Finds recovery designs. */
public final class Recoveries {
    private Recoveries() {}

    /** Every design on the class path, by name. */
    public static List<Recovery> all() {
        return ServiceLoader.load(Recovery.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Recovery::name))
                .toList();
    }

    /**
     * The design of a name.
     *
     * @throws IllegalArgumentException when there is none; the message names the nearest
     */
    public static Recovery find(String name) {
        List<Recovery> all = all();
        return all.stream()
                .filter(recovery -> recovery.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(NearestName.unknown(
                        "recovery design",
                        name,
                        all.stream().map(Recovery::name).toList())));
    }
}
