package io.blackstart.benchmarks;

/** How a measuring JVM ends, as its launcher sees it. */
enum ExitCode {
    /** Everything was measured and every check passed. */
    FINE(0),
    /** A check or a benchmark failed: no number of this fork counts. */
    FAILED(1),
    /** The command line is wrong. */
    USAGE(2),
    /** The machine cannot do what was asked. */
    ENVIRONMENT(3),
    /** A bug of ours. */
    BUG(4);

    private final int value;

    ExitCode(int value) {
        this.value = value;
    }

    /** The process's exit status. */
    int value() {
        return value;
    }
}
