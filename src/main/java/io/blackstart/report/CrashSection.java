package io.blackstart.report;

import io.blackstart.report.Table.Column;
import io.blackstart.results.CrashFailure;
import io.blackstart.results.CrashRow;
import io.blackstart.results.CrashSubject;
import io.blackstart.results.CrashTier;
import io.blackstart.results.CrashVerdict;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the crash kit says of every design as it was measured: the ticket to a number. */
final class CrashSection {
    private final List<CrashVerdict> verdicts;

    CrashSection(List<CrashVerdict> verdicts) {
        this.verdicts = List.copyOf(verdicts);
    }

    Section section() {
        var section = new Section.Builder("crash-kit", "Verdicts of the crash kit");
        if (verdicts.isEmpty()) {
            return section.paragraph("This run holds no verdict of the crash kit: nothing shows what its designs keep.")
                    .build();
        }
        section.paragraph(
                "Kills, power cuts, damaged bytes, failing disks, on the jar that was measured. A design gets a number only"
                        + " with a verdict that admits it. The class is the one earned: where power was cut, by what was left; elsewhere it"
                        + " is only claimed.");
        section.table(overview());
        failures(section);
        for (CrashVerdict verdict : verdicts) {
            section.folded(
                    name(verdict.subject()) + ": " + Words.count(verdict.caseCount(), "case", "cases"),
                    faults(verdict));
        }
        Set<String> skipped = verdicts.stream()
                .flatMap(verdict -> verdict.tiers().stream())
                .flatMap(tier -> tier.skipped().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (!skipped.isEmpty()) {
            var table = new Table.Builder("Not run, or to be known", Column.text("what"));
            skipped.forEach(table::row);
            section.table(table.build());
        }
        return section.build();
    }

    private Table overview() {
        var table = new Table.Builder(
                "Every design in every class it was asked for",
                Column.text("design"),
                Column.text("claims"),
                Column.text("class"),
                Column.text("verdict"),
                Column.number("cases"),
                Column.number("failing"),
                Column.number("distinct states"),
                Column.text("tiers"),
                Column.text("file system"));
        for (CrashVerdict verdict : verdicts) {
            CrashSubject subject = verdict.subject();
            table.row(
                    subject.design(),
                    List.of(
                            Table.text(subject.durability()),
                            Table.text(earned(verdict)),
                            outcome(verdict),
                            Table.number(Numbers.count(verdict.caseCount())),
                            Table.number(Numbers.count(verdict.failingCount())),
                            Table.number(Numbers.count(verdict.tiers().stream()
                                    .mapToLong(CrashTier::distinctStateCount)
                                    .sum())),
                            Table.text(tiers(verdict)),
                            Table.text(subject.fileSystem())));
        }
        return table.build();
    }

    /** The class as it may be called. */
    static String earned(CrashVerdict verdict) {
        return verdict.shown() ? verdict.earned() : verdict.earned() + " claimed, not shown";
    }

    /** One word or two for a cell. */
    static Table.Cell outcome(CrashVerdict verdict) {
        if (!verdict.refusal().isEmpty()) {
            return Table.styled("REFUSED: " + verdict.refusal(), "text bad");
        }
        return verdict.failingCount() == 0
                ? Table.styled("passed", "text good")
                : Table.styled("class kept, " + Numbers.count(verdict.failingCount()) + " cases fail", "text warn");
    }

    private static String tiers(CrashVerdict verdict) {
        return verdict.tiers().stream()
                .map(tier -> tier.caseCount() == 0
                        ? "no " + tier.tier()
                        : tier.tier() + " (" + tier.size().toLowerCase(java.util.Locale.ROOT) + ")")
                .collect(Collectors.joining(", "));
    }

    private void failures(Section.Builder section) {
        List<CrashFailure> failures = verdicts.stream()
                .flatMap(verdict -> verdict.tiers().stream())
                .flatMap(tier -> tier.failures().stream())
                .toList();
        if (failures.isEmpty()) {
            return;
        }
        section.heading("Failing cases, and how to see them again");
        for (CrashFailure failure : failures) {
            section.paragraph(failure.verdict() + " in " + failure.fault() + ": " + failure.detail());
            section.code(failure.replay());
        }
    }

    private static Table faults(CrashVerdict verdict) {
        var table = new Table.Builder(
                name(verdict.subject()),
                Column.text("tier"),
                Column.text("fault"),
                Column.number("cases"),
                Column.text("verdicts"),
                Column.number("failing"));
        for (CrashTier tier : verdict.tiers()) {
            for (CrashRow row : tier.rows()) {
                table.row(
                        tier.tier(),
                        List.of(
                                Table.text(row.fault()),
                                Table.number(Numbers.count(row.caseCount())),
                                Table.text(Words.tally(row.verdicts())),
                                row.failingCount() == 0
                                        ? Table.number("0")
                                        : Table.styled(Numbers.count(row.failingCount()), "number bad")));
            }
        }
        return table.build();
    }

    private static String name(CrashSubject subject) {
        return subject.design() + ", class " + subject.durability();
    }
}
