package io.blackstart.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table for both forms of a report. All texts are plain; escaping is the template's.
 *
 * @param caption what it shows
 * @param columns heads, the first one of the row heads
 * @param rows from top to bottom
 * @param notes below it
 * @param compact whether it is only as wide as its cells
 */
record Table(String caption, List<Column> columns, List<Row> rows, List<String> notes, boolean compact) {
    Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /** The first column's head. */
    Column first() {
        return columns.get(0);
    }

    /** Heads of the others. */
    List<Column> others() {
        return columns.subList(1, columns.size());
    }

    /**
     * A column.
     *
     * @param text its head
     * @param number whether its cells are numbers, set to the right
     */
    record Column(String text, boolean number) {
        static Column text(String text) {
            return new Column(text, false);
        }

        static Column number(String text) {
            return new Column(text, true);
        }

        /** The line below a head in Markdown. */
        String rule() {
            return number ? "---:" : "---";
        }

        /** Style classes. */
        String style() {
            return number ? "number" : "text";
        }
    }

    /**
     * A row.
     *
     * @param head of the row
     * @param cells the others
     * @param opens whether a thin line above sets it apart from the rows before
     * @param repeats whether its head says what that of the row above says
     */
    record Row(String head, List<Cell> cells, boolean opens, boolean repeats) {
        Row {
            cells = List.copyOf(cells);
        }

        /** Style classes. */
        String style() {
            return opens ? "opens" : repeats ? "repeats" : "";
        }
    }

    /**
     * A cell.
     *
     * @param text shown
     * @param style classes: {@code number}, {@code text}, with {@code good}, {@code bad}, {@code warn} or {@code quiet}
     */
    record Cell(String text, String style) {}

    /** Puts a table together row by row. Not thread-safe. */
    static final class Builder {
        private final String caption;
        private final List<Column> columns;
        private final List<Row> rows = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private String lastGroup = "";
        private boolean compact;

        Builder(String caption, Column... columns) {
            this.caption = caption;
            this.columns = List.of(columns);
        }

        /** A row whose cells have their columns' style. */
        Builder row(String head, String... texts) {
            var cells = new ArrayList<Cell>();
            for (int i = 0; i < texts.length; i++) {
                cells.add(new Cell(texts[i], columns.get(i + 1).style()));
            }
            return row(head, cells);
        }

        /** A row of styled cells. */
        Builder row(String head, List<Cell> cells) {
            if (cells.size() != columns.size() - 1) {
                throw new IllegalArgumentException("cells.size=" + cells.size() + ", columns=" + columns);
            }
            boolean repeats =
                    !rows.isEmpty() && rows.get(rows.size() - 1).head().equals(head);
            rows.add(new Row(head, cells, false, repeats));
            return this;
        }

        /** As {@link #row(String, List)}; the first row of each group is set apart. */
        Builder grouped(String group, String head, List<Cell> cells) {
            row(head, cells);
            if (!group.equals(lastGroup) && rows.size() > 1) {
                rows.set(rows.size() - 1, new Row(head, cells, true, false));
            }
            lastGroup = group;
            return this;
        }

        Builder note(String note) {
            notes.add(note);
            return this;
        }

        /** Only as wide as its cells. */
        Builder compact() {
            compact = true;
            return this;
        }

        boolean isEmpty() {
            return rows.isEmpty();
        }

        Table build() {
            return new Table(caption, columns, rows, notes, compact);
        }
    }

    static Cell number(String text) {
        return new Cell(text, "number");
    }

    static Cell text(String text) {
        return new Cell(text, "text");
    }

    static Cell styled(String text, String style) {
        return new Cell(text, style);
    }
}
