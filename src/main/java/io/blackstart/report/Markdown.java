package io.blackstart.report;

/** Text made harmless for Markdown: no mark of it and no HTML takes effect, and nothing leaves its cell of a table. */
final class Markdown {
    private static final String MARKS = "\\`*_{}[]<>#|~&$";

    private Markdown() {}

    /** The text with a backslash before every mark, on one line. */
    static String escaped(String text) {
        var safe = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' || c == '\t') {
                safe.append(' ');
                continue;
            }
            if (MARKS.indexOf(c) >= 0) {
                safe.append('\\');
            }
            safe.append(c);
        }
        return safe.toString();
    }
}
