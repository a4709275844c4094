package io.blackstart.results;

import io.blackstart.results.JmhText.Score;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** Made-up speeds in proportions that a reader of a report could meet. No machine ever gave them. */
final class SyntheticRates {
    static final long RECORDS = 4_000_000;
    static final double CHAT_PAYLOAD = 171;
    static final double CHAT_STORED = 184;

    private static final List<String> DESIGNS = List.of("mapped", "group-commit", "chronicle");
    private static final List<String> RECORD_SIZES = List.of("64", "256", "1024", "chat");
    static final String ENV_CLASS = "synthetic-0000";

    private static final int SHOT = 524_288;
    private static final long STARTED_MILLIS =
            Instant.parse("2022-10-15T06:27:00Z").toEpochMilli();

    private SyntheticRates() {}

    /** All cells of all suites. */
    static List<Cell> cells() {
        var cells = new ArrayList<Cell>();
        for (String record : RECORD_SIZES) {
            for (String limit : List.of("copy", "crc32c", "copyAndCrc32c")) {
                cells.add(limit(limit, Map.of("record", record)));
            }
            for (String design : DESIGNS) {
                cells.add(cell("append", "AppendBenchmark.append", Map.of("record", record), 1, "PROCESS", design));
            }
        }
        for (String limit : List.of("channelWrite", "generatorTape", "generatorFresh", "deviceRead", "deviceWrite")) {
            cells.add(limit(limit, Map.of()));
        }
        for (String inFlight : List.of("1", "16", "64", "1024")) {
            cells.add(limit("forceBatch", Map.of("batchRecords", inFlight, "file", "allocated")));
            for (int producers : new int[] {1, 4}) {
                for (String design : DESIGNS) {
                    cells.add(cell(
                            "append.durable",
                            "AppendDurableBenchmark.append",
                            Map.of("inFlight", inFlight),
                            producers,
                            "POWER",
                            design));
                }
            }
        }
        for (String design : DESIGNS) {
            for (String load : List.of("50", "80")) {
                cells.add(cell(
                        "append.latency",
                        "AppendLatencyRig",
                        Map.of("loadPercent", load),
                        1,
                        design.equals("mapped") ? "PROCESS" : "POWER",
                        design));
            }
            for (String cache : List.of("cold", "warm")) {
                for (String into : List.of("verify", "state")) {
                    cells.add(cell(
                            "replay",
                            "ReplayBenchmark.replay",
                            Map.of("cache", cache, "into", into, "logBytes", "1073741824"),
                            1,
                            "PROCESS",
                            design));
                }
            }
        }
        return cells;
    }

    static Cell cell(
            String suite,
            String benchmark,
            Map<String, String> parameters,
            int threads,
            String durability,
            String design) {
        return new Cell("", suite, benchmark, 1, new TreeMap<>(parameters), threads, durability, design);
    }

    private static Cell limit(String method, Map<String, String> parameters) {
        return cell("limits", "LimitBenchmark." + method, parameters, 1, "NONE", Cell.NO_DESIGN);
    }

    static String unit(Cell cell) {
        return switch (cell.suite()) {
            case "append.durable" -> "ops/s";
            case "replay" -> "ms/op";
            case "limits" ->
                cell.benchmark().contains("device") ? "ms/op" : cell.benchmark().contains("force") ? "ops/s" : "ns/op";
            default -> "ns/op";
        };
    }

    /** Primary score in {@link #unit}. */
    static double primary(Cell cell) {
        double slower = switch (cell.design()) {
            case "group-commit" -> 1.9;
            case "chronicle" -> 2.6;
            default -> 1;
        };
        return switch (cell.suite()) {
            case "append" -> (30 + 0.12 * payload(cell)) * slower;
            case "append.durable" -> durablePerSecond(cell) / Math.sqrt(slower);
            case "replay" -> replayMillis(cell) * Math.sqrt(slower);
            default -> limitScore(cell);
        };
    }

    private static double durablePerSecond(Cell cell) {
        double batch = Double.parseDouble(cell.parameters().getOrDefault("inFlight", "1"));
        return batch * 7_000 / (1 + batch / 900) * (1 + 0.1 * (cell.threads() - 1));
    }

    private static double replayMillis(Cell cell) {
        double millis = cell.has("cache", "cold") ? 1_450 : 480;
        return cell.has("into", "state") ? millis + 700 : millis;
    }

    private static double limitScore(Cell cell) {
        String method = cell.benchmark().substring(cell.benchmark().indexOf('.') + 1);
        return switch (method) {
            case "copy" -> 8 + 0.07 * payload(cell);
            case "crc32c" -> 9 + 0.05 * payload(cell);
            case "copyAndCrc32c" -> 20 + 0.10 * payload(cell);
            case "channelWrite" -> 85;
            case "generatorTape" -> 4;
            case "generatorFresh" -> 210;
            case "deviceRead" -> 700;
            case "deviceWrite" -> 900;
            default -> 7_400 / (1 + Double.parseDouble(cell.parameters().getOrDefault("batchRecords", "1")) / 900);
        };
    }

    private static double payload(Cell cell) {
        String record = cell.parameters().getOrDefault("record", "256");
        return record.equals("chat") ? CHAT_PAYLOAD : Double.parseDouble(record);
    }

    static Map<String, Score> secondary(Cell cell, List<Double> primary) {
        int n = primary.size();
        SortedMap<String, Score> secondary = new TreeMap<>();
        boolean isLimit = cell.suite().equals("limits");
        if (cell.suite().startsWith("append")) {
            double allocated = cell.design().equals("chronicle") ? 2.2 : 0.011;
            secondary.put("gc.alloc.rate.norm", all("B/op", n, allocated + 3));
            if (cell.suite().equals("append")) {
                secondary.put("allocatedBytes", all("#", n, allocated * SHOT));
            } else {
                secondary.put("grownBytes", all("#", n, 0));
            }
        }
        if (cell.benchmark().contains("device")) {
            secondary.put("bytes", all("#", n, 1_073_741_824d));
        } else if (cell.suite().equals("append")
                || (isLimit && cell.parameters().containsKey("record"))) {
            secondary.put("payloadBytes", all("#", n, payload(cell) * SHOT));
            if (!isLimit) {
                secondary.put("storedBytes", all("#", n, (payload(cell) + 13) * SHOT));
            }
        } else if (cell.suite().equals("replay")) {
            double nanos = primary.get(0) * 1e6;
            secondary.put("records", all("#", n, (double) RECORDS));
            secondary.put("bytes", all("#", n, RECORDS * CHAT_STORED));
            secondary.put("openNanos", all("#", n, nanos * 0.04));
            secondary.put("scanNanos", all("#", n, nanos * 0.93));
            secondary.put("digestNanos", all("#", n, nanos * 0.03));
        }
        return secondary;
    }

    private static Score all(String unit, int count, double value) {
        return new Score(unit, Collections.nCopies(count, value));
    }

    /** Both histograms as an HdrHistogram log. */
    static String log(Histogram response, Histogram service) {
        var bytes = new ByteArrayOutputStream();
        var writer = new HistogramLogWriter(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        writer.outputComment("[synthetic]");
        writer.outputLogFormatVersion();
        writer.outputLegend();
        response.setTag("response");
        service.setTag("service");
        for (Histogram histogram : List.of(response, service)) {
            histogram.setStartTimeStamp(STARTED_MILLIS);
            histogram.setEndTimeStamp(STARTED_MILLIS + 10_000);
            writer.outputIntervalHistogram(histogram);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    static Histogram service(Cell cell, SplittableRandom random) {
        double base = cell.durability().equals("POWER") ? 150_000 : 900;
        var histogram = new Histogram(3_600_000_000_000L, 3);
        for (int i = 0; i < 20_000; i++) {
            double tail = Math.pow(random.nextDouble() + 1e-6, -0.35);
            histogram.recordValueWithCount((long) (base * tail), 10);
        }
        return histogram;
    }

    static Histogram response(Histogram service, boolean saturated) {
        var response = new Histogram(3_600_000_000_000L, 3);
        service.recordedValues()
                .forEach(value -> response.recordValueWithCount(
                        (long) (value.getValueIteratedTo() * (saturated ? 40 : 1.15)),
                        value.getCountAtValueIteratedTo()));
        return response;
    }

    static RigResult rig(Cell cell, Histogram response, Histogram service, boolean saturated) {
        double offered = 1_000d * Integer.parseInt(cell.parameters().getOrDefault("loadPercent", "1"));
        return new RigResult(
                RunSchema.VERSION,
                offered,
                saturated ? 0.8 * offered : offered * 0.9999,
                response.getTotalCount(),
                10_000_000_000L,
                saturated,
                percentiles(response),
                percentiles(service),
                response.getTotalCount(),
                0);
    }

    private static SortedMap<String, Long> percentiles(Histogram histogram) {
        SortedMap<String, Long> percentiles = new TreeMap<>();
        for (String name : List.of("p50", "p90", "p99", "p99.9")) {
            percentiles.put(name, histogram.getValueAtPercentile(Double.parseDouble(name.substring(1))));
        }
        percentiles.put("max", histogram.getMaxValue());
        return percentiles;
    }

    /** An environment that says of itself that it is none. */
    static String environment() {
        var stable = Map.of(
                "hardware",
                        Map.of(
                                "processor", "synthetic processor",
                                "microcode", "0x0",
                                "architecture", "amd64",
                                "cores", 2,
                                "governor", "not readable: no cpufreq",
                                "memoryBytes", 8L << 30),
                "system",
                        Map.of(
                                "name", "Linux",
                                "kernel", "6.1.0-synthetic",
                                "commandLine", "quiet",
                                "virtualisation", "none",
                                "cgroup", "v2, no limits",
                                "transparentHugePages", "madvise",
                                "clockSource", "tsc"),
                "storage",
                        Map.of(
                                "directory", "/data",
                                "fileSystem", "ext4",
                                "mountPoint", "/data",
                                "mountOptions", "rw,relatime",
                                "device", "/dev/synthetic",
                                "scheduler", "none"),
                "jdk",
                        Map.of(
                                "vendor", "synthetic",
                                "version", "17.0.0+1",
                                "flags", List.of("-Xmx1g", "--add-opens=java.base/java.nio=ALL-UNNAMED"),
                                "collector", "G1"));
        var state = Map.of(
                "capturedAt", Instant.parse("2022-10-15T06:27:00Z"),
                "load", "0.10 0.12 0.09",
                "pressureCpu", "some avg10=0.00",
                "pressureIo", "some avg10=0.00",
                "pressureMemory", "some avg10=0.00",
                "freeMemoryBytes", 6L << 30,
                "freeDiskBytes", 90L << 30,
                "temperature", "not readable: no thermal zone");
        return Json.text(Map.of("envClass", ENV_CLASS, "stable", stable, "state", state));
    }
}
