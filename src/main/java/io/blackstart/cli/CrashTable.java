package io.blackstart.cli;

import io.blackstart.results.CrashRow;
import io.blackstart.results.CrashSubject;
import io.blackstart.results.CrashTier;
import io.blackstart.results.CrashVerdict;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Tiers of the crash kit on a terminal: faults against verdicts, states, what was skipped, what failed and how to see it again. */
final class CrashTable {
    private static final int LEFT_COLUMNS = 2;

    private CrashTable() {}

    /** Prints tiers of one subject. */
    static void print(CrashSubject subject, List<CrashTier> tiers, PrintWriter out) {
        Set<String> verdicts = new TreeSet<>();
        tiers.forEach(tier ->
                tier.rows().forEach(row -> verdicts.addAll(row.verdicts().keySet())));
        out.println(subject.design() + ", class " + subject.durability() + ", on " + subject.fileSystem());
        var header = new ArrayList<>(List.of("tier", "fault", "cases"));
        header.addAll(verdicts);
        header.add("failing");
        var table = new TextTable(LEFT_COLUMNS, header.toArray(String[]::new));
        for (CrashTier tier : tiers) {
            tier.rows().forEach(row -> table.row(row(tier, row, verdicts)));
        }
        table.print(out);
        for (CrashTier tier : tiers) {
            out.println(tier.tier() + ": " + tier.caseCount() + " cases, " + tier.failingCount() + " failing, "
                    + (tier.distinctStateCount() == 0 ? "" : tier.distinctStateCount() + " distinct states, ") + "size "
                    + tier.size() + ", seed " + tier.seed());
            tier.skipped().forEach(line -> out.println("  " + line));
            tier.failures()
                    .forEach(failure -> out.println("  " + failure.verdict() + " " + failure.fault() + ": "
                            + failure.detail() + "\n    again: " + failure.replay()));
        }
    }

    private static String[] row(CrashTier tier, CrashRow row, Set<String> verdicts) {
        var cells = new ArrayList<>(List.of(tier.tier(), row.fault(), Long.toString(row.caseCount())));
        for (String verdict : verdicts) {
            Long count = row.verdicts().get(verdict);
            cells.add(count == null ? "" : count.toString());
        }
        cells.add(Long.toString(row.failingCount()));
        return cells.toArray(String[]::new);
    }

    /** One line: what the verdict comes to. */
    static String conclusion(CrashVerdict verdict) {
        CrashSubject subject = verdict.subject();
        String claim = "claims " + subject.durability() + ", "
                + (verdict.shown() ? "earned " + verdict.earned() : "claimed, not shown: no power cut was made here");
        String outcome = verdict.passed()
                ? "passed"
                : verdict.caseCount() == 0 ? "not tried" : "FAILED with " + verdict.failingCount() + " cases";
        return subject.design() + ": " + outcome + " (" + verdict.caseCount() + " cases), " + claim;
    }
}
