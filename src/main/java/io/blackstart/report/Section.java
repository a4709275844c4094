package io.blackstart.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A section of a report.
 *
 * @param id for links
 * @param title heading
 * @param blocks content
 */
record Section(String id, String title, List<Block> blocks) {
    Section {
        blocks = List.copyOf(blocks);
    }

    /** Puts a section together. Not thread-safe. */
    static final class Builder {
        private final String id;
        private final String title;
        private final List<Block> blocks = new ArrayList<>();

        Builder(String id, String title) {
            this.id = id;
            this.title = title;
        }

        Builder paragraph(String text) {
            return add(new Block.Paragraph(text));
        }

        Builder heading(String text) {
            return add(new Block.Heading(text));
        }

        Builder table(Table table) {
            return add(new Block.Shown(table));
        }

        Builder folded(String title, Table table) {
            return add(new Block.Folded(title, table));
        }

        Builder code(String text) {
            return add(new Block.Code(text));
        }

        Builder add(Block block) {
            blocks.add(block);
            return this;
        }

        Section build() {
            return new Section(id, title, blocks);
        }
    }
}
