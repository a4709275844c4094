package io.blackstart.results;

/**
 * A ratio or amount this project promises of itself, judged in this run. A target that could not be judged is left out of
 * the summary and named in its {@code notMeasured}.
 *
 * @param id stable, such as {@code append.mapped.limit}
 * @param name one phrase: {@code mapped append of 256 bytes, of the copy-plus-CRC limit}
 * @param measured what this run gave
 * @param bound which side of {@code threshold} keeps the promise
 * @param threshold the promise
 * @param unit of measured and threshold, {@code x} for a ratio
 * @param met outcome, judged on the median
 * @param note what a reader must know to judge the figure, or empty
 */
public record Target(
        String id, String name, double measured, Bound bound, double threshold, String unit, boolean met, String note) {
    /** Which side of a threshold keeps a promise. */
    public enum Bound {
        /** Kept at the threshold or above. */
        AT_LEAST,
        /** Kept at the threshold or below. */
        AT_MOST
    }

    /** A target judged against its threshold. */
    static Target judged(
            String id, String name, double measured, Bound bound, double threshold, String unit, String note) {
        boolean met = bound == Bound.AT_LEAST ? measured >= threshold : measured <= threshold;
        return new Target(id, name, measured, bound, threshold, unit, met, note);
    }
}
