package io.blackstart.results;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which limit belongs beside a metric of a cell. */
@FunctionalInterface
interface LimitRule {
    /** No limit applies. */
    LimitRule NONE = cell -> Optional.empty();

    /** The limit for this cell, empty when none applies. */
    Optional<Key> limitFor(Cell cell);

    /**
     * A limit to look for among the cells of suite {@code limits}.
     *
     * @param benchmark of the limit
     * @param parameters it must have
     * @param metric of the limit, in the unit of the figure
     * @param what one phrase for people
     */
    record Key(String benchmark, SortedMap<String, String> parameters, String metric, String what) {
        /** Whether that cell is the one. */
        boolean matches(Cell cell) {
            return cell.suite().equals(SuiteCatalog.LIMITS)
                    && cell.benchmark().equals(benchmark)
                    && cell.parameters().equals(parameters);
        }
    }

    /** A limit with the same records: {@code copyAndCrc32c} and its like. */
    static LimitRule sameRecord(String method, String metric, String what) {
        return cell -> Optional.ofNullable(cell.parameters().get("record"))
                .map(record -> key(method, Map.of("record", record), metric, what + " of " + records(record)));
    }

    /** What one thread gets from the device when it writes and forces batches of that many records. */
    static Key force(long batchRecords, String metric) {
        String what = batchRecords == 1
                ? "write and force of one 256-byte record, allocated file"
                : "write and force of " + batchRecords + " 256-byte records at once, allocated file";
        return key(
                "forceBatch", Map.of("batchRecords", Long.toString(batchRecords), "file", "allocated"), metric, what);
    }

    /** A limit of that method with these parameters. */
    static Key key(String method, Map<String, String> parameters, String metric, String what) {
        return new Key("LimitBenchmark." + method, new TreeMap<>(parameters), metric, what);
    }

    /** {@code 256} as {@code 256-byte records}. */
    static String records(String record) {
        return record.equals("chat") ? "chat records" : record + "-byte records";
    }
}
