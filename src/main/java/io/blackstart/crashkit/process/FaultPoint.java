package io.blackstart.crashkit.process;

/**
 * A place where a system call can be hit: the first time that a thread makes its {@code ordinal}th call of this name on these
 * files. That is how strace counts: for each thread, call by call.
 *
 * @param call name of the system call
 * @param file counts only calls on this file of the log, or on these two, {@link #ALL} for all its files
 * @param ordinal 1 for the first
 * @param needsRoom whether a full disk can make it fail
 */
record FaultPoint(String call, String file, int ordinal, boolean needsRoom) {
    /** Stands for all files of the log and its directory. */
    static final String ALL = "all";
    /** Joins the names when two files are counted together. */
    static final String AND = "+";

    FaultPoint {
        // strace keeps the count in 16 bits.
        if (ordinal < 1 || ordinal > 65_535) {
            throw new IllegalArgumentException("ordinal=" + ordinal + " must be from 1 to 65535");
        }
    }
}
