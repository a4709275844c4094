package io.blackstart.cli.run;

/** How many forks may still be repeated because the machine was not quiet: half as many as were planned. Not thread-safe. */
final class RepeatBudget {
    private int left;

    private RepeatBudget(int left) {
        this.left = left;
    }

    /**
     * The budget of a run.
     *
     * @param plannedForks in all
     * @param repeated before this process resumed the run
     */
    static RepeatBudget of(int plannedForks, int repeated) {
        return new RepeatBudget(Math.max(0, (plannedForks + 1) / 2 - repeated));
    }

    /** No repeats, for a run whose numbers are not compared. */
    static RepeatBudget none() {
        return new RepeatBudget(0);
    }

    /** Takes one repeat, if there is one left. */
    boolean take() {
        if (left == 0) {
            return false;
        }
        left--;
        return true;
    }
}
