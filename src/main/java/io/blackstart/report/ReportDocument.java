package io.blackstart.report;

import java.util.List;

/**
 * What a report says, apart from how it looks. The templates turn it into HTML and Markdown.
 *
 * @param title the answer, one sentence
 * @param lead what it means, one or two sentences
 * @param badges what every reader must know before any number
 * @param stamp which run
 * @param problems what is missing or damaged
 * @param sections in order
 */
record ReportDocument(
        String title,
        String lead,
        List<Badge> badges,
        List<Block.Fact> stamp,
        List<String> problems,
        List<Section> sections) {
    ReportDocument {
        badges = List.copyOf(badges);
        stamp = List.copyOf(stamp);
        problems = List.copyOf(problems);
        sections = List.copyOf(sections);
    }

    boolean hasProblems() {
        return !problems.isEmpty();
    }

    /**
     * A word in a frame.
     *
     * @param text the word
     * @param style {@code good}, {@code warn}, {@code bad} or {@code plain}
     */
    record Badge(String text, String style) {}
}
