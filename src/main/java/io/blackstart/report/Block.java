package io.blackstart.report;

import java.util.List;

/** A piece of a section. Each template asks for every kind and gets one or none. */
sealed interface Block {
    default List<Paragraph> paragraph() {
        return List.of();
    }

    default List<Heading> heading() {
        return List.of();
    }

    default List<Table> table() {
        return List.of();
    }

    default List<Folded> folded() {
        return List.of();
    }

    default List<Figure> figure() {
        return List.of();
    }

    default List<Code> code() {
        return List.of();
    }

    default List<Facts> facts() {
        return List.of();
    }

    /** A paragraph of plain text. */
    record Paragraph(String text) implements Block {
        @Override
        public List<Paragraph> paragraph() {
            return List.of(this);
        }
    }

    /** A heading within the section. */
    record Heading(String text) implements Block {
        @Override
        public List<Heading> heading() {
            return List.of(this);
        }
    }

    /** A table in full view. */
    record Shown(Table content) implements Block {
        @Override
        public List<Table> table() {
            return List.of(content);
        }
    }

    /** A table that is folded away until asked for; open in print. */
    record Folded(String title, Table content) implements Block {
        @Override
        public List<Folded> folded() {
            return List.of(this);
        }
    }

    /**
     * A chart with what it was drawn from.
     *
     * @param caption below it
     * @param legend colours that have no label in the chart
     * @param wide markup for wide screens
     * @param narrow markup for narrow screens
     * @param data the numbers
     * @param open whether the numbers are in full view
     */
    record Figure(String caption, List<Swatch> legend, String wide, String narrow, Table data, boolean open)
            implements Block {
        public Figure {
            legend = List.copyOf(legend);
        }

        boolean hasLegend() {
            return !legend.isEmpty();
        }

        @Override
        public List<Figure> figure() {
            return List.of(this);
        }
    }

    /** One colour of a legend. */
    record Swatch(String property, String text) {}

    /** Text to be typed, as it is. */
    record Code(String text) implements Block {
        /** For Markdown: between fences longer than any in the text. */
        String fenced() {
            String fence = "```";
            while (text.contains(fence)) {
                fence += "`";
            }
            return fence + "text\n" + text.strip() + "\n" + fence;
        }

        @Override
        public List<Code> code() {
            return List.of(this);
        }
    }

    /** Pairs of a name and what it is. */
    record Facts(List<Fact> list) implements Block {
        public Facts {
            list = List.copyOf(list);
        }

        @Override
        public List<Facts> facts() {
            return List.of(this);
        }
    }

    /** One of them. */
    record Fact(String name, String value) {}
}
