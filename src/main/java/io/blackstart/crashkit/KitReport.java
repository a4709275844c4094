package io.blackstart.crashkit;

import io.blackstart.log.Durability;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What came of running tiers against a design.
 *
 * @param design the design's name
 * @param promised the class the log was opened with
 * @param earned the class its crash states bear out: {@code POWER} when nothing acknowledged was lost to power loss,
 *     {@code PROCESS} when only to power loss, {@code NONE} otherwise; null when no tier found out
 * @param size how much was tried
 * @param seed of every random choice
 * @param tiers names of the tiers that ran, in order
 * @param counts by fault, in the order tried, how many cases ended in each verdict
 * @param distinctStateCount different states of the files that recovery was run on; 0 for a tier that does not know
 * @param failing the first failing cases of each fault, with what it takes to run them again
 * @param skipped one line for each thing that was not run, with the reason
 * @param durationNanos time it took, all tiers together
 */
public record KitReport(
        String design,
        Durability promised,
        @Nullable Durability earned,
        KitSize size,
        long seed,
        List<String> tiers,
        Map<String, Map<CaseVerdict, Long>> counts,
        long distinctStateCount,
        List<FailingCase> failing,
        List<String> skipped,
        long durationNanos) {
    /** Copies the collections. */
    public KitReport {
        tiers = List.copyOf(tiers);
        failing = List.copyOf(failing);
        skipped = List.copyOf(skipped);
        var copy = new LinkedHashMap<String, Map<CaseVerdict, Long>>();
        counts.forEach((fault, row) -> copy.put(fault, Collections.unmodifiableMap(rowOf(row))));
        counts = Collections.unmodifiableMap(copy);
    }

    private static EnumMap<CaseVerdict, Long> rowOf(Map<CaseVerdict, Long> row) {
        var copy = new EnumMap<CaseVerdict, Long>(CaseVerdict.class);
        copy.putAll(row);
        return copy;
    }

    /** Cases of all faults. */
    public long caseCount() {
        return verdicts().mapToLong(Map.Entry::getValue).sum();
    }

    /** Cases that ended in a failing verdict. */
    public long failingCount() {
        return verdicts()
                .filter(entry -> entry.getKey().failing())
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Cases that ended in this verdict. */
    public long count(CaseVerdict verdict) {
        return verdicts()
                .filter(entry -> entry.getKey() == verdict)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private Stream<Map.Entry<CaseVerdict, Long>> verdicts() {
        return counts.values().stream().flatMap(row -> row.entrySet().stream());
    }

    /** Whether at least one case ran and none failed, and the class it earned, where found out, covers the promised one. */
    public boolean passed() {
        return caseCount() > 0 && failingCount() == 0 && (earned == null || earned.covers(promised));
    }

    /**
     * This report and another of the same design, size and seed as one.
     *
     * @throws IllegalArgumentException when they are of different runs
     */
    public KitReport plus(KitReport other) {
        if (!design.equals(other.design) || promised != other.promised || size != other.size || seed != other.seed) {
            throw new IllegalArgumentException("design=" + other.design + " size=" + other.size + " seed=" + other.seed
                    + " do not belong to design=" + design + " size=" + size + " seed=" + seed);
        }
        var sum = new LinkedHashMap<String, Map<CaseVerdict, Long>>();
        Stream.of(counts, other.counts)
                .forEach(part -> part.forEach((fault, row) -> row.forEach(
                        (verdict, count) -> sum.computeIfAbsent(fault, name -> new EnumMap<>(CaseVerdict.class))
                                .merge(verdict, count, Long::sum))));
        Set<String> allTiers = new LinkedHashSet<>(tiers);
        allTiers.addAll(other.tiers);
        return new KitReport(
                design,
                promised,
                lower(earned, other.earned),
                size,
                seed,
                List.copyOf(allTiers),
                sum,
                distinctStateCount + other.distinctStateCount,
                Stream.concat(failing.stream(), other.failing.stream()).toList(),
                Stream.concat(skipped.stream(), other.skipped.stream()).toList(),
                durationNanos + other.durationNanos);
    }

    private static @Nullable Durability lower(@Nullable Durability one, @Nullable Durability two) {
        if (one == null || two == null) {
            return Objects.requireNonNullElse(one, two == null ? one : two);
        }
        return one.covers(two) ? two : one;
    }
}
