package io.blackstart.results;

import java.util.regex.Pattern;

/** What may stand in the path of a run's file: names read from a file must never lead out of the run directory. */
final class Names {
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern CELL_ID = Pattern.compile("[0-9a-f]{12}");

    private Names() {}

    /** Returns {@code value} when it may be one element of a path: no separator, no leading dot, at most 100 characters. */
    static String requirePart(String what, String value) {
        if (!PART.matcher(value).matches()) {
            throw new IllegalArgumentException("not a plain name: " + what + "=" + value);
        }
        return value;
    }

    /** Returns {@code value} when it is 12 lower-case hex digits. */
    static String requireCellId(String value) {
        if (!CELL_ID.matcher(value).matches()) {
            throw new IllegalArgumentException("not 12 hex digits: cellId=" + value);
        }
        return value;
    }

    /** Returns {@code path} when each of its elements, parted by a slash, is a plain name. */
    static String requireRelative(String path) {
        for (String part : path.split("/", -1)) {
            requirePart("path", part);
        }
        return path;
    }
}
