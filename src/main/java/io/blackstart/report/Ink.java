package io.blackstart.report;

/**
 * Colours of a chart by their role. A chart is drawn once, in stand-in colours; the page gives each role its colour for light, dark
 * and print through the custom property {@code --chart-<n>}.
 */
enum Ink {
    /** Text that matters. */
    TEXT("01"),
    /** Ticks and small text. */
    QUIET("02"),
    /** Grid lines. */
    GRID("03"),
    /** Marks of limits. */
    LIMIT("04"),
    /** First design. */
    SERIES_1("05"),
    /** Second design. */
    SERIES_2("06"),
    /** Third design. */
    SERIES_3("07"),
    /** Fourth design. */
    SERIES_4("08"),
    /** Fifth design. */
    SERIES_5("09"),
    /** Sixth design. */
    SERIES_6("0a"),
    /** First phase. */
    PHASE_1("0b"),
    /** Second phase. */
    PHASE_2("0c"),
    /** Third phase. */
    PHASE_3("0d");

    private static final Ink[] SERIES = {SERIES_1, SERIES_2, SERIES_3, SERIES_4, SERIES_5, SERIES_6};

    private final String code;

    Ink(String code) {
        this.code = code;
    }

    /** The stand-in: no chart uses a colour this close to black by chance. */
    String standIn() {
        return "#0101" + code;
    }

    /** Its custom property. */
    String property() {
        return "--chart-" + Integer.parseInt(code, 16);
    }

    /** Colour of the design at that place; from the seventh on they repeat, and only their labels tell them apart. */
    static Ink series(int index) {
        return SERIES[index % SERIES.length];
    }
}
