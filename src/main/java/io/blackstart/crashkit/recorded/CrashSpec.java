package io.blackstart.crashkit.recorded;

import java.util.Locale;

/** Which state, of those that a crash at one point of a trace may leave. */
sealed interface CrashSpec {
    /**
     * A kill: the page cache as it was.
     *
     * @param part how many bytes of the last write got there, beginning with its first; negative: all but so many at its
     *     beginning; {@link #WHOLE} for all
     */
    record Kill(int part) implements CrashSpec {
        /** The last write is whole. */
        static final int WHOLE = Integer.MAX_VALUE;

        @Override
        public String parameters() {
            return "part=" + (part == WHOLE ? "whole" : Integer.toString(part));
        }
    }

    /**
     * A power cut.
     *
     * @param unit bytes of a piece that is kept or lost whole: 512 or 4096
     * @param kept the pending pieces that were kept
     * @param fill what stands in place of the others
     * @param size what became of the sizes of files
     * @param names bit i tells whether pending change i of the names was kept
     */
    record Power(int unit, Subset kept, Fill fill, Size size, long names) implements CrashSpec {
        @Override
        public String parameters() {
            return "unit=" + unit + ",keep=" + kept + ",fill=" + fill.name().toLowerCase(Locale.ROOT) + ",size=" + size
                    + ",names=" + Long.toHexString(names);
        }
    }

    /**
     * Sizes after a power cut.
     *
     * @param file number of the file whose size is {@code bytes}; {@link #LATEST} or {@link #FORCED} for all files
     * @param bytes its size
     */
    record Size(int file, int bytes) {
        /** All files as large as the page cache had them. */
        static final Size LATEST = new Size(-1, 0);
        /** All files as large as was forced. */
        static final Size FORCED = new Size(-2, 0);

        int of(int id, FileModel model) {
            if (this.equals(FORCED)) {
                return model.durableSize();
            }
            return id == file ? bytes : model.cacheSize();
        }

        @Override
        public String toString() {
            return this.equals(LATEST) ? "latest" : this.equals(FORCED) ? "forced" : file + "@" + bytes;
        }

        static Size parse(String text) {
            int at = text.indexOf('@');
            return switch (text) {
                case "latest" -> LATEST;
                case "forced" -> FORCED;
                default ->
                    new Size(
                            Integer.parseInt(text.substring(0, Math.max(0, at))),
                            Integer.parseInt(text.substring(at + 1)));
            };
        }
    }

    /** For the case's id. */
    String parameters();

    /** Reads what {@link #parameters} wrote. */
    static CrashSpec parse(Parameters parameters) {
        if (parameters.has("part")) {
            return new Kill(parameters.text("part").equals("whole") ? Kill.WHOLE : parameters.number("part"));
        }
        return new Power(
                parameters.number("unit"),
                Subset.parse(parameters.text("keep")),
                Fill.valueOf(parameters.text("fill").toUpperCase(Locale.ROOT)),
                Size.parse(parameters.text("size")),
                parameters.hex("names"));
    }
}
