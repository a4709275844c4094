package io.blackstart.measure;

/**
 * What one check of the {@link Doctor} found.
 *
 * @param id stable name of the check, such as {@code memory} or {@code data.room}
 * @param severity how much it weighs
 * @param what one line: what was found, with its numbers
 * @param where the file, directory or setting it was read from, empty when there is none to name
 * @param remedy one line: what to do about it, empty when {@link Severity#OK}
 */
public record Finding(String id, Severity severity, String what, String where, String remedy) {
    /** A finding that asks for nothing. */
    static Finding ok(String id, String what, String where) {
        return new Finding(id, Severity.OK, what, where, "");
    }

    /** A finding that a person should read. */
    static Finding warn(String id, String what, String where, String remedy) {
        return new Finding(id, Severity.WARN, what, where, remedy);
    }

    /** A finding that stops the run. */
    static Finding refuse(String id, String what, String where, String remedy) {
        return new Finding(id, Severity.REFUSE, what, where, remedy);
    }
}
