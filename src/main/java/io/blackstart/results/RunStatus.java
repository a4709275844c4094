package io.blackstart.results;

/** How far a run got. */
public enum RunStatus {
    /** Still going, or ended before its plan did; {@code --resume} goes on. */
    PARTIAL,
    /** Every planned fork has an outcome and every check passed. */
    COMPLETE,
    /** Every planned fork has an outcome, and a cell, a check or a target failed. */
    FAILED
}
