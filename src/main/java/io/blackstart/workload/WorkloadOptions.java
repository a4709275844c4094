package io.blackstart.workload;

import static io.blackstart.workload.WorkloadParameter.CHANNEL_RECEIVERS_MAX;
import static io.blackstart.workload.WorkloadParameter.CHANNEL_RECEIVERS_MIN;
import static io.blackstart.workload.WorkloadParameter.GROUP_MEMBERS_MAX;
import static io.blackstart.workload.WorkloadParameter.USER_COUNT;

import io.blackstart.NearestName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What traffic to make: a seed and a value for every {@link WorkloadParameter}. Two equal options make the same bytes. Immutable.
 *
 * @param seed any number
 * @param values a value for every parameter
 */
public record WorkloadOptions(long seed, Map<WorkloadParameter, Double> values) {
    /** The name of the seed among the parameters' labels. */
    public static final String SEED_LABEL = "seed";

    /** Every parameter at its default, seed 1. */
    public static final WorkloadOptions DEFAULT = new WorkloadOptions(1, Map.of());

    /** Fills in the defaults of what is missing and checks every range, alone and together. */
    public WorkloadOptions {
        var all = new EnumMap<WorkloadParameter, Double>(WorkloadParameter.class);
        for (WorkloadParameter parameter : WorkloadParameter.values()) {
            all.put(parameter, parameter.checked(values.getOrDefault(parameter, parameter.defaultValue())));
        }
        atMost(all, CHANNEL_RECEIVERS_MIN, CHANNEL_RECEIVERS_MAX);
        atMost(all, GROUP_MEMBERS_MAX, USER_COUNT);
        values = Collections.unmodifiableMap(all);
    }

    private static void atMost(Map<WorkloadParameter, Double> all, WorkloadParameter small, WorkloadParameter large) {
        double smallValue = all.getOrDefault(small, small.defaultValue());
        double largeValue = all.getOrDefault(large, large.defaultValue());
        if (smallValue > largeValue) {
            throw new IllegalArgumentException(small.label() + "=" + small.text(smallValue) + " must not be above "
                    + large.label() + "=" + large.text(largeValue));
        }
    }

    /**
     * Reads options from names and values as people write them.
     *
     * @param texts by label, {@value #SEED_LABEL} among them; what is missing keeps its default
     * @throws IllegalArgumentException for an unknown name (the message names the nearest known one), for what is no number, and
     *     for a value out of range
     */
    public static WorkloadOptions parse(Map<String, String> texts) {
        long seed = DEFAULT.seed;
        var values = new EnumMap<WorkloadParameter, Double>(WorkloadParameter.class);
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            String text = entry.getValue().trim().replace("_", "");
            if (entry.getKey().equals(SEED_LABEL)) {
                seed = parseSeed(text);
            } else {
                WorkloadParameter parameter = parameter(entry.getKey());
                values.put(parameter, parseValue(parameter, text));
            }
        }
        return new WorkloadOptions(seed, values);
    }

    private static WorkloadParameter parameter(String label) {
        for (WorkloadParameter parameter : WorkloadParameter.values()) {
            if (parameter.label().equals(label)) {
                return parameter;
            }
        }
        List<String> known = new ArrayList<>(WorkloadParameter.labels());
        known.add(SEED_LABEL);
        throw new IllegalArgumentException(NearestName.unknown("workload parameter", label, known));
    }

    private static long parseSeed(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(SEED_LABEL + "=" + text + " is not a whole number of 64 bits", e);
        }
    }

    private static double parseValue(WorkloadParameter parameter, String text) {
        try {
            return parameter.checked(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(parameter.label() + "=" + text + " is not a number", e);
        }
    }

    /** The same with another value for one parameter. */
    public WorkloadOptions with(WorkloadParameter parameter, double value) {
        var changed = new EnumMap<WorkloadParameter, Double>(values);
        changed.put(parameter, value);
        return new WorkloadOptions(seed, changed);
    }

    /** The same with another seed. */
    public WorkloadOptions withSeed(long newSeed) {
        return new WorkloadOptions(newSeed, values);
    }

    /** The value of a parameter. */
    public double value(WorkloadParameter parameter) {
        return values.getOrDefault(parameter, parameter.defaultValue());
    }

    /** The value of a parameter that allows whole numbers of 32 bits only. */
    int count(WorkloadParameter parameter) {
        return (int) value(parameter);
    }

    /** All of it as text by label, the seed first: {@link #parse} reads it back. */
    public Map<String, String> texts() {
        var texts = new LinkedHashMap<String, String>();
        texts.put(SEED_LABEL, Long.toString(seed));
        values.forEach((parameter, value) -> texts.put(parameter.label(), parameter.text(value)));
        return Collections.unmodifiableMap(texts);
    }
}
