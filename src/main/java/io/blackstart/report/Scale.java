package io.blackstart.report;

import java.util.Arrays;
import java.util.List;

/**
 * One unit for a whole column, chosen so that its smallest value has digits before the point.
 *
 * @param factor stored values are divided by it
 * @param unit as shown
 */
record Scale(double factor, String unit) {
    private static final List<Scale> TIMES =
            List.of(new Scale(1e9, "s"), new Scale(1e6, "ms"), new Scale(1e3, "\u00b5s"), new Scale(1, "ns"));
    private static final List<Scale> PREFIXES =
            List.of(new Scale(1e12, "T"), new Scale(1e9, "G"), new Scale(1e6, "M"), new Scale(1e3, "k"));

    /** The scale for these values of that stored unit: {@code ns}, {@code B}, {@code B/s}, {@code records/s} or any other. */
    static Scale of(String unit, double... values) {
        double smallest = Arrays.stream(values)
                .map(Math::abs)
                .filter(value -> value > 0)
                .min()
                .orElse(1);
        return switch (unit) {
            case "ns" ->
                TIMES.stream()
                        .filter(scale -> smallest >= scale.factor())
                        .findFirst()
                        .orElse(TIMES.get(TIMES.size() - 1));
            case "B", "B/s" -> prefixed(smallest, "", unit);
            case "records/s" -> prefixed(smallest, " ", unit);
            default -> new Scale(1, unit);
        };
    }

    private static Scale prefixed(double smallest, String gap, String unit) {
        return PREFIXES.stream()
                .filter(scale -> smallest >= scale.factor())
                .findFirst()
                .map(scale -> new Scale(scale.factor(), scale.unit() + gap + unit))
                .orElse(new Scale(1, unit));
    }

    /** A value without its unit. */
    String format(double value) {
        return Numbers.significant(value / factor);
    }
}
