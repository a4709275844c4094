package io.blackstart.crashkit.recorded;

import io.blackstart.crashkit.KitSize;

/**
 * How many of the states that one point of a trace may leave are tried.
 *
 * @param subsetsMax when the pending pieces have no more subsets than this, all are tried; otherwise samples
 * @param samples random subsets where there are too many for all; as many again of each regular kind
 * @param fillsMax subsets that are tried with each fill other than the old bytes
 * @param sizesMax sizes of one file; every byte where the range is no longer
 * @param partsMax places within one write where a kill may cut it
 * @param secondEvery one in so many recovered states is crashed a second time; 0 for none
 */
record Budget(int subsetsMax, int samples, int fillsMax, int sizesMax, int partsMax, int secondEvery) {
    /** For crashing what recovers from a crash. */
    static final Budget SECOND = new Budget(8, 3, 2, 4, 2, 0);

    private static final Budget BUILD = new Budget(64, 12, 12, 24, 8, 797);
    private static final Budget FULL = new Budget(4096, 256, 256, 700, 96, 53);

    static Budget of(KitSize size) {
        return size == KitSize.FULL ? FULL : BUILD;
    }
}
