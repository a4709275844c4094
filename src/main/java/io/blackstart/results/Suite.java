package io.blackstart.results;

import java.util.List;

/**
 * One question with its metrics.
 *
 * @param name {@code append}, {@code append.durable}, {@code append.latency}, {@code replay}, {@code limits}
 * @param question what it answers, one sentence for people
 * @param excluded what is not part of the time, one sentence for people
 * @param metrics in the order in which people want them
 */
public record Suite(String name, String question, String excluded, List<Metric> metrics) {
    /** Copies the list. */
    public Suite {
        metrics = List.copyOf(metrics);
    }
}
