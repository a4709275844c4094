package io.blackstart.crashkit;

/** How much of its faults a tier tries. */
public enum KitSize {
    /** In seconds, for a run that finds no verdict: a sample of the faults that most often tell. */
    SHORT,
    /** For each build: every fault, fewer places and combinations of each. */
    BUILD,
    /** For a release: all places, many seeds. */
    FULL
}
