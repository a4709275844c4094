package io.blackstart.cli.run;

/** Times as people read them. */
public final class Durations {
    private Durations() {}

    /** {@code 12 s}, {@code 4 min 20 s}, {@code 2 h 5 min}. */
    public static String of(long millis) {
        long seconds = Math.max(0, (millis + 500) / 1000);
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
}
