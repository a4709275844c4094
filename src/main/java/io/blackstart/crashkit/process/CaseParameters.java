package io.blackstart.crashkit.process;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What tells a case from the others of its fault, as {@code key=value,key=value}.
 *
 * @param values in order
 */
public record CaseParameters(Map<String, String> values) {
    /**
     * Reads the text.
     *
     * @throws IllegalArgumentException when a part has no value
     */
    public static CaseParameters parse(String text) {
        var values = new LinkedHashMap<String, String>();
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("parameters=" + text + " must have the form key=value,key=value");
            }
            values.put(part.substring(0, equals), part.substring(equals + 1));
        }
        return new CaseParameters(values);
    }

    /**
     * The value of a key.
     *
     * @throws IllegalArgumentException when there is none
     */
    public String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("parameters=" + values + " have no " + key);
        }
        return value;
    }

    /** The value of a key, a number. */
    public int number(String key) {
        try {
            return Integer.parseInt(text(key));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + "=" + text(key) + " must be a whole number", e);
        }
    }
}
