package io.blackstart.cli.run;

import io.blackstart.results.Cell;
import java.util.stream.Collectors;

/** Cells as people read them. */
public final class CellNames {
    private static final long MEBIBYTE = 1L << 20;

    private CellNames() {}

    /** What a cell is, without its design: {@code inFlight 64, 4 threads}. */
    public static String parameters(Cell cell) {
        String parameters = cell.parameters().entrySet().stream()
                .map(parameter -> parameter.getKey() + " " + value(parameter.getKey(), parameter.getValue()))
                .collect(Collectors.joining(", "));
        String name = cell.suite().equals(Planner.LIMITS)
                ? cell.benchmark().substring(cell.benchmark().lastIndexOf('.') + 1) + (parameters.isEmpty() ? "" : " ")
                : "";
        return name + parameters + (cell.threads() == 1 ? "" : ", " + cell.threads() + " threads");
    }

    /** Whole mebibytes are easier to read than bytes. */
    private static String value(String name, String value) {
        boolean mebibytes =
                name.endsWith("Bytes") && value.matches("\\d{7,18}") && Long.parseLong(value) % MEBIBYTE == 0;
        return mebibytes ? Long.parseLong(value) / MEBIBYTE + " MiB" : value;
    }

    /** The whole cell in one phrase: {@code append.durable inFlight 64, 4 threads, mapped}. */
    public static String full(Cell cell) {
        String design = cell.design().equals(Planner.NO_DESIGN) ? "" : ", " + cell.design();
        return cell.suite() + " " + parameters(cell) + design;
    }
}
