package io.blackstart.report;

import io.blackstart.results.Cell;
import io.blackstart.results.PlannedFork;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Cells and classes as people read them. */
final class Words {
    /** Stands where there is nothing to tell. */
    static final String NONE = "\u2013";

    private Words() {}

    /** What an acknowledgement of that class promises. */
    static String durability(String name) {
        return switch (name) {
            case "NONE" -> "Class NONE: nothing promised";
            case "PROCESS" -> "Class PROCESS: acknowledged records survive kill -9 of the process";
            case "POWER" -> "Class POWER: acknowledged records survive loss of power";
            case "SITE" -> "Class SITE: another site has every acknowledged record";
            default -> "Class " + name;
        };
    }

    /** {@code 256} as {@code 256-byte records}. */
    static String records(String record) {
        return record.equals("chat") ? "chat mix" : record + "-byte records";
    }

    /** Parameters by name and value. */
    static String parameters(Cell cell) {
        return parametersBut(cell);
    }

    /** Parameters by name and value, without those that are told elsewhere. */
    static String parametersBut(Cell cell, String... toldElsewhere) {
        List<String> left = List.of(toldElsewhere);
        return cell.parameters().entrySet().stream()
                .filter(parameter -> !left.contains(parameter.getKey()))
                .map(parameter -> parameter(parameter.getKey(), parameter.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String parameter(String name, String value) {
        return switch (name) {
            case "record" -> records(value);
            case "inFlight" -> value + " in flight";
            case "cache" -> value;
            case "into" -> "into " + value;
            case "loadPercent" -> value + "\u202f% load";
            case "logBytes" -> value.matches("\\d{1,15}") ? Numbers.bytes(Double.parseDouble(value)) + " log" : value;
            case "batchRecords" -> value + " a batch";
            case "file" -> value + " file";
            case "policy" -> value;
            case "replicas" -> value + (value.equals("1") ? " copy" : " copies");
            case "sites" -> value + (value.equals("1") ? " site" : " sites");
            case "network" -> value;
            case "megabits" -> value.equals("0") ? "no limit" : value + " Mbit/s";
            case "roundTripMicros" -> value.equals("0") ? "no added round trip" : value + " \u00b5s round trip added";
            default -> name + " " + value;
        };
    }

    /** The whole cell in one phrase: {@code append.durable: 64 in flight, 4 producers, mapped}. */
    static String cell(Cell cell, String arm) {
        String method = cell.design().equals(Cell.NO_DESIGN)
                ? cell.benchmark().substring(cell.benchmark().lastIndexOf('.') + 1)
                : cell.design();
        String parameters = parameters(cell);
        return cell.suite() + ": " + method + (parameters.isEmpty() ? "" : ", " + parameters)
                + (cell.threads() == 1 ? "" : ", " + cell.threads() + " producers")
                + (arm.equals(PlannedFork.MAIN) ? "" : ", " + arm);
    }

    /** {@code 1 fork}, {@code 3 forks}. */
    static String count(long count, String one, String many) {
        return Numbers.count(count) + " " + (count == 1 ? one : many);
    }

    /** Names with commas and an and. */
    static String list(List<String> names) {
        if (names.size() < 2) {
            return String.join("", names);
        }
        return String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.get(names.size() - 1);
    }

    /** Counts of statuses or the like, {@code 3 OK, 1 FAILED}. */
    static String tally(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> Numbers.count(entry.getValue()) + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }
}
