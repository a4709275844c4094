package io.blackstart.report;

import static io.blackstart.results.SuiteCatalog.BYTES_PER_SECOND;
import static io.blackstart.results.SuiteCatalog.RECORDS_PER_SECOND;

import io.blackstart.report.Table.Column;
import io.blackstart.results.Cell;
import io.blackstart.results.CellStatus;
import io.blackstart.results.CellSummary;
import io.blackstart.results.Check;
import io.blackstart.results.CrashVerdict;
import io.blackstart.results.LimitRatio;
import io.blackstart.results.Suite;
import io.blackstart.results.SuiteCatalog;
import io.blackstart.results.Target;
import io.blackstart.results.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What was asked, and in short what came of it: a verdict for each design, the targets. */
final class OverviewSections {
    private final RunView view;

    OverviewSections(RunView view) {
        this.view = view;
    }

    /** The questions. */
    Section asked() {
        var section = new Section.Builder("asked", "What was asked");
        if (view.summary().cells().isEmpty()) {
            return section.paragraph("This run has no cells.").build();
        }
        var table = new Table.Builder(
                "Suites of this run",
                Column.text("suite"),
                Column.text("question"),
                Column.number("cells"),
                Column.number("forks each"));
        for (Suite suite : SuiteCatalog.suites()) {
            List<CellSummary> cells = view.cells(suite.name());
            if (!cells.isEmpty()) {
                table.row(suite.name(), suite.question(), Integer.toString(cells.size()), forksEach(cells));
            }
        }
        section.paragraph(
                view.designs().isEmpty()
                        ? "What does this machine do at most?"
                        : "How fast " + (view.designs().size() == 1 ? "does " : "do ") + Words.list(view.designs())
                                + " append, keep and replay chat records, and how near is that to what this machine does at most?");
        return section.table(table.build()).build();
    }

    private String forksEach(List<CellSummary> cells) {
        List<Long> counts = cells.stream()
                .filter(cell -> cell.status() != CellStatus.REFUSED)
                .map(cell -> view.contents().forks().stream()
                        .filter(fork ->
                                fork.planned().cellId().equals(cell.cell().id()))
                        .count())
                .distinct()
                .sorted()
                .toList();
        return counts.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** A row for each design. */
    Section verdicts() {
        var section = new Section.Builder("verdict", "Verdict for each design");
        if (view.designs().isEmpty()) {
            return section.paragraph("This run measured no design.").build();
        }
        var table = new Table.Builder(
                "Speeds as shares of the limit measured in this run; a dash where there is none",
                Column.text("design"),
                Column.text("classes"),
                Column.text("checks"),
                Column.text("crash kit"),
                Column.number("append 256 B"),
                Column.number("durable, 1,024 in flight"),
                Column.number("replay warm"),
                Column.number("replay cold"),
                Column.text("cells"));
        for (String design : view.designs()) {
            table.row(
                    design,
                    List.of(
                            Table.text(classes(design)),
                            checks(design),
                            crashKit(design),
                            share(design, SuiteCatalog.APPEND, RECORDS_PER_SECOND, cell -> cell.has("record", "256")),
                            share(
                                    design,
                                    SuiteCatalog.APPEND_DURABLE,
                                    RECORDS_PER_SECOND,
                                    cell -> cell.has("inFlight", "1024") && cell.threads() == 1),
                            share(
                                    design,
                                    SuiteCatalog.REPLAY,
                                    BYTES_PER_SECOND,
                                    cell -> cell.has("cache", "warm") && cell.has("into", "verify")),
                            share(
                                    design,
                                    SuiteCatalog.REPLAY,
                                    BYTES_PER_SECOND,
                                    cell -> cell.has("cache", "cold") && cell.has("into", "verify")),
                            cells(design)));
        }
        table.note(
                "Checks: what was written is read back and compared after every timed run; one difference voids the cell."
                        + " Replay columns: every record checked and decoded, warm beside CRC32C, cold beside the device.");
        return section.table(table.build()).build();
    }

    private String classes(String design) {
        return of(design)
                .filter(cell -> !cell.figures().isEmpty())
                .map(cell -> cell.cell().durability())
                .distinct()
                .sorted()
                .map(durability -> earned(design, durability))
                .reduce((a, b) -> a + ", " + b)
                .orElse(Words.NONE);
    }

    /** The class as it may be called: earned where power was cut, else claimed. */
    private String earned(String design, String durability) {
        return view.verdicts().stream()
                .filter(verdict -> verdict.subject().design().equals(design)
                        && verdict.subject().durability().equals(durability))
                .findFirst()
                .map(CrashSection::earned)
                .orElse(durability + " claimed, not shown");
    }

    private java.util.stream.Stream<CellSummary> of(String design) {
        return view.summary().cells().stream()
                .filter(cell -> cell.cell().design().equals(design));
    }

    private Table.Cell checks(String design) {
        List<String> ids = of(design).map(cell -> cell.cell().id()).toList();
        List<Check> checks =
                view.forkChecks().filter(check -> ids.contains(check.cellId())).toList();
        long failed =
                checks.stream().filter(check -> check.verdict() == Verdict.FAIL).count();
        if (checks.isEmpty()) {
            return Table.styled("none made", "text quiet");
        }
        return failed == 0
                ? Table.styled(Numbers.count(checks.size()) + " passed", "text nowrap good")
                : Table.styled(Numbers.count(failed) + " of " + Numbers.count(checks.size()) + " FAILED", "text bad");
    }

    /** What the crash kit says of the design, all classes together; the worst counts. */
    private Table.Cell crashKit(String design) {
        List<CrashVerdict> verdicts = view.verdicts().stream()
                .filter(verdict -> verdict.subject().design().equals(design))
                .toList();
        if (verdicts.isEmpty()) {
            return Table.styled("no verdict", "text bad");
        }
        List<String> refused = verdicts.stream()
                .filter(verdict -> !verdict.refusal().isEmpty())
                .map(verdict -> verdict.subject().durability())
                .toList();
        if (!refused.isEmpty()) {
            return Table.styled("REFUSED in class " + String.join(", ", refused), "text bad");
        }
        long failing = verdicts.stream().mapToLong(CrashVerdict::failingCount).sum();
        return failing == 0
                ? Table.styled("passed", "text good")
                : Table.styled("class kept, " + Numbers.count(failing) + " cases fail", "text warn");
    }

    private Table.Cell share(String design, String suite, String metric, Predicate<Cell> which) {
        CellSummary found = of(design)
                .filter(cell -> cell.cell().suite().equals(suite) && which.test(cell.cell()))
                .findFirst()
                .orElse(null);
        if (found == null) {
            return Table.number(Words.NONE);
        }
        LimitRatio limit = found.figure(metric)
                .filter(figure -> found.measuredAs().isEmpty())
                .map(figure -> figure.limit())
                .orElse(null);
        return limit == null
                ? FigureCells.absent(found)
                : Table.styled(Numbers.ratio(limit.ratio()) + "\u202f\u00d7", "number strong");
    }

    private Table.Cell cells(String design) {
        Map<String, Long> counts = of(design)
                .collect(Collectors.groupingBy(
                        cell -> cell.status() == CellStatus.OK ? "OK" : name(cell.status()),
                        TreeMap::new,
                        Collectors.counting()));
        boolean fine = counts.size() == 1 && counts.containsKey("OK");
        return Table.styled(Words.tally(counts), fine ? "text" : "text warn");
    }

    private static String name(CellStatus status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Promises and what became of them. */
    Section targets() {
        var section = new Section.Builder("targets", "Targets");
        List<Target> targets = view.summary().targets();
        if (targets.isEmpty()) {
            return section.paragraph("No target could be judged in this run; what was not measured says why.")
                    .build();
        }
        var table = new Table.Builder(
                "What this project promises of itself, judged on the medians of this run",
                Column.text("promise"),
                Column.number("measured"),
                Column.number("promised"),
                Column.text("verdict"),
                Column.text("to know"));
        for (Target target : targets) {
            String bound = target.bound() == Target.Bound.AT_LEAST ? "\u2265 " : "\u2264 ";
            table.row(
                    target.name(),
                    List.of(
                            Table.styled(amount(target.measured(), target.unit()), "number strong"),
                            Table.number(bound + amount(target.threshold(), target.unit())),
                            target.met() ? Table.styled("met", "text good") : Table.styled("MISSED", "text bad"),
                            Table.styled(target.note(), "text quiet")));
        }
        return section.table(table.build()).build();
    }

    private static String amount(double value, String unit) {
        return Numbers.ratio(value) + Numbers.GROUP + (unit.equals("x") ? "\u00d7" : unit);
    }
}
