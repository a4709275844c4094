package io.blackstart.results;

import java.util.List;
import java.util.Optional;

/** Every suite this build knows how to read: its metrics and the limits that stand beside them. */
public final class SuiteCatalog {
    private SuiteCatalog() {}

    /** All suites, in the order of a report, the limits last. */
    public static List<Suite> suites() {
        return List.of();
    }

    /** The suite of that name. */
    public static Optional<Suite> find(String name) {
        return suites().stream().filter(suite -> suite.name().equals(name)).findFirst();
    }
}
