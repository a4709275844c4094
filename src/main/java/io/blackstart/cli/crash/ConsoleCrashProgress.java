package io.blackstart.cli.crash;

import io.blackstart.cli.run.Durations;
import io.blackstart.results.CrashSubject;
import io.blackstart.results.CrashTier;
import java.io.PrintWriter;

/** Progress for people: on a terminal one line that is written again, elsewhere a line a tier. A failing case is told at once. */
public final class ConsoleCrashProgress implements CrashProgress {
    private static final String CLEAR_LINE = "\r\u001b[2K";
    private static final int LINE_LENGTH_MAX = 110;

    private final PrintWriter err;
    private final boolean terminal;
    private String what = "";

    /**
     * Progress on a writer.
     *
     * @param err where to
     * @param terminal whether a line can be written again
     */
    public ConsoleCrashProgress(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    @Override
    public void begin(CrashSubject subject, String tier) {
        what = subject.design() + " " + subject.durability() + ", tier " + tier;
        if (terminal) {
            rewrite(what);
        }
    }

    @Override
    public void at(String fault, long caseCount, long failingCount) {
        if (terminal) {
            rewrite(what + ": " + fault + ", " + counts(caseCount, failingCount));
        }
    }

    @Override
    public void failing(String caseId, String verdict, String detail) {
        line(verdict + ": " + caseId + ": " + detail);
    }

    @Override
    public void end(CrashSubject subject, CrashTier result) {
        line("crash kit: " + what + ": " + counts(result.caseCount(), result.failingCount()) + ", "
                + Durations.of(result.durationMillis()));
    }

    private static String counts(long caseCount, long failingCount) {
        return caseCount + (caseCount == 1 ? " case, " : " cases, ") + failingCount + " failing";
    }

    private void rewrite(String text) {
        err.print(CLEAR_LINE + (text.length() > LINE_LENGTH_MAX ? text.substring(0, LINE_LENGTH_MAX) : text));
        err.flush();
    }

    private void line(String text) {
        err.println((terminal ? CLEAR_LINE : "") + text);
    }
}
