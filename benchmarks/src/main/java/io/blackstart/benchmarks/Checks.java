package io.blackstart.benchmarks;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The untimed checks of a fork. Each is one line {@code what<TAB>expected<TAB>actual<TAB>PASS|FAIL} at the end of the file
 * that {@value ForkSettings#CHECKS} names; without one only failures are told, by exception. Safe for many threads.
 */
final class Checks {
    private Checks() {}

    /**
     * Compares, writes the line, and on a difference ends the benchmark.
     *
     * @param what stable name of the check, such as {@code read-back}
     * @param expected what must be
     * @param actual what was
     * @throws CheckFailedException when they differ, after the line was written
     * @throws BlackstartException IO, when the line cannot be written
     */
    static void require(String what, Object expected, Object actual) {
        String wanted = oneField(expected);
        String seen = oneField(actual);
        boolean passed = wanted.equals(seen);
        append(what + '\t' + wanted + '\t' + seen + '\t' + (passed ? "PASS" : "FAIL") + '\n');
        if (!passed) {
            throw new CheckFailedException("check " + what + ": expected " + wanted + ", was " + seen);
        }
    }

    /** Compares without a line, for what is looked at many times. */
    static void requireQuietly(String what, Object expected, Object actual) {
        if (!oneField(expected).equals(oneField(actual))) {
            require(what, expected, actual);
        }
    }

    /** Writes down a circumstance that must be known beside the number and fails nothing. */
    static void note(String what, Object expected, Object actual) {
        append(what + '\t' + oneField(expected) + '\t' + oneField(actual) + "\tPASS\n");
    }

    private static synchronized void append(String line) {
        Path file = ForkSettings.ofThisJvm().checksFile();
        if (file == null) {
            return;
        }
        try {
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new BlackstartException(
                    ErrorCode.IO, "a check line cannot be written", file, BlackstartException.NO_POSITION, e);
        }
    }

    private static String oneField(Object value) {
        return value.toString().replaceAll("\\s+", " ").strip();
    }
}
