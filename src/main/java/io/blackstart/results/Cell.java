package io.blackstart.results;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One thing that gets a number: design x workload x parameters.
 *
 * @param id first 12 hex digits of the SHA-256 over all other components, in a documented order
 * @param suite {@code append}, {@code append.durable}, {@code append.latency}, {@code replay}, {@code limits}
 * @param benchmark JMH benchmark or rig name, {@code Class.method}
 * @param workloadVersion version of the generator's output; other versions are not comparable
 * @param parameters JMH parameters or rig options, by name, without the design
 * @param threads appending or reading threads
 * @param durability name of the class, {@code NONE} where there is nothing to acknowledge
 * @param design name of the design, {@code -} for a limit
 */
public record Cell(
        String id,
        String suite,
        String benchmark,
        int workloadVersion,
        SortedMap<String, String> parameters,
        int threads,
        String durability,
        String design) {
    /** The design of a limit: the hardware itself. */
    public static final String NO_DESIGN = "-";

    /** Copies the parameters. The id is checked where it becomes part of a path, in {@link PlannedFork}. */
    public Cell {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /** Whether it has that parameter with that value. */
    public boolean has(String parameter, String value) {
        return value.equals(parameters.get(parameter));
    }
}
