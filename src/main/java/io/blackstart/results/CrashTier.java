package io.blackstart.results;

import java.time.Instant;
import java.util.List;

/**
 * What came of one tier of the crash kit.
 *
 * @param tier its name
 * @param kit version and commit of the kit
 * @param size how much was tried: {@code SHORT}, {@code BUILD} or {@code FULL}
 * @param seed of every random choice
 * @param ranAt wall clock at its end
 * @param durationMillis time it took
 * @param earned name of the best class that its cases did not disprove, empty when it cannot tell
 * @param distinctStateCount different states of the files that recovery was run on
 * @param rows a fault each, in the order tried
 * @param failures the first failing cases of each fault
 * @param skipped what was not run, with the reason, and what else there is to say, a line each
 */
public record CrashTier(
        String tier,
        String kit,
        String size,
        long seed,
        Instant ranAt,
        long durationMillis,
        String earned,
        long distinctStateCount,
        List<CrashRow> rows,
        List<CrashFailure> failures,
        List<String> skipped) {
    /** Sizes from small to large. */
    private static final List<String> SIZES = List.of("SHORT", "BUILD", "FULL");

    /** Copies the lists. */
    public CrashTier {
        rows = List.copyOf(rows);
        failures = List.copyOf(failures);
        skipped = List.copyOf(skipped);
    }

    /** Cases of all faults. */
    public long caseCount() {
        return rows.stream().mapToLong(CrashRow::caseCount).sum();
    }

    /** Cases that fail the design. */
    public long failingCount() {
        return rows.stream().mapToLong(CrashRow::failingCount).sum();
    }

    /** Whether this one stands although {@code newer} was made since: a small tier that passes does not wash off a large one's failure. */
    boolean outweighs(CrashTier newer) {
        return failingCount() > 0 && newer.failingCount() == 0 && SIZES.indexOf(newer.size) < SIZES.indexOf(size);
    }
}
