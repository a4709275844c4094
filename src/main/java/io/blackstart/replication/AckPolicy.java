package io.blackstart.replication;

import io.blackstart.NearestName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who must have a record before it is acknowledged. Written {@code leader/memory}, {@code quorum/disk}, {@code all/memory},
 * {@code sites(2)/disk}.
 *
 * @param kind who
 * @param siteCount for {@link Kind#SITES} how many distinct sites, at least 1; else 0
 * @param keep what having it means
 */
public record AckPolicy(Kind kind, int siteCount, Keep keep) {
    private static final Pattern TEXT = Pattern.compile("([a-z]+)(?:\\((\\d{1,2})\\))?/([a-z]+)");

    /** Who must have it. */
    public enum Kind {
        /** The leader alone. */
        LEADER,
        /** More than half of all replicas. */
        QUORUM,
        /** Every replica. */
        ALL,
        /** At least one replica in each of so many sites. */
        SITES
    }

    /** Checks the count. */
    public AckPolicy {
        if (kind == Kind.SITES ? siteCount < 1 : siteCount != 0) {
            throw new IllegalArgumentException("siteCount=" + siteCount + " does not go with kind=" + kind);
        }
    }

    /** A policy other than {@link Kind#SITES}. */
    public static AckPolicy of(Kind kind, Keep keep) {
        return new AckPolicy(kind, 0, keep);
    }

    /** At least one replica in each of {@code siteCount} sites. */
    public static AckPolicy sites(int siteCount, Keep keep) {
        return new AckPolicy(Kind.SITES, siteCount, keep);
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws IllegalArgumentException when it is none; the message names the nearest
     */
    public static AckPolicy parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("policy=" + text + " must look like quorum/disk or sites(2)/memory");
        }
        Kind kind = named(Kind.values(), "policy", matcher.group(1));
        Keep keep = named(Keep.values(), "keep", matcher.group(3));
        String count = matcher.group(2);
        return new AckPolicy(kind, count == null ? 0 : Integer.parseInt(count), keep);
    }

    private static <E extends Enum<E>> E named(E[] values, String what, String name) {
        List<String> known = Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        int index = known.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(NearestName.unknown(what, name, known));
        }
        return values[index];
    }

    /**
     * Checks that a cluster can ever satisfy this policy.
     *
     * @throws IllegalArgumentException when it has too few sites
     */
    public void checkAgainst(Cluster cluster) {
        int sites = cluster.sites().size();
        if (kind == Kind.SITES && siteCount > sites) {
            throw new IllegalArgumentException("siteCount=" + siteCount + ", but the cluster has only " + sites);
        }
    }

    @Override
    public String toString() {
        String who = kind.name().toLowerCase(Locale.ROOT);
        String count = kind == Kind.SITES ? "(" + siteCount + ")" : "";
        return who + count + "/" + keep.name().toLowerCase(Locale.ROOT);
    }
}
