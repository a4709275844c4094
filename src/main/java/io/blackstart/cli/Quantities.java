package io.blackstart.cli;

import java.util.Locale;

/** Figures as people read them: three digits that count, units scaled. */
final class Quantities {
    private static final String[] SCALES = {"", " K", " M", " G", " T"};
    private static final String[] TIMES = {" ns", " us", " ms", " s"};
    private static final double STEP = 1000;

    private Quantities() {}

    /** A value in its unit: {@code 5.43 M records/s}, {@code 212 us}. */
    static String of(double value, String unit) {
        return unit.equals("ns") ? scaled(value, TIMES) : scaled(value, SCALES) + (unit.isEmpty() ? "" : " " + unit);
    }

    /** A value without its unit, for the ends of an interval: {@code 5.43 M}. */
    static String bare(double value, String unit) {
        return scaled(value, unit.equals("ns") ? TIMES : SCALES);
    }

    private static String scaled(double value, String[] scales) {
        double rest = value;
        int scale = 0;
        // 999.5 would be printed as 1000.
        while (Math.abs(rest) >= STEP - 0.5 && scale < scales.length - 1) {
            rest /= STEP;
            scale++;
        }
        return digits(rest) + scales[scale];
    }

    private static String digits(double value) {
        double size = Math.abs(value);
        int decimals = size >= 99.95 || value == Math.rint(value) ? 0 : size >= 9.995 ? 1 : 2;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
