package io.blackstart.log;

import io.blackstart.NearestName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The designs on the class path, found by {@link ServiceLoader}. A design whose library is missing is left out and told of in
 * {@link #missing}; it does not break the others. Stateless.
 */
public final class LogDesigns {
    private LogDesigns() {}

    /** All designs that can be used, by name. */
    public static List<LogDesign> all() {
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
    public static LogDesign find(String name) {
        List<LogDesign> designs = all();
        return designs.stream()
                .filter(design -> design.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(NearestName.unknown(
                        "design", name, designs.stream().map(LogDesign::name).toList())));
    }

    /**
     * Checks what a design is opened with against what it lists: for the first line of {@link LogDesign#open}.
     *
     * @throws IllegalArgumentException a durability class or an option it does not have; the message names the nearest option
     */
    public static void check(LogDesign design, LogOptions options) {
        if (!design.durabilities().contains(options.durability())) {
            throw new IllegalArgumentException("durability=" + options.durability() + ", but design " + design.name()
                    + " has only "
                    + design.durabilities().stream().sorted().map(Enum::name).collect(Collectors.joining(", ")));
        }
        Set<String> known = design.options().stream().map(LogOption::name).collect(Collectors.toSet());
        for (String name : new TreeSet<>(options.extra().keySet())) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        NearestName.unknown("option of design " + design.name(), name, known));
            }
        }
    }

    /**
     * The value of a whole-number option of a design.
     *
     * @param options may hold it
     * @param option its name and default
     * @param min smallest value allowed
     * @param max largest value allowed
     * @throws IllegalArgumentException when the text is no number or out of range
     */
    public static long number(LogOptions options, LogOption option, long min, long max) {
        String text = options.extra().getOrDefault(option.name(), option.defaultValue());
        try {
            long value = Long.parseLong(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option.name() + "=" + text + " is not a whole number", e);
        }
        throw new IllegalArgumentException(option.name() + "=" + text + " must be from " + min + " to " + max);
    }

    /**
     * For the constructor of a design that needs an optional library: looks whether it is there, without running any of it.
     *
     * @param className a class of the library
     * @param library what to put on the class path
     * @throws NoClassDefFoundError when it is not there; {@link #missing} then tells of it
     */
    public static void requireLibrary(String className, String library) {
        try {
            Class.forName(className, false, LogDesigns.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw (NoClassDefFoundError) new NoClassDefFoundError(library + " is not on the class path").initCause(e);
        }
    }

    private record Loaded(List<LogDesign> designs, Map<String, String> missing) {}

    private static Loaded load() {
        var designs = new ArrayList<LogDesign>();
        var missing = new TreeMap<String, String>();
        for (ServiceLoader.Provider<LogDesign> provider :
                ServiceLoader.load(LogDesign.class).stream().toList()) {
            try {
                designs.add(provider.get());
            } catch (ServiceConfigurationError | LinkageError e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                missing.put(provider.type().getName(), String.valueOf(cause.getMessage()));
            }
        }
        designs.sort(Comparator.comparing(LogDesign::name));
        return new Loaded(List.copyOf(designs), Map.copyOf(missing));
    }
}
