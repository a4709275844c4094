package io.blackstart.results;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a run, {@code 20261015T062700Z-2930e7429c1a-kqzv}: sorts by time, says which source, and does not clash when
 * two runs start in one second.
 *
 * @param startedAt UTC, whole seconds
 * @param commit lower-case hex digits, 4 to 40, or {@code unknown}
 * @param letters four letters a to z
 */
public record RunId(Instant startedAt, String commit, String letters) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern FORM = Pattern.compile("(\\d{8}T\\d{6}Z)-([0-9a-f]{4,40}|unknown)-([a-z]{4})");
    private static final int COMMIT_LENGTH = 12;
    private static final int LETTER_COUNT = 4;

    /** Checks the form of all three parts. */
    public RunId {
        if (!startedAt.equals(startedAt.truncatedTo(ChronoUnit.SECONDS))) {
            throw new IllegalArgumentException("not whole seconds: startedAt=" + startedAt);
        }
        if (!FORM.matcher(TIME.format(startedAt) + "-" + commit + "-" + letters).matches()) {
            throw new IllegalArgumentException("not a run id: commit=" + commit + " letters=" + letters);
        }
    }

    /**
     * A new name.
     *
     * @param startedAt now, cut to seconds
     * @param commit of the source, cut to 12 digits, or {@code unknown}
     * @param random gives the letters
     */
    public static RunId create(Instant startedAt, String commit, RandomGenerator random) {
        var letters = new StringBuilder();
        for (int i = 0; i < LETTER_COUNT; i++) {
            letters.append((char) ('a' + random.nextInt(26)));
        }
        String shortCommit = commit.length() > COMMIT_LENGTH ? commit.substring(0, COMMIT_LENGTH) : commit;
        return new RunId(startedAt.truncatedTo(ChronoUnit.SECONDS), shortCommit, letters.toString());
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @param text the name
     * @throws IllegalArgumentException when it is not one
     */
    public static RunId parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a run id: text=" + text);
        }
        try {
            return new RunId(TIME.parse(matcher.group(1), Instant::from), matcher.group(2), matcher.group(3));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a run id: text=" + text, e);
        }
    }

    @Override
    public String toString() {
        return TIME.format(startedAt) + "-" + commit + "-" + letters;
    }
}
