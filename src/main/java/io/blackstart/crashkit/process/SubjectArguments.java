package io.blackstart.crashkit.process;

import io.blackstart.crashkit.Subject;
import io.blackstart.log.Durability;
import io.blackstart.log.LogDesign;
import io.blackstart.log.LogOptions;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Carries a {@link Subject} over a command line. The design is named by its class: the one provider is loaded and no other, so
 * that a design whose libraries are missing does not disturb the rest. A design that is no service is made by its public
 * constructor without parameters, or is a constant of an enum.
 */
final class SubjectArguments {
    private static final String EXTRA = "extra.";

    private SubjectArguments() {}

    /** As {@code key=value} arguments. */
    static List<String> encode(Subject subject) {
        LogOptions options = subject.options();
        LogDesign design = subject.design();
        var arguments = new ArrayList<String>();
        arguments.add("class=" + classOf(design).getName());
        arguments.add("name=" + subject.name());
        arguments.add("logId=" + options.logId());
        arguments.add("durability=" + options.durability());
        arguments.add("segmentBytes=" + options.segmentBytes());
        arguments.add("preallocatedBytes=" + options.preallocatedBytes());
        arguments.add("maxRecordLength=" + options.maxRecordLength());
        options.extra().forEach((key, value) -> arguments.add(EXTRA + key + "=" + value));
        return arguments;
    }

    /**
     * Reads them back; arguments with other keys are left alone.
     *
     * @throws IllegalArgumentException when a key is missing or there is no such design
     */
    static Subject decode(Map<String, String> arguments) {
        var extra = new HashMap<String, String>();
        arguments.forEach((key, value) -> {
            if (key.startsWith(EXTRA)) {
                extra.put(key.substring(EXTRA.length()), value);
            }
        });
        var options = new LogOptions(
                Long.parseLong(required(arguments, "logId")),
                Durability.valueOf(required(arguments, "durability")),
                Integer.parseInt(required(arguments, "segmentBytes")),
                Long.parseLong(required(arguments, "preallocatedBytes")),
                Integer.parseInt(required(arguments, "maxRecordLength")),
                extra);
        return new Subject(design(required(arguments, "class"), required(arguments, "name")), options);
    }

    /** Splits {@code key=value} arguments. */
    static Map<String, String> parse(String[] arguments) {
        var map = new HashMap<String, String>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("argument=" + argument + " must have the form key=value");
            }
            map.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        return map;
    }

    /** The value of a key that must be there. */
    static String required(Map<String, String> arguments, String key) {
        String value = arguments.get(key);
        if (value == null) {
            throw new IllegalArgumentException("key=" + key + " is missing");
        }
        return value;
    }

    private static Class<?> classOf(LogDesign design) {
        return design instanceof Enum<?> constant ? constant.getDeclaringClass() : design.getClass();
    }

    private static LogDesign design(String className, String name) {
        return ServiceLoader.load(LogDesign.class).stream()
                .filter(provider -> provider.type().getName().equals(className))
                .map(ServiceLoader.Provider::get)
                .filter(design -> design.name().equals(name))
                .findFirst()
                .orElseGet(() -> construct(className, name));
    }

    private static LogDesign construct(String className, String name) {
        try {
            Class<? extends LogDesign> type = Class.forName(className).asSubclass(LogDesign.class);
            LogDesign[] constants = type.getEnumConstants();
            if (constants != null) {
                for (LogDesign constant : constants) {
                    if (constant.name().equals(name)) {
                        return constant;
                    }
                }
                throw new IllegalArgumentException("name=" + name + " is no constant of " + className);
            }
            LogDesign design = type.getConstructor().newInstance();
            if (!design.name().equals(name)) {
                throw new IllegalArgumentException(
                        "class=" + className + " is design=" + design.name() + ", not " + name);
            }
            return design;
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "class=" + className + " must be a LogDesign that is a service, an enum, or public with a public"
                            + " constructor without parameters",
                    e);
        }
    }
}
