package io.blackstart.results;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** Identity of cells. */
public final class Cells {
    private static final int ID_LENGTH = 12;

    private Cells() {}

    /**
     * The id of a cell: the first 12 hex digits of the SHA-256 over its other components in UTF-8, each preceded by its
     * length in bytes and a colon so that no two cells share a text: suite, benchmark, workload version, number of
     * parameters, each parameter's name and value in order of name, threads, durability, design.
     *
     * @param cell whose {@code id} is not looked at
     */
    public static String idOf(Cell cell) {
        var text = new StringBuilder();
        add(text, cell.suite());
        add(text, cell.benchmark());
        add(text, Integer.toString(cell.workloadVersion()));
        add(text, Integer.toString(cell.parameters().size()));
        for (Map.Entry<String, String> parameter : cell.parameters().entrySet()) {
            add(text, parameter.getKey());
            add(text, parameter.getValue());
        }
        add(text, Integer.toString(cell.threads()));
        add(text, cell.durability());
        add(text, cell.design());
        return HexFormat.of().formatHex(sha256(text.toString())).substring(0, ID_LENGTH);
    }

    /**
     * The same cell with the id that belongs to it.
     *
     * @param draft a cell whose id may be anything, such as empty
     */
    public static Cell identified(Cell draft) {
        return new Cell(
                idOf(draft),
                draft.suite(),
                draft.benchmark(),
                draft.workloadVersion(),
                draft.parameters(),
                draft.threads(),
                draft.durability(),
                draft.design());
    }

    private static void add(StringBuilder text, String value) {
        text.append(value.getBytes(StandardCharsets.UTF_8).length).append(':').append(value);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
