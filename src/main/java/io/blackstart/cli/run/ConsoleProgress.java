package io.blackstart.cli.run;

import io.blackstart.results.Cell;
import io.blackstart.results.Fork;
import io.blackstart.results.PlannedFork;
import java.io.PrintWriter;
import java.util.function.LongSupplier;

/**
 * Progress for people. On a terminal one line that is written again before each fork; elsewhere a plain line at each
 * twentieth of the way. A fork that does not count is told at once in a line of its own. Used by one thread.
 */
public final class ConsoleProgress implements Progress {
    private static final String CLEAR_LINE = "\r\u001b[2K";
    private static final int PLAIN_STEP_PERCENT = 5;
    private static final int LINE_LENGTH_MAX = 110;

    private final PrintWriter err;
    private final boolean terminal;
    private final LongSupplier nanoClock;
    private long totalMillis;
    private long doneMillis;
    private long startNanos;
    private int forkCount;
    private int forkIndex;
    private int plainPercent = -PLAIN_STEP_PERCENT;

    /**
     * Progress on a writer.
     *
     * @param err where to
     * @param terminal whether a line can be written again
     * @param nanoClock monotonic
     */
    public ConsoleProgress(PrintWriter err, boolean terminal, LongSupplier nanoClock) {
        this.err = err;
        this.terminal = terminal;
        this.nanoClock = nanoClock;
    }

    @Override
    public void begin(long totalMillis, int forkCount) {
        this.totalMillis = totalMillis;
        this.forkCount = forkCount;
        this.startNanos = nanoClock.getAsLong();
    }

    @Override
    public void preparing(Cell cell) {
        status("writing the log that " + cell.design() + " replays");
    }

    @Override
    public void starting(Cell cell, PlannedFork planned) {
        forkIndex++;
        status("block " + planned.block() + ", " + CellNames.full(cell));
    }

    @Override
    public void ended(Cell cell, Fork fork, long estimatedMillis) {
        doneMillis += estimatedMillis;
        if (!fork.valid()) {
            line("does not count: " + CellNames.full(cell) + ", block "
                    + fork.planned().block() + ": " + fork.reason());
        }
    }

    @Override
    public void end() {
        if (terminal) {
            err.print(CLEAR_LINE);
            err.flush();
        }
    }

    private void status(String what) {
        int percent = totalMillis == 0 ? 100 : (int) Math.min(100, doneMillis * 100 / totalMillis);
        String text = String.format(
                "%3d %%  %s left  fork %d of %d  %s",
                percent, Durations.of(leftMillis()), Math.max(1, forkIndex), forkCount, what);
        if (terminal) {
            err.print(CLEAR_LINE + (text.length() > LINE_LENGTH_MAX ? text.substring(0, LINE_LENGTH_MAX) : text));
            err.flush();
        } else if (percent >= plainPercent + PLAIN_STEP_PERCENT) {
            plainPercent = percent - percent % PLAIN_STEP_PERCENT;
            err.println(text);
        }
    }

    private void line(String text) {
        err.println((terminal ? CLEAR_LINE : "") + text);
    }

    /** The estimate of the rest, corrected by how far the estimate was off until now. */
    private long leftMillis() {
        long left = Math.max(0, totalMillis - doneMillis);
        if (doneMillis == 0) {
            return left;
        }
        long elapsedMillis = (nanoClock.getAsLong() - startNanos) / 1_000_000;
        return (long) ((double) elapsedMillis / doneMillis * left);
    }
}
