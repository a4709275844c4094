package io.blackstart.workload;

/**
 * What users ask for while a service comes back: rooms by their popularity, of each the newest messages, as many as an exponential
 * distribution draws.
 *
 * @param seed of the draws
 * @param requestCount how many requests are drawn, 1 to 1,000,000
 * @param recencyMeanMessages mean of that distribution, above 0, at most 1,000
 * @param recencyMaxMessages where it is cut off, 1 to 10,000
 */
public record DemandOptions(long seed, int requestCount, double recencyMeanMessages, int recencyMaxMessages) {
    /** What is known of chat: recency of 30 messages on average. */
    public static final DemandOptions DEFAULT = new DemandOptions(1, 20_000, 30, 1_000);

    private static final int REQUESTS_MAX = 1_000_000;
    private static final double MEAN_MAX = 1_000;
    private static final int MESSAGES_MAX = 10_000;

    /** Checks every range. */
    public DemandOptions {
        if (requestCount < 1 || requestCount > REQUESTS_MAX) {
            throw new IllegalArgumentException("requestCount=" + requestCount + " must be from 1 to " + REQUESTS_MAX);
        }
        if (!(recencyMeanMessages > 0 && recencyMeanMessages <= MEAN_MAX)) {
            throw new IllegalArgumentException(
                    "recencyMeanMessages=" + recencyMeanMessages + " must be above 0, at most " + MEAN_MAX);
        }
        if (recencyMaxMessages < 1 || recencyMaxMessages > MESSAGES_MAX) {
            throw new IllegalArgumentException(
                    "recencyMaxMessages=" + recencyMaxMessages + " must be from 1 to " + MESSAGES_MAX);
        }
    }

    /** The same drawn otherwise. */
    public DemandOptions withSeed(long newSeed) {
        return new DemandOptions(newSeed, requestCount, recencyMeanMessages, recencyMaxMessages);
    }
}
