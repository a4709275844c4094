package io.blackstart.crashkit.process;

import java.util.Locale;

/**
 * One answer of a child.
 *
 * @param kind what it is
 * @param text the rest of the line, may be empty
 */
public record Reply(Kind kind, String text) {
    /** Kinds of answers, in lower case on the wire. */
    public enum Kind {
        /** The child is up. */
        READY,
        /** The log is open. */
        OPENED,
        /** The log refused, with a code and a reason, as its contract has it. */
        REFUSED,
        /** The log threw what its contract does not know, or gave an answer that it forbids. */
        THROWN,
        /** All producers have ended. */
        APPENDED,
        /** The log was read; the text is the number of records. */
        READ,
        /** The log is closed. */
        CLOSED,
        /** Everything reported before the question has been received. */
        PONG,
        /** A judgement. */
        JUDGED,
        /** Bytes of memory in use. */
        MEMORY,
        /** The child's JVM has ended; the text is its exit code. */
        ENDED,
        /** No answer in time. */
        LATE;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** As it stands on the wire. */
        String word() {
            return word;
        }
    }

    /** Whether this is of the kind. */
    public boolean is(Kind other) {
        return kind == other;
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException when it begins with no known word
     */
    static Reply parse(String line) {
        int space = line.indexOf(' ');
        String word = space < 0 ? line : line.substring(0, space);
        for (Kind kind : Kind.values()) {
            if (kind.word().equals(word)) {
                return new Reply(kind, space < 0 ? "" : line.substring(space + 1));
            }
        }
        throw new IllegalArgumentException("line=" + line + " begins with no known word");
    }
}
