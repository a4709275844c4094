package io.blackstart.replication;

import io.blackstart.NearestName;
import io.blackstart.log.LogOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How records travel, the same for every design; checked here, once. All nodes of a cluster are opened with the same.
 *
 * @param batchBytes most bytes of records in one frame, 1 KiB to 1 MiB; a longer record travels alone
 * @param lingerMicros how long a batch that is not full waits for more, 0 to 100,000
 * @param ringBytes memory between publisher, journal and senders, a power of two from 64 KiB to 256 MiB, at least four of the
 *     largest records
 * @param patienceMicros how long a full ring waits for a slow follower before that one falls behind to the log, 0 to 1,000,000
 * @param catchUpBytesPerSecond most bytes of records a second to a replica that is being fed from the log; 0 for no limit
 * @param heartbeatMillis a node that has nothing to say says so this often, 1 to 10,000
 * @param silenceMillis a link on which nothing arrives for so long is closed, at least two heartbeats, at most 60,000
 */
public record ReplicationOptions(
        int batchBytes,
        int lingerMicros,
        int ringBytes,
        int patienceMicros,
        long catchUpBytesPerSecond,
        int heartbeatMillis,
        int silenceMillis) {
    /** What is used when nothing is said. */
    public static final ReplicationOptions DEFAULT = new ReplicationOptions(1 << 16, 0, 1 << 24, 2_000, 0, 200, 2_000);

    /** Largest {@code batchBytes}. */
    public static final int BATCH_BYTES_MAX = 1 << 20;

    private static final int RING_BYTES_MIN = 1 << 16;
    private static final int RING_BYTES_MAX = 1 << 28;

    /** Checks every range. */
    public ReplicationOptions {
        check("batchBytes", batchBytes, 1 << 10, BATCH_BYTES_MAX);
        check("lingerMicros", lingerMicros, 0, 100_000);
        check("ringBytes", ringBytes, RING_BYTES_MIN, RING_BYTES_MAX);
        check("patienceMicros", patienceMicros, 0, 1_000_000);
        check("catchUpBytesPerSecond", catchUpBytesPerSecond, 0, Long.MAX_VALUE);
        check("heartbeatMillis", heartbeatMillis, 1, 10_000);
        check("silenceMillis", silenceMillis, 2L * heartbeatMillis, 60_000);
        if (Integer.bitCount(ringBytes) != 1) {
            throw new IllegalArgumentException("ringBytes=" + ringBytes + " must be a power of two");
        }
    }

    private static void check(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + "=" + value + " must be from " + min + " to " + max);
        }
    }

    /** Every option with its default and meaning. */
    public static List<LogOption> all() {
        return List.of(
                new LogOption("batchBytes", "65536", "most bytes of records in one frame, 1024 to 1048576"),
                new LogOption("lingerMicros", "0", "how long a batch that is not full waits for more, 0 to 100000"),
                new LogOption(
                        "ringBytes", "16777216", "memory between publisher and senders, a power of two from 65536"),
                new LogOption("patienceMicros", "2000", "how long a full ring waits for a slow follower, 0 to 1000000"),
                new LogOption("catchUpBytesPerSecond", "0", "limit for a replica that is fed from the log; 0 for none"),
                new LogOption("heartbeatMillis", "200", "how often an idle node says it lives, 1 to 10000"),
                new LogOption("silenceMillis", "2000", "a link that is silent for so long is closed, to 60000"));
    }

    /** Those of {@link #all} with these names. */
    public static List<LogOption> named(String... names) {
        return all().stream()
                .filter(option -> List.of(names).contains(option.name()))
                .toList();
    }

    /**
     * Options from text by name; what is not named stays as in {@link #DEFAULT}.
     *
     * @throws IllegalArgumentException an unknown name, which the message answers with the nearest known, or a value out of range
     */
    public static ReplicationOptions parse(Map<String, String> texts) {
        var values = new TreeMap<String, String>();
        all().forEach(option -> values.put(option.name(), option.defaultValue()));
        for (String name : new TreeSet<>(texts.keySet())) {
            if (!values.containsKey(name)) {
                throw new IllegalArgumentException(NearestName.unknown("replication option", name, values.keySet()));
            }
            values.put(name, texts.getOrDefault(name, ""));
        }
        return new ReplicationOptions(
                (int) number(values, "batchBytes"),
                (int) number(values, "lingerMicros"),
                (int) number(values, "ringBytes"),
                (int) number(values, "patienceMicros"),
                number(values, "catchUpBytesPerSecond"),
                (int) number(values, "heartbeatMillis"),
                (int) number(values, "silenceMillis"));
    }

    private static long number(Map<String, String> values, String name) {
        String text = values.getOrDefault(name, "");
        if (!text.matches(name.equals("catchUpBytesPerSecond") ? "\\d{1,18}" : "\\d{1,9}")) {
            throw new IllegalArgumentException(name + "=" + text + " is not a whole number in range");
        }
        return Long.parseLong(text);
    }

    /** The same with another batch. */
    public ReplicationOptions withBatchBytes(int bytes) {
        return new ReplicationOptions(
                bytes, lingerMicros, ringBytes, patienceMicros, catchUpBytesPerSecond, heartbeatMillis, silenceMillis);
    }

    /** The same with another ring and patience. */
    public ReplicationOptions withRing(int bytes, int micros) {
        return new ReplicationOptions(
                batchBytes, lingerMicros, bytes, micros, catchUpBytesPerSecond, heartbeatMillis, silenceMillis);
    }

    /** The same with another limit for catching up. */
    public ReplicationOptions withCatchUpBytesPerSecond(long bytes) {
        return new ReplicationOptions(
                batchBytes, lingerMicros, ringBytes, patienceMicros, bytes, heartbeatMillis, silenceMillis);
    }

    /** The same with another heartbeat and silence. */
    public ReplicationOptions withHeartbeat(int everyMillis, int silence) {
        return new ReplicationOptions(
                batchBytes, lingerMicros, ringBytes, patienceMicros, catchUpBytesPerSecond, everyMillis, silence);
    }
}
