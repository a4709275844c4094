package io.blackstart.results;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** Writes JSON as JMH 1.37 does, for one fork: its fields, its order, its way of writing NaN. */
public final class JmhText {
    private JmhText() {}

    /** A score with one value an iteration. */
    public record Score(String unit, List<Double> values) {}

    /** One element of the array, in its array. */
    public static String array(
            String benchmark,
            String mode,
            int threads,
            SortedMap<String, String> parameters,
            Score primary,
            Map<String, Score> secondary) {
        String params = parameters.entrySet().stream()
                .map(p -> "            " + quoted(p.getKey()) + " : " + quoted(p.getValue()))
                .collect(Collectors.joining(",\n"));
        String others = secondary.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(s -> "            " + quoted(s.getKey()) + " : " + score(s.getValue()))
                .collect(Collectors.joining(",\n"));
        return """
                [
                    {
                        "jmhVersion" : "1.37",
                        "benchmark" : %s,
                        "mode" : %s,
                        "threads" : %d,
                        "forks" : 0,
                        "jvm" : "/opt/jdk/bin/java",
                        "jvmArgs" : [
                        ],
                        "jdkVersion" : "17.0.0",
                        "vmName" : "synthetic",
                        "vmVersion" : "17.0.0",
                        "warmupIterations" : 1,
                        "warmupTime" : "single-shot",
                        "warmupBatchSize" : 1,
                        "measurementIterations" : %d,
                        "measurementTime" : "single-shot",
                        "measurementBatchSize" : 1,
                        "params" : {
                %s
                        },
                        "primaryMetric" : %s,
                        "secondaryMetrics" : {
                %s
                        }
                    }
                ]


                """.formatted(
                        quoted("io.blackstart.benchmarks." + benchmark),
                        quoted(mode),
                        threads,
                        primary.values().size(),
                        params,
                        score(primary),
                        others);
    }

    private static String score(Score score) {
        double mean = score.values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
        List<String> raw = score.values().stream().map(JmhText::number).toList();
        return """
                {
                                "score" : %s,
                                "scoreError" : "NaN",
                                "scoreConfidence" : [
                                    "NaN",
                                    "NaN"
                                ],
                                "scorePercentiles" : {
                                    "50.0" : %s
                                },
                                "scoreUnit" : "%s",
                                "rawData" : [
                                    [
                                        %s
                                    ]
                                ]
                            }""".formatted(number(mean), number(mean), score.unit(), String.join(", ", raw));
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "\"NaN\"" : String.format(Locale.ROOT, "%s", value);
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
