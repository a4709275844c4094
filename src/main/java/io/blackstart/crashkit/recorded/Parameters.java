package io.blackstart.crashkit.recorded;

import java.util.LinkedHashMap;
import java.util.Map;

/** Notation of a case's parameters: {@code key=value}, separated by commas. */
final class Parameters {
    private final Map<String, String> values;

    private Parameters(Map<String, String> values) {
        this.values = values;
    }

    static Parameters parse(String text) {
        var values = new LinkedHashMap<String, String>();
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("parameters=" + text + " must be key=value, separated by commas");
            }
            values.put(part.substring(0, equals), part.substring(equals + 1));
        }
        return new Parameters(values);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("parameters=" + values + " lack " + key);
        }
        return value;
    }

    int number(String key) {
        try {
            return Integer.parseInt(text(key));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + "=" + text(key) + " must be a number", e);
        }
    }

    long hex(String key) {
        try {
            return Long.parseUnsignedLong(text(key), 16);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + "=" + text(key) + " must be hexadecimal", e);
        }
    }
}
