package io.blackstart.crashkit.process;

import io.blackstart.BlackstartException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * What a child tells its parent, line by line, each by one write, so that a line is in the pipe whole or, when the child dies
 * in between, without its end, and then counts for nothing. Takes standard output for itself: what a log prints goes to standard
 * error. Safe for many threads.
 */
final class ReportLines {
    private final FileOutputStream pipe = new FileOutputStream(FileDescriptor.out);

    ReportLines() {
        System.setOut(System.err);
    }

    /** Sends one line. */
    synchronized void send(String line) {
        try {
            pipe.write((line.replace('\n', ' ').replace('\r', ' ') + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the parent no longer listens", e);
        }
    }

    /** Sends what was thrown: a refusal with its code, or an error the contract does not know. */
    void sendThrown(Throwable thrown) {
        send(describe(thrown));
    }

    /** The line for what was thrown. */
    static String describe(Throwable thrown) {
        if (thrown instanceof BlackstartException refusal) {
            return Reply.Kind.REFUSED.word() + " " + refusal.getMessage();
        }
        StackTraceElement[] trace = thrown.getStackTrace();
        return Reply.Kind.THROWN.word() + " " + thrown + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
