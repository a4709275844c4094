package io.blackstart.forecast;

/**
 * One quantity that a forecast takes from outside the run, so that a reader can doubt it by name.
 *
 * @param name for people
 * @param value in {@code unit}
 * @param unit of the value, empty for a plain number
 * @param source where it comes from
 * @param note how it was stated or derived, or why it was assumed
 */
public record Assumption(String name, double value, String unit, Source source, String note) {
    /** Where a quantity comes from. */
    public enum Source {
        /** A public source states it. */
        STATED("S"),
        /** Derived from stated figures. */
        DERIVED("D"),
        /** Assumed: no public source gives it. */
        ASSUMED("A"),
        /** Measured in this run. */
        MEASURED("M");

        private final String tag;

        Source(String tag) {
            this.tag = tag;
        }

        /** One letter for tables: S, D, A or M. */
        public String tag() {
            return tag;
        }
    }
}
