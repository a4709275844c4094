package io.blackstart.crashkit;

/** How much of its faults a tier tries. */
public enum KitSize {
    /** For each build: every fault, fewer places and combinations of each. */
    BUILD,
    /** For a release: all places, many seeds. */
    FULL
}
