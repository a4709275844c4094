package io.blackstart.crashkit.process;

/** What a writer is asked for, one after the other, while its system calls are hit. */
enum CallStep {
    /** Open the log. */
    OPEN,
    /** Read all of it; only after a kill. */
    READ,
    /** Append. */
    APPEND,
    /** Close it. */
    CLOSE
}
