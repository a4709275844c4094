package io.blackstart.cli.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Stands in for the benchmarks' fork: understands the same command line, measures nothing, and misbehaves on request. What it
 * does is the value of the parameter {@code record}:
 *
 * <p>{@code nocheck} makes no check, {@code badcheck} fails one, {@code garbled} cuts a check line short, {@code exit} ends with
 * code 3 and a line, {@code noresult} and {@code badresult} leave no or no readable result, {@code hang} waits for its parent to
 * die; everything else is well.
 */
public final class FakeFork {
    private final Map<String, String> parameters = new TreeMap<>();
    private final Map<String, String> options = new TreeMap<>();

    private FakeFork(List<String> arguments) {
        for (int i = 1; i + 1 < arguments.size(); i++) {
            String name = arguments.get(i);
            String value = arguments.get(i + 1);
            if (name.equals("-p")) {
                parameters.put(value.split("=", 2)[0], value.split("=", 2)[1]);
            } else if (name.startsWith("-")) {
                options.put(name, value);
            }
        }
    }

    /** The fork's main, as {@code ForkMain}. */
    public static void main(String[] arguments) throws IOException {
        var fork = new FakeFork(List.of(arguments));
        Path data = Path.of(System.getProperty("blackstart.data"));
        if (!Files.isDirectory(data)) {
            throw new IllegalStateException("the launcher made no data directory: " + data);
        }
        switch (arguments[0]) {
            case "jmh" -> fork.jmh(arguments[1]);
            case "rig" -> fork.rig();
            case "prepare" -> fork.prepare();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private void jmh(String regex) throws IOException {
        String behaviour = parameters.getOrDefault("record", "fine");
        System.out.println("measuring " + parameters);
        switch (behaviour) {
            case "hang" -> waitForParentToDie();
            case "exit" -> {
                System.out.println("blackstart: DISK_FULL: no room for the log");
                System.out.println("some other line");
                System.exit(3);
            }
            default -> {
                replayed();
                checks(behaviour);
                result(behaviour, regex);
            }
        }
    }

    private static void waitForParentToDie() throws IOException {
        if (System.in.read() != -1) {
            throw new IllegalStateException("the launcher never writes");
        }
    }

    private void replayed() {
        String log = System.getProperty("blackstart.replay.log");
        if (parameters.containsKey("logBytes")
                && (log == null || !Files.exists(Path.of(log).resolve("segment")))) {
            throw new IllegalStateException("no prepared log: " + log);
        }
    }

    private static void checks(String behaviour) throws IOException {
        if (behaviour.equals("nocheck")) {
            return;
        }
        Path file = Path.of(System.getProperty("blackstart.checks"));
        var lines = new ArrayList<String>(List.of("read-back\t5 records\t5 records\tPASS"));
        if (behaviour.equals("badcheck")) {
            lines.add("read-back\t5 records\t4 records\tFAIL");
        }
        if (behaviour.equals("garbled")) {
            lines.add("read-ba");
        }
        Files.write(file, lines, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (behaviour.equals("badcheck")) {
            System.exit(1);
        }
    }

    /** What JMH 1.37 writes, as far as anything reads it. */
    private void result(String behaviour, String regex) throws IOException {
        if (behaviour.equals("noresult")) {
            return;
        }
        Path file = Path.of(options.getOrDefault("-rff", ""));
        if (behaviour.equals("badresult")) {
            Files.writeString(file, "[{");
            return;
        }
        String benchmark = regex.replace("\\.", ".").replaceAll("^\\.|\\$$", "");
        boolean throughput = benchmark.endsWith("forceBatch") || benchmark.startsWith("AppendDurable");
        String parameterJson = String.join(
                ", ",
                parameters.entrySet().stream()
                        .map(entry -> '"' + entry.getKey() + "\": \"" + entry.getValue() + '"')
                        .toList());
        double score = throughput ? 1000 : 200;
        Files.writeString(file, """
                [{"jmhVersion": "1.37", "benchmark": "io.blackstart.benchmarks.%s", "mode": "%s", "threads": 1, "forks": 0,
                  "warmupIterations": 1, "warmupTime": "1 s", "measurementIterations": 2, "measurementTime": "1 s",
                  "params": {%s},
                  "primaryMetric": {"score": %s, "scoreError": "NaN", "scoreConfidence": ["NaN", "NaN"],
                    "scorePercentiles": {}, "scoreUnit": "%s", "rawData": [[%s, %s]]},
                  "secondaryMetrics": {%s}}]
                """.formatted(
                        benchmark,
                        throughput ? "thrpt" : "ss",
                        parameterJson,
                        score,
                        throughput ? "ops/s" : benchmark.startsWith("Replay") ? "ms/op" : "ns/op",
                        score,
                        score,
                        secondary(benchmark)));
    }

    private static String secondary(String benchmark) {
        var metrics = new ArrayList<String>();
        if (benchmark.startsWith("Replay")) {
            for (String name : List.of("records", "bytes", "openNanos", "scanNanos", "digestNanos")) {
                metrics.add(metric(name, "#"));
            }
        } else if (benchmark.contains(".device")) {
            metrics.add(metric("bytes", "#"));
        } else if (!benchmark.startsWith("Limit")) {
            metrics.add(metric("gc.alloc.rate.norm", "B/op"));
        }
        metrics.add(metric("payloadBytes", "#"));
        metrics.add(metric("storedBytes", "#"));
        return String.join(", ", metrics);
    }

    private static String metric(String name, String unit) {
        return "\"%s\": {\"score\": 1000.0, \"scoreUnit\": \"%s\", \"rawData\": [[1000.0, 1000.0]]}"
                .formatted(name, unit);
    }

    private void rig() throws IOException {
        writeHistograms(Path.of(options.getOrDefault("--histograms", "")));
        Files.writeString(Path.of(options.getOrDefault("--result", "")), """
                {"schemaVersion": 1, "offeredPerSecond": %s, "achievedPerSecond": %s, "sentCount": 100, "durationNanos": 1000,
                 "saturated": false, "responseNanos": {"p50": 10, "max": 20}, "serviceNanos": {"p50": 5, "max": 20},
                 "verified": 100, "mismatched": 0}
                """.formatted(
                        options.get("--rate"), options.get("--rate")));
    }

    private static void writeHistograms(Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            var log = new HistogramLogWriter(out);
            log.outputLogFormatVersion();
            for (String tag : List.of("response", "service")) {
                var histogram = new Histogram(3);
                histogram.setTag(tag);
                histogram.recordValueWithCount(10, 100);
                log.outputIntervalHistogram(histogram);
            }
        }
    }

    private void prepare() throws IOException {
        if ("unpreparable".equals(options.get("--design"))) {
            System.out.println("blackstart: IO: cannot write");
            System.exit(3);
        }
        Path log = Files.createDirectories(Path.of(options.getOrDefault("--into", "")));
        Files.writeString(log.resolve("segment"), "bytes");
    }
}
