package io.blackstart.results;

import io.blackstart.results.Metric.Family;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How to read the suites of replication. */
final class ReplicationSuites {
    /** Mean time of a small message to the first follower's place and of its answer. */
    static final String ROUND_TRIP_NANOS = "roundTripNanos";

    private static final String LINK = "link";
    private static final String ROUND_TRIP = "roundTrip";
    private static final String BENCHMARK = "ReplicationLimitBenchmark.";
    /** Records of one shot of the benchmark ({@code @OperationsPerInvocation}). */
    private static final long RECORDS_PER_SHOT = 65_536;

    private ReplicationSuites() {}

    static SuiteDefinition throughput() {
        return SuiteDefinition.of(
                SuiteCatalog.REPLICATION,
                "How many records a second does a replicated log acknowledge under a policy, and at what cost?",
                "Starting the replicas, followers the policy does not wait for, comparing every log with what was sent.",
                SuiteCatalog.metric(
                        SuiteCatalog.rate(
                                SuiteCatalog.RECORDS_PER_SECOND,
                                "records acknowledged",
                                "records/s",
                                Family.THROUGHPUT),
                        MetricSource.operationsPerSecond(),
                        LimitRule.NONE),
                SuiteCatalog.metric(
                        SuiteCatalog.rate(
                                SuiteCatalog.BYTES_PER_SECOND, "payload acknowledged", "B/s", Family.THROUGHPUT),
                        MetricSource.perSecond("payloadBytes", RECORDS_PER_SHOT),
                        cell -> replicas(cell) > 1 ? Optional.of(link(cell)) : Optional.empty()),
                SuiteCatalog.metric(
                        SuiteCatalog.amount("wireBytesPerPayloadByte", "sent by the leader a payload byte", "B/B"),
                        MetricSource.ratio("wireBytes", "payloadBytes"),
                        LimitRule.NONE),
                SuiteCatalog.metric(
                        new Metric(
                                "leaderNanosPerRecord",
                                "processor of the leader",
                                "ns/record",
                                Better.LOWER,
                                Family.BYTES),
                        MetricSource.perOperation("leaderNanos", RECORDS_PER_SHOT),
                        LimitRule.NONE),
                SuiteCatalog.metric(
                        new Metric(
                                "followerNanosPerRecord",
                                "processor of all followers",
                                "ns/record",
                                Better.LOWER,
                                Family.BYTES),
                        MetricSource.perOperation("followerNanos", RECORDS_PER_SHOT),
                        LimitRule.NONE),
                records("lagMaxRecords", "largest lag of a follower"),
                records("exposedMaxRecords", "most acknowledged records in one site only"),
                records("exposedMeanRecords", "acknowledged records in one site only, mean"));
    }

    private static SuiteDefinition.MetricDefinition records(String name, String title) {
        return SuiteCatalog.metric(
                new Metric(name, title, "records", Better.LOWER, Family.BYTES),
                MetricSource.secondary(name),
                LimitRule.NONE);
    }

    static SuiteDefinition latency() {
        return SuiteDefinition.of(
                SuiteCatalog.REPLICATION_LATENCY,
                "How long does a sender wait until a record is acknowledged under a policy, when sends come by the clock?",
                "Starting the replicas, comparing every log with what was sent.",
                SuiteCatalog.latencyMetrics(
                        cell -> replicas(cell) > 1 ? Optional.of(roundTrip(cell)) : Optional.empty()));
    }

    private static int replicas(Cell cell) {
        return Integer.parseInt(cell.parameters().getOrDefault("replicas", "1"));
    }

    private static LimitRule.Key link(Cell cell) {
        int copies = replicas(cell) - 1;
        return new LimitRule.Key(
                BENCHMARK + LINK,
                network(cell),
                SuiteCatalog.BYTES_PER_SECOND,
                "link bandwidth, each of " + copies + (copies == 1 ? " copy" : " copies sent at once"));
    }

    private static LimitRule.Key roundTrip(Cell cell) {
        return new LimitRule.Key(
                BENCHMARK + ROUND_TRIP, network(cell), ROUND_TRIP_NANOS, "round trip of 256 bytes and an answer");
    }

    private static SortedMap<String, String> network(Cell cell) {
        var network = new TreeMap<String, String>();
        for (String name : List.of("megabits", "network", "replicas", "roundTripMicros", "sites")) {
            String value = cell.parameters().get(name);
            if (value != null) {
                network.put(name, value);
            }
        }
        return network;
    }

    static boolean isLimit(Cell cell) {
        return cell.benchmark().startsWith(BENCHMARK);
    }

    /** Bytes of one copy by the time until all were there. */
    static List<Double> copyBytesPerSecond(Cell cell, RawResult raw) {
        return cell.benchmark().equals(BENCHMARK + LINK)
                ? MetricSource.perSecond("copyBytes", 1).values(cell, raw)
                : List.of();
    }
}
