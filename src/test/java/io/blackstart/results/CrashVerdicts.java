package io.blackstart.results;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Verdicts of the crash kit as tests need them. */
public final class CrashVerdicts {
    private static final Instant RAN_AT = Instant.parse("2026-01-02T03:04:05Z");

    private CrashVerdicts() {}

    /** One that admits its design. */
    public static CrashVerdict passing(String design, String durability, String jarSha256) {
        return of(subject(design, durability, false, jarSha256), tier("root", durability, 0));
    }

    /** What was tried. */
    public static CrashSubject subject(String design, String durability, boolean foreign, String jarSha256) {
        return new CrashSubject(
                design, durability, foreign, new TreeMap<>(Map.of("segmentBytes", "65536")), jarSha256, "ext4");
    }

    /** A verdict of these tiers. */
    public static CrashVerdict of(CrashSubject subject, CrashTier... tiers) {
        CrashVerdict verdict = CrashVerdict.none(subject);
        for (CrashTier tier : tiers) {
            verdict = verdict.with(tier);
        }
        return verdict;
    }

    /** A tier with one fault, ten cases, of which so many lost something. */
    public static CrashTier tier(String name, String earned, long failingCount) {
        return tier(name, "BUILD", earned, failingCount);
    }

    /** The same of another size. */
    public static CrashTier tier(String name, String size, String earned, long failingCount) {
        var counts = new TreeMap<>(Map.of("OK", 10 - failingCount));
        List<CrashFailure> failures = List.of();
        if (failingCount > 0) {
            counts.put("LOST_ACKED", failingCount);
            String id = name + ":design:power-cut-ext4:2a:session=0";
            failures = List.of(new CrashFailure(
                    id, "power-cut-ext4", "LOST_ACKED", "record 7 is gone", "blackstart crash --case " + id));
        }
        return new CrashTier(
                name,
                "test",
                size,
                42,
                RAN_AT,
                1_000,
                earned,
                7,
                List.of(new CrashRow("power-cut-ext4", counts, failingCount)),
                failures,
                List.of("nothing: skipped, for the test"));
    }

    /** A tier that could not run. */
    public static CrashTier skipped(String name) {
        return new CrashTier(
                name, "test", "SHORT", 42, RAN_AT, 0, "", 0, List.of(), List.of(), List.of(name + ": all skipped"));
    }

    /** A verdict that admits each design of a plan in each class it is measured in. */
    public static List<CrashVerdict> admitting(Plan plan, String jarSha256) {
        Set<List<String>> pairs = plan.cells().stream()
                .filter(cell -> !cell.design().equals(Cell.NO_DESIGN))
                .map(cell -> List.of(cell.design(), cell.durability()))
                .collect(Collectors.toCollection(() -> new TreeSet<>(java.util.Comparator.comparing(List::toString))));
        return pairs.stream()
                .map(pair -> passing(pair.get(0), pair.get(1), jarSha256))
                .toList();
    }
}
