package io.blackstart.results;

/** What a comparison says of one metric of one cell; of those that apply, the first in this order. */
public enum ComparisonVerdict {
    /** A check failed: there is no number to compare. */
    INVALID,
    /** Other environment, other workload version, or percentiles of a rate that was missed. */
    INCOMPARABLE,
    /** Two equal arms differ here by more than three times the smallest change that matters. */
    UNSTABLE,
    /** Worse, found by the screen and confirmed on fresh pairs with the same sign. */
    REGRESSION,
    /** Better, found and confirmed likewise. */
    IMPROVEMENT,
    /** Found by the screen, no fresh pairs yet. */
    SUSPECT,
    /** The whole interval lies within the smallest change that matters. */
    EQUIVALENT,
    /** None of these; the reason names the smallest change that could have been seen. */
    INCONCLUSIVE
}
