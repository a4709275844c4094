package io.blackstart.results;

/** Which way a metric improves. Belongs to the metric, never to a tool. */
public enum Better {
    /** More is better, as for a rate. */
    HIGHER,
    /** Less is better, as for a time. */
    LOWER
}
