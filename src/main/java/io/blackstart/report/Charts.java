package io.blackstart.report;

import io.blackstart.report.Block.Figure;
import io.blackstart.report.Block.Swatch;
import java.util.List;
import java.util.function.IntFunction;

/** Draws each chart twice, for wide and for narrow screens, and gives it ids of its own. One for each report. Not thread-safe. */
final class Charts {
    static final int WIDE = 980;
    static final int NARROW = 348;

    private int count;

    /**
     * A chart with its data.
     *
     * @param title read aloud
     * @param caption below it, and read aloud as its description
     * @param legend colours without a label
     * @param draw the SVG of that width
     * @param data the numbers it shows
     */
    Figure figure(String title, String caption, List<Swatch> legend, IntFunction<String> draw, Table data) {
        String id = "chart" + ++count;
        return new Figure(
                caption,
                legend,
                Svg.inline(draw.apply(WIDE), id + "w", title, caption),
                Svg.inline(draw.apply(NARROW), id + "n", title, caption),
                data,
                false);
    }

    /** As {@link #figure}, with the numbers in full view. */
    Figure open(String title, String caption, List<Swatch> legend, IntFunction<String> draw, Table data) {
        Figure folded = figure(title, caption, legend, draw, data);
        return new Figure(folded.caption(), folded.legend(), folded.wide(), folded.narrow(), data, true);
    }

    /** A colour and what it stands for. */
    static Swatch swatch(Ink ink, String text) {
        return new Swatch(ink.property(), text);
    }
}
