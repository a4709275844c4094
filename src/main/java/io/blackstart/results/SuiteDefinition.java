package io.blackstart.results;

import java.util.List;
import java.util.Optional;

/**
 * A suite with how its metrics are read.
 *
 * @param suite what it asks
 * @param metrics in the suite's order
 */
record SuiteDefinition(Suite suite, List<MetricDefinition> metrics) {
    /** Binds a metric to where it stands and to its limit. */
    record MetricDefinition(Metric metric, MetricSource source, LimitRule limit) {}

    /** A suite of these metrics. */
    static SuiteDefinition of(String name, String question, String excluded, MetricDefinition... metrics) {
        List<MetricDefinition> all = List.of(metrics);
        return new SuiteDefinition(
                new Suite(
                        name,
                        question,
                        excluded,
                        all.stream().map(MetricDefinition::metric).toList()),
                all);
    }

    /** The definition of that metric. */
    Optional<MetricDefinition> metric(String name) {
        return metrics.stream().filter(m -> m.metric().name().equals(name)).findFirst();
    }
}
