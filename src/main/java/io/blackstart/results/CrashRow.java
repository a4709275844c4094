package io.blackstart.results;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came of one fault of a tier.
 *
 * @param fault its name
 * @param verdicts how many cases ended in each, by name
 * @param failingCount cases among them that fail the design
 */
public record CrashRow(String fault, SortedMap<String, Long> verdicts, long failingCount) {
    /** Copies the counts. */
    public CrashRow {
        verdicts = Collections.unmodifiableSortedMap(new TreeMap<>(verdicts));
    }

    /** Cases of the fault. */
    public long caseCount() {
        return verdicts.values().stream().mapToLong(Long::longValue).sum();
    }
}
