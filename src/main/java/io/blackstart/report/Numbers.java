package io.blackstart.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers for people: three digits that count, thin blanks between groups, no more precision than was measured. */
final class Numbers {
    /** Narrow no-break space, the thin blank of ISO 80000-1. */
    static final char GROUP = '\u202f';

    private static final int DIGITS = 3;
    private static final int GROUP_LENGTH = 3;

    private Numbers() {}

    /** {@code 16234567} as 16 200 000, {@code 6.4} as 6.40, {@code 0.01123} as 0.0112; 0 as 0. */
    static String significant(double value) {
        if (value == 0) {
            return "0";
        }
        return grouped(new BigDecimal(value).round(new MathContext(DIGITS, RoundingMode.HALF_UP)));
    }

    /** A ratio with two decimals, below 0.1 with two digits that count. */
    static String ratio(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal exact = new BigDecimal(value);
        return grouped(
                Math.abs(value) < 0.1
                        ? exact.round(new MathContext(2, RoundingMode.HALF_UP))
                        : exact.setScale(2, RoundingMode.HALF_UP));
    }

    /** A whole number with all its digits. */
    static String count(long value) {
        return grouped(BigDecimal.valueOf(value));
    }

    /** A value of an assumption: as it was given, without a tail of zeros. */
    static String plain(double value) {
        return grouped(BigDecimal.valueOf(value).stripTrailingZeros());
    }

    /** Seconds as people say them: {@code 740 ms}, {@code 3.08 s}, {@code 12.4 min}, {@code 88.6 h}. */
    static String seconds(double seconds) {
        if (seconds < 1e-3) {
            return significant(seconds * 1e6) + GROUP + "\u00b5s";
        }
        if (seconds < 1) {
            return significant(seconds * 1e3) + GROUP + "ms";
        }
        if (seconds < 120) {
            return significant(seconds) + GROUP + "s";
        }
        return seconds < 7_200 ? significant(seconds / 60) + GROUP + "min" : significant(seconds / 3_600) + GROUP + "h";
    }

    /** Bytes in decimal units: {@code 4.87 GB}. */
    static String bytes(double bytes) {
        Scale scale = Scale.of("B", bytes);
        return scale.format(bytes) + GROUP + scale.unit();
    }

    private static String grouped(BigDecimal value) {
        String text = value.abs().toPlainString();
        int point = text.indexOf('.');
        String whole = point < 0 ? text : text.substring(0, point);
        var grouped = new StringBuilder(value.signum() < 0 ? "\u2212" : "");
        for (int i = 0; i < whole.length(); i++) {
            if (i > 0 && (whole.length() - i) % GROUP_LENGTH == 0) {
                grouped.append(GROUP);
            }
            grouped.append(whole.charAt(i));
        }
        return grouped.append(point < 0 ? "" : text.substring(point)).toString();
    }
}
