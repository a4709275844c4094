package io.blackstart.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** Where an axis has its ticks. */
final class Ticks {
    private static final double[] STEPS = {1, 2, 2.5, 5, 10};

    private Ticks() {}

    /** From 0 to {@code high}, at round numbers, at most {@code most} steps. */
    static List<Plot.Tick> linear(double high, int most, DoubleFunction<String> text) {
        double rough = high / most;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = 10 * power;
        for (double candidate : STEPS) {
            if (candidate * power >= rough) {
                step = candidate * power;
                break;
            }
        }
        var ticks = new ArrayList<Plot.Tick>();
        for (int i = 0; i * step <= high * (1 + 1e-9); i++) {
            ticks.add(new Plot.Tick(i * step, text.apply(i * step)));
        }
        return ticks;
    }

    /** At whole powers of ten, placed at their logarithm; also at 3 times them when there are few. */
    static List<Plot.Tick> logarithmic(double low, double high, DoubleFunction<String> text) {
        var ticks = new ArrayList<Plot.Tick>();
        int first = (int) Math.floor(Math.log10(low));
        int last = (int) Math.ceil(Math.log10(high));
        boolean dense = last - first <= 3;
        for (int exponent = first; exponent <= last; exponent++) {
            for (int factor : dense ? new int[] {1, 3} : new int[] {1}) {
                double value = factor * Math.pow(10, exponent);
                if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) {
                    ticks.add(new Plot.Tick(Math.log10(value), text.apply(value)));
                }
            }
        }
        return ticks;
    }
}
