package io.blackstart.crashkit.recorded;

import org.jspecify.annotations.Nullable;

/** Counts the power cuts, not covered by what a log promised, that cost it acknowledged records. Safe for many threads. */
final class PowerLosses {
    private long cuts;
    private long losses;
    private @Nullable String first;

    /** One such power cut was judged. */
    synchronized void cut(boolean lost, String parameters) {
        cuts++;
        if (lost) {
            losses++;
            first = first == null ? parameters : first;
        }
    }

    synchronized long cuts() {
        return cuts;
    }

    synchronized long losses() {
        return losses;
    }

    /** Parameters of the first loss, null when there was none. */
    synchronized @Nullable String first() {
        return first;
    }
}
