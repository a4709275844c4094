package io.blackstart.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Columns of text: the first ones to the left, the numbers behind them to the right. Not thread-safe. */
final class TextTable {
    private static final String GAP = "  ";

    private final int leftColumns;
    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * An empty table.
     *
     * @param leftColumns how many columns stand to the left
     * @param header names of all columns
     */
    TextTable(int leftColumns, String... header) {
        this.leftColumns = leftColumns;
        this.header = List.of(header);
    }

    /** Adds a row; missing cells at its end are empty, the last one may be longer than its column. */
    void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** Prints header and rows. */
    void print(PrintWriter out) {
        int[] widths = new int[header.size()];
        for (List<String> row : allRows()) {
            // A row that ends early ends in a remark, which needs no column.
            int measured = row.size() == header.size() ? row.size() : row.size() - 1;
            for (int column = 0; column < measured; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        for (List<String> row : allRows()) {
            out.println(line(row, widths));
        }
    }

    private List<List<String>> allRows() {
        var all = new ArrayList<List<String>>();
        all.add(header);
        all.addAll(rows);
        return all;
    }

    private String line(List<String> row, int[] widths) {
        var line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = row.get(column);
            String padding = " ".repeat(Math.max(0, widths[column] - cell.length()));
            boolean left = column < leftColumns || row.size() < header.size();
            line.append(column == 0 ? "" : GAP).append(left ? cell + padding : padding + cell);
        }
        return line.toString().stripTrailing();
    }
}
