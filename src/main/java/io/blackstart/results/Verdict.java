package io.blackstart.results;

/** Outcome of one check. */
public enum Verdict {
    /** Actual is what was expected. */
    PASS,
    /** It is not: the number it guards is void. */
    FAIL,
    /** Could not be made here; the detail says why. */
    SKIPPED
}
