package io.blackstart.results;

/** What became of one cell; all but {@link #OK} carry a reason and stay in the report. */
public enum CellStatus {
    /** Measured, checked. */
    OK,
    /** Measured, but a check failed: its figures are void. */
    INVALID,
    /** Offered rate was missed: percentiles are shown, not comparable. */
    SATURATED,
    /** No fork ended well. */
    FAILED,
    /** The design may not be measured: crash-kit verdict missing or failed, or durability class not offered. */
    REFUSED,
    /** Planned, not run: the run is partial. */
    NOT_RUN
}
