package io.blackstart.forecast;

import io.blackstart.forecast.Assumption.Source;
import java.util.List;

/**
 * A site as the first restore answer needs it. Defaults are those of Kakao's site in Pangyo in October 2022 as far as public
 * sources go; the rest is assumed and said to be so.
 *
 * @param serverCount servers of the site, above 0
 * @param storeServerRatio share of them that hold message shards, above 0, at most 1
 * @param sendsPerSecond messages sent, on average, above 0
 * @param recordsPerSend records in the log for each message sent: itself and its read receipts, at least 1
 * @param days of the log that must be read back, above 0
 * @param lostDiskRatio share of store servers whose disk is lost, so that their shards come from other sites, 0 to 1
 * @param cardBytesPerSecond network card of a server, above 0
 * @param sourceServerCount servers in other sites that hold copies, above 0
 * @param sourceKeptRatio share of a source's card that stays with its own users, 0 to less than 1
 * @param betweenSitesBytesPerSecond network between the sites, above 0
 * @param crossingRatio share of the remote bytes that crosses it, 0 to 1
 * @param replayCoreCount cores that replay in each server, at least 1
 * @param contention a of the universal scalability law, 0 to 1
 * @param coherence b of the same law, 0 to 1
 */
public record SiteAssumptions(
        int serverCount,
        double storeServerRatio,
        double sendsPerSecond,
        double recordsPerSend,
        double days,
        double lostDiskRatio,
        double cardBytesPerSecond,
        int sourceServerCount,
        double sourceKeptRatio,
        double betweenSitesBytesPerSecond,
        double crossingRatio,
        int replayCoreCount,
        double contention,
        double coherence) {
    /** Kakao's site in Pangyo, October 2022. */
    public static final SiteAssumptions PANGYO =
            new SiteAssumptions(32_000, 0.05, 45_000, 1.785, 1, 0.03, 1.25e9, 3_200, 0.5, 5e10, 1, 1, 0, 0);

    private static final double SECONDS_PER_DAY = 86_400;

    /** Checks all ranges. */
    public SiteAssumptions {
        require(serverCount > 0 && sourceServerCount > 0 && replayCoreCount > 0, "counts", serverCount);
        require(storeServerRatio > 0 && storeServerRatio <= 1, "storeServerRatio", storeServerRatio);
        require(sendsPerSecond > 0 && Double.isFinite(sendsPerSecond), "sendsPerSecond", sendsPerSecond);
        require(recordsPerSend >= 1 && Double.isFinite(recordsPerSend), "recordsPerSend", recordsPerSend);
        require(days > 0 && Double.isFinite(days), "days", days);
        require(lostDiskRatio >= 0 && lostDiskRatio <= 1, "lostDiskRatio", lostDiskRatio);
        require(cardBytesPerSecond > 0, "cardBytesPerSecond", cardBytesPerSecond);
        require(sourceKeptRatio >= 0 && sourceKeptRatio < 1, "sourceKeptRatio", sourceKeptRatio);
        require(betweenSitesBytesPerSecond > 0, "betweenSitesBytesPerSecond", betweenSitesBytesPerSecond);
        require(crossingRatio >= 0 && crossingRatio <= 1, "crossingRatio", crossingRatio);
        require(contention >= 0 && contention <= 1, "contention", contention);
        require(coherence >= 0 && coherence <= 1, "coherence", coherence);
    }

    private static void require(boolean holds, String name, double value) {
        if (!holds) {
            throw new IllegalArgumentException(name + "=" + value);
        }
    }

    /** Servers that hold message shards, at least 1. */
    public double storeServerCount() {
        return Math.max(1, serverCount * storeServerRatio);
    }

    /** Records that the whole site must get back. */
    public double records() {
        return sendsPerSecond * recordsPerSend * SECONDS_PER_DAY * days;
    }

    /** S(p) of the universal scalability law: how many times one core the replay cores of a server do together. */
    public double replaySpeedup() {
        double p = replayCoreCount;
        return p / (1 + contention * (p - 1) + coherence * p * (p - 1));
    }

    /** All of them for people, each with its source. */
    public List<Assumption> list() {
        return List.of(
                new Assumption("servers of the site", serverCount, "", Source.STATED, "Kakao in Pangyo"),
                new Assumption(
                        "share of them that hold message shards",
                        storeServerRatio,
                        "",
                        Source.ASSUMED,
                        "each is like the machine of this run"),
                new Assumption("messages sent", sendsPerSecond, "1/s", Source.STATED, "average of KakaoTalk"),
                new Assumption(
                        "records a message sent",
                        recordsPerSend,
                        "",
                        Source.DERIVED,
                        "the message, and half a read receipt for each of 1.57 receives"),
                new Assumption("days of log to read back", days, "d", Source.ASSUMED, "no snapshot is younger"),
                new Assumption(
                        "share of store servers with a lost disk",
                        lostDiskRatio,
                        "",
                        Source.ASSUMED,
                        "Kakao held back about 1,000 of 32,000 for damage"),
                new Assumption("network card of a server", cardBytesPerSecond, "B/s", Source.ASSUMED, "10 Gb/s"),
                new Assumption(
                        "servers elsewhere that hold copies",
                        sourceServerCount,
                        "",
                        Source.ASSUMED,
                        "Pangyo held a third of the fleet; the same share of the rest"),
                new Assumption(
                        "share of their cards kept for users",
                        sourceKeptRatio,
                        "",
                        Source.ASSUMED,
                        "they serve meanwhile"),
                new Assumption(
                        "network between the sites", betweenSitesBytesPerSecond, "B/s", Source.ASSUMED, "400 Gb/s"),
                new Assumption(
                        "share of remote bytes that crosses it",
                        crossingRatio,
                        "",
                        Source.ASSUMED,
                        "all copies are in other sites"),
                new Assumption(
                        "cores that replay in each server",
                        replayCoreCount,
                        "",
                        Source.ASSUMED,
                        "this replay design has one thread"),
                new Assumption(
                        "contention, coherence",
                        contention,
                        "",
                        Source.ASSUMED,
                        "of the scalability law; coherence " + coherence + "; without effect on one core"));
    }
}
