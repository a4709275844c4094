package io.blackstart.results;

import io.blackstart.results.Metric.Family;
import io.blackstart.results.SuiteDefinition.MetricDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every suite this build knows how to read: its metrics and the limits that stand beside them. */
public final class SuiteCatalog {
    /** Suite of the hardware's limits. */
    public static final String LIMITS = "limits";
    /** Suite of single-writer appends. */
    public static final String APPEND = "append";
    /** Suite of acknowledged appends that survive power loss. */
    public static final String APPEND_DURABLE = "append.durable";
    /** Suite of open-loop append latency. */
    public static final String APPEND_LATENCY = "append.latency";
    /** Suite of restarts. */
    public static final String REPLAY = "replay";
    /** Suite of recovery designs: when can people chat again? */
    public static final String RECOVERY = "recovery";
    /** Parameter of its cells: the recovery design. */
    public static final String RECOVERY_DESIGN = "recovery";
    /** Suite of replicated publishing. */
    public static final String REPLICATION = "replication";
    /** Suite of open-loop acknowledgement latency of a replicated log. */
    public static final String REPLICATION_LATENCY = "replication.latency";

    /** Acknowledged or replayed records a second. */
    public static final String RECORDS_PER_SECOND = "recordsPerSecond";
    /** Payload bytes a second; of a replay and of a device, the bytes read. */
    public static final String BYTES_PER_SECOND = "bytesPerSecond";
    /** Bytes allocated on the heap for each record. */
    public static final String ALLOCATED_BYTES_PER_RECORD = "allocatedBytesPerRecord";
    /** Mean payload of a record. */
    public static final String PAYLOAD_BYTES_PER_RECORD = "payloadBytesPerRecord";
    /** Mean bytes on disk of a record. */
    public static final String STORED_BYTES_PER_RECORD = "storedBytesPerRecord";
    /** Whole time of a replay. */
    public static final String REPLAY_NANOS = "replayNanos";
    /** Time of one write and force. */
    public static final String BATCH_NANOS = "batchNanos";
    /** Percentiles of the rig, by the names in {@link RigResult}. */
    public static final List<String> PERCENTILES = List.of("p50", "p90", "p99", "p99.9", "p99.99", "p99.999", "max");

    /** Records of one shot of the append benchmark and of the limits beside it ({@code @OperationsPerInvocation}). */
    static final long RECORDS_PER_SHOT = 524_288;

    private static final List<SuiteDefinition> DEFINITIONS = List.of(
            append(),
            appendDurable(),
            appendLatency(),
            replay(),
            recovery(),
            ReplicationSuites.throughput(),
            ReplicationSuites.latency(),
            limits());

    private SuiteCatalog() {}

    /** All suites, in the order of a report, the limits last. */
    public static List<Suite> suites() {
        return DEFINITIONS.stream().map(SuiteDefinition::suite).toList();
    }

    /** The suite of that name. */
    public static Optional<Suite> find(String name) {
        return definition(name).map(SuiteDefinition::suite);
    }

    /** The metric of a percentile: {@code p99.9} of the response time is {@code responseP999Nanos}. */
    public static String percentileMetric(boolean response, String percentile) {
        String digits = percentile.replace(".", "");
        return (response ? "response" : "service") + Character.toUpperCase(digits.charAt(0)) + digits.substring(1)
                + "Nanos";
    }

    /** Whether a suite measures designs of replication, all others those of a log. */
    public static boolean isReplication(String suite) {
        return suite.equals(REPLICATION) || suite.equals(REPLICATION_LATENCY);
    }

    /** How to read the suite of that name. */
    static Optional<SuiteDefinition> definition(String name) {
        return DEFINITIONS.stream()
                .filter(definition -> definition.suite().name().equals(name))
                .findFirst();
    }

    private static SuiteDefinition append() {
        return SuiteDefinition.of(
                APPEND,
                "How fast does one thread append, when an acknowledgement means: survives the end of the process?",
                "Making the records, creating and allocating the log, closing it, reading it back.",
                metric(
                        rate(RECORDS_PER_SECOND, "records appended", "records/s", Family.THROUGHPUT),
                        MetricSource.operationsPerSecond(),
                        LimitRule.sameRecord("copyAndCrc32c", RECORDS_PER_SECOND, "copy + CRC32C")),
                metric(
                        rate(BYTES_PER_SECOND, "payload appended", "B/s", Family.THROUGHPUT),
                        MetricSource.perSecond("payloadBytes", RECORDS_PER_SHOT),
                        LimitRule.sameRecord("copyAndCrc32c", BYTES_PER_SECOND, "copy + CRC32C")),
                allocated("allocated on the heap"),
                metric(
                        amount(PAYLOAD_BYTES_PER_RECORD, "payload", "B/record"),
                        MetricSource.perOperation("payloadBytes", RECORDS_PER_SHOT),
                        LimitRule.NONE),
                metric(
                        amount(STORED_BYTES_PER_RECORD, "stored", "B/record"),
                        MetricSource.perOperation("storedBytes", RECORDS_PER_SHOT),
                        LimitRule.NONE));
    }

    private static SuiteDefinition appendDurable() {
        return SuiteDefinition.of(
                APPEND_DURABLE,
                "How many records a second are acknowledged, when an acknowledgement means: survives power loss?",
                "Making the records, creating and allocating the log, reading it back.",
                metric(
                        rate(RECORDS_PER_SECOND, "records acknowledged", "records/s", Family.THROUGHPUT),
                        MetricSource.operationsPerSecond(),
                        cell -> cell.durability().equals("POWER")
                                ? number(cell, "inFlight").map(n -> LimitRule.force(n, RECORDS_PER_SECOND))
                                : Optional.empty()),
                allocated("allocated on the heap, opening and reading back included"),
                metric(
                        new Metric("grownBytes", "files outgrew their room by", "B", Better.LOWER, Family.BYTES),
                        MetricSource.secondary("grownBytes"),
                        LimitRule.NONE));
    }

    private static SuiteDefinition appendLatency() {
        return SuiteDefinition.of(
                APPEND_LATENCY,
                "How long does a sender wait for its acknowledgement, when sends come by the clock and not by the last answer?",
                "Making the records, creating and allocating the log, reading it back.",
                latencyMetrics(SuiteCatalog::latencyLimit));
    }

    /** What the open-loop rig tells; the median of each kind of time stands beside a limit. */
    static MetricDefinition[] latencyMetrics(LimitRule limit) {
        var metrics = new ArrayList<MetricDefinition>();
        for (boolean response : new boolean[] {true, false}) {
            for (String percentile : PERCENTILES) {
                String title = (response ? "response " : "service ") + percentile;
                Family family = switch (percentile) {
                    case "p50", "p90" -> Family.MEDIAN;
                    case "p99" -> Family.P99;
                    default -> Family.P999;
                };
                boolean bounded = percentile.equals("p50");
                metrics.add(metric(
                        new Metric(percentileMetric(response, percentile), title, "ns", Better.LOWER, family),
                        MetricSource.percentile(response, percentile),
                        bounded ? limit : LimitRule.NONE));
            }
        }
        metrics.add(metric(
                rate("offeredPerSecond", "records offered", "records/s", Family.THROUGHPUT),
                MetricSource.offered(),
                LimitRule.NONE));
        metrics.add(metric(
                rate("achievedPerSecond", "records acknowledged", "records/s", Family.THROUGHPUT),
                MetricSource.achieved(),
                LimitRule.NONE));
        return metrics.toArray(MetricDefinition[]::new);
    }

    private static Optional<LimitRule.Key> latencyLimit(Cell cell) {
        return cell.durability().equals("POWER") ? Optional.of(LimitRule.force(1, BATCH_NANOS)) : Optional.empty();
    }

    private static SuiteDefinition replay() {
        return SuiteDefinition.of(
                REPLAY,
                "How fast does a fresh process read its log back and rebuild the state of the chat rooms?",
                "Writing the log, starting the JVM.",
                metric(
                        rate(RECORDS_PER_SECOND, "records replayed", "records/s", Family.RECOVERY),
                        MetricSource.perSecond("records", 1),
                        cell -> isWarm(cell) ? Optional.of(crcOfChat(RECORDS_PER_SECOND)) : Optional.empty()),
                metric(
                        rate(BYTES_PER_SECOND, "log replayed", "B/s", Family.RECOVERY),
                        MetricSource.perSecond("bytes", 1),
                        SuiteCatalog::replayLimit),
                metric(
                        time(REPLAY_NANOS, "whole replay", Family.RECOVERY),
                        MetricSource.nanosPerOperation(),
                        LimitRule.NONE),
                metric(time("openNanos", "open", Family.RECOVERY), MetricSource.secondary("openNanos"), LimitRule.NONE),
                metric(time("scanNanos", "scan", Family.RECOVERY), MetricSource.secondary("scanNanos"), LimitRule.NONE),
                metric(
                        time("digestNanos", "digest", Family.RECOVERY),
                        MetricSource.secondary("digestNanos"),
                        LimitRule.NONE),
                metric(
                        amount(STORED_BYTES_PER_RECORD, "stored", "B/record"),
                        MetricSource.ratio("bytes", "records"),
                        LimitRule.NONE));
    }

    private static SuiteDefinition recovery() {
        var metrics = new ArrayList<MetricDefinition>(List.of(
                metric(
                        rate(RECORDS_PER_SECOND, "records recovered", "records/s", Family.RECOVERY),
                        MetricSource.perSecond("records", 1),
                        LimitRule.NONE),
                metric(
                        rate(BYTES_PER_SECOND, "log recovered", "B/s", Family.RECOVERY),
                        MetricSource.perSecond("bytes", 1),
                        SuiteCatalog::replayLimit)));
        for (String point : List.of("first", "t50", "t90", "t99", "all", "open", "aids", "scan", "digest")) {
            metrics.add(metric(
                    time(point + "Nanos", point, Family.RECOVERY),
                    MetricSource.secondary(point + "Nanos"),
                    LimitRule.NONE));
        }
        for (String point : List.of("t50", "t90", "t99", "all", "aid", "peak")) {
            metrics.add(metric(
                    amount(point + "Bytes", point, "B"), MetricSource.secondary(point + "Bytes"), LimitRule.NONE));
        }
        return SuiteDefinition.of(
                RECOVERY,
                "When can people chat again?",
                "Writing logs and what is kept beside them, starting the JVM.",
                metrics.toArray(MetricDefinition[]::new));
    }

    private static Optional<LimitRule.Key> replayLimit(Cell cell) {
        return Optional.of(
                isWarm(cell)
                        ? crcOfChat(BYTES_PER_SECOND)
                        : LimitRule.key("deviceRead", Map.of(), BYTES_PER_SECOND, "device read past the page cache"));
    }

    private static LimitRule.Key crcOfChat(String metric) {
        return LimitRule.key("crc32c", Map.of("record", "chat"), metric, "CRC32C of chat records");
    }

    private static boolean isWarm(Cell cell) {
        return cell.has("cache", "warm");
    }

    private static SuiteDefinition limits() {
        return SuiteDefinition.of(
                LIMITS,
                "What do this processor, memory and disk do at most?",
                "Everything a log does beyond the one step.",
                metric(
                        rate(RECORDS_PER_SECOND, "records", "records/s", Family.THROUGHPUT),
                        SuiteCatalog::limitRecordsPerSecond,
                        LimitRule.NONE),
                metric(
                        rate(BYTES_PER_SECOND, "bytes", "B/s", Family.THROUGHPUT),
                        SuiteCatalog::limitBytesPerSecond,
                        LimitRule.NONE),
                metric(
                        time(BATCH_NANOS, "write and force of a batch", Family.MEDIAN),
                        (cell, raw) ->
                                isForce(cell) ? MetricSource.nanosPerOperation().values(cell, raw) : List.of(),
                        LimitRule.NONE),
                metric(
                        time(ReplicationSuites.ROUND_TRIP_NANOS, "round trip of a message", Family.MEDIAN),
                        (cell, raw) -> cell.benchmark().endsWith(".roundTrip")
                                ? MetricSource.secondary(ReplicationSuites.ROUND_TRIP_NANOS)
                                        .values(cell, raw)
                                : List.of(),
                        LimitRule.NONE));
    }

    private static List<Double> limitRecordsPerSecond(Cell cell, RawResult raw) {
        MetricSource operations = MetricSource.operationsPerSecond();
        if (isForce(cell)) {
            return MetricSource.timesParameter(operations, "batchRecords").values(cell, raw);
        }
        return isDevice(cell) || ReplicationSuites.isLimit(cell) ? List.of() : operations.values(cell, raw);
    }

    private static List<Double> limitBytesPerSecond(Cell cell, RawResult raw) {
        if (ReplicationSuites.isLimit(cell)) {
            return ReplicationSuites.copyBytesPerSecond(cell, raw);
        }
        return isDevice(cell)
                ? MetricSource.perSecond("bytes", 1).values(cell, raw)
                : MetricSource.perSecond("payloadBytes", RECORDS_PER_SHOT).values(cell, raw);
    }

    private static boolean isForce(Cell cell) {
        return cell.benchmark().endsWith(".forceBatch");
    }

    private static boolean isDevice(Cell cell) {
        return cell.benchmark().endsWith(".deviceRead") || cell.benchmark().endsWith(".deviceWrite");
    }

    private static Optional<Long> number(Cell cell, String parameter) {
        String value = cell.parameters().get(parameter);
        return value == null || !value.matches("\\d{1,9}") ? Optional.empty() : Optional.of(Long.parseLong(value));
    }

    /** Counted over the timed part where the benchmark counts it; else by JMH's profiler, which sees the untimed parts too. */
    private static MetricDefinition allocated(String title) {
        return metric(
                new Metric(ALLOCATED_BYTES_PER_RECORD, title, "B/record", Better.LOWER, Family.BYTES),
                MetricSource.firstOf(
                        MetricSource.perOperation("allocatedBytes", RECORDS_PER_SHOT),
                        MetricSource.secondary("gc.alloc.rate.norm")),
                LimitRule.NONE);
    }

    static MetricDefinition metric(Metric metric, MetricSource source, LimitRule limit) {
        return new MetricDefinition(metric, source, limit);
    }

    static Metric rate(String name, String title, String unit, Family family) {
        return new Metric(name, title, unit, Better.HIGHER, family);
    }

    static Metric time(String name, String title, Family family) {
        return new Metric(name, title, "ns", Better.LOWER, family);
    }

    static Metric amount(String name, String title, String unit) {
        return new Metric(name, title, unit, Better.LOWER, Family.BYTES);
    }
}
