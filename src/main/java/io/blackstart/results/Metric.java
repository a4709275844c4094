package io.blackstart.results;

/**
 * What a figure means. Direction and unit belong to the metric, never to a tool.
 *
 * @param name stable, unit last, such as {@code recordsPerSecond}
 * @param title for people, without the unit
 * @param unit of the stored value, such as {@code records/s}, {@code B/s}, {@code ns}, {@code B/record}
 * @param better direction
 * @param family decides the smallest change that matters in a comparison
 */
public record Metric(String name, String title, String unit, Better better, Family family) {
    /** Kinds of metric that share the smallest change that matters, {@code delta}, a ratio. */
    public enum Family {
        /** Throughput and medians. */
        THROUGHPUT(0.05),
        /** Median latency. */
        MEDIAN(0.05),
        /** 99th percentile. */
        P99(0.10),
        /** 99.9th percentile and beyond, maxima. */
        P999(0.15),
        /** Bytes allocated or stored a record. */
        BYTES(0.01),
        /** Times and rates of recovery. */
        RECOVERY(0.05);

        private final double delta;

        Family(double delta) {
            this.delta = delta;
        }

        /** The smallest ratio of change that matters by default. */
        public double delta() {
            return delta;
        }
    }
}
