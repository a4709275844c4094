package io.blackstart.results;

import io.blackstart.results.Target.Bound;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Judges what this project promises of itself, each as a ratio or amount of one run. A target whose cells are missing, void or
 * saturated is not judged, and said to be so.
 */
final class Targets {
    private static final String MAPPED = "mapped";
    private static final String RECORD = "record";

    private final List<CellSummary> cells;
    private final List<Target> judged = new ArrayList<>();
    private final List<NotMeasured> unjudged = new ArrayList<>();

    private Targets(List<CellSummary> cells) {
        this.cells = cells;
    }

    /** Judges all targets on the cells of a run, limits beside them. */
    static Targets judge(List<CellSummary> cells) {
        var targets = new Targets(
                cells.stream().filter(cell -> Stages.isBase(cell.arm())).toList());
        targets.appendBesideLimit();
        targets.appendBesideChronicle();
        targets.allocation();
        targets.groupCommit();
        targets.replay();
        return targets;
    }

    List<Target> judged() {
        return List.copyOf(judged);
    }

    List<NotMeasured> unjudged() {
        return List.copyOf(unjudged);
    }

    private void appendBesideLimit() {
        ratio(
                "append.mapped.limit",
                "mapped: append of 256-byte records, of the copy + CRC32C limit",
                append256(MAPPED),
                SuiteCatalog.RECORDS_PER_SECOND,
                0.6,
                "");
    }

    private void appendBesideChronicle() {
        String name = "mapped: append of 256-byte records, times chronicle";
        Optional<Figure> mapped = figure(append256(MAPPED), SuiteCatalog.RECORDS_PER_SECOND);
        Optional<Figure> chronicle = figure(append256("chronicle"), SuiteCatalog.RECORDS_PER_SECOND);
        if (mapped.isEmpty() || chronicle.isEmpty() || chronicle.get().median() <= 0) {
            unjudged(name, mapped.isEmpty() ? append256(MAPPED) : append256("chronicle"));
            return;
        }
        judged.add(Target.judged(
                "append.mapped.chronicle",
                name,
                mapped.get().median() / chronicle.get().median(),
                Bound.AT_LEAST,
                2,
                "x",
                "both in class PROCESS"));
    }

    private void allocation() {
        String name = "mapped: heap bytes allocated a record while appending";
        Predicate<Cell> appends = suite(SuiteCatalog.APPEND, MAPPED);
        Optional<Figure> worst = cells.stream()
                .filter(cell -> appends.test(cell.cell()) && cell.status() == CellStatus.OK)
                .flatMap(cell -> cell.figure(SuiteCatalog.ALLOCATED_BYTES_PER_RECORD).stream())
                .max(Comparator.comparingDouble(Figure::median));
        if (worst.isEmpty()) {
            unjudged(name, appends);
            return;
        }
        judged.add(Target.judged(
                "append.mapped.allocation",
                name,
                worst.get().median(),
                Bound.AT_MOST,
                0.5,
                "B/record",
                "the promise is 0; up to 0.5 is what the measurement itself allocates in a shot, spread over its records; worst"
                        + " of all record sizes"));
    }

    private void groupCommit() {
        ratio(
                "append.durable.group-commit.force",
                "group-commit: acknowledged records with 1,024 in flight, of one thread that writes and forces such batches",
                suite(SuiteCatalog.APPEND_DURABLE, "group-commit")
                        .and(parameter("inFlight", "1024"))
                        .and(cell -> cell.threads() == 1),
                SuiteCatalog.RECORDS_PER_SECOND,
                0.8,
                "class POWER, one producer");
    }

    private void replay() {
        Predicate<Cell> warm = suite(SuiteCatalog.REPLAY, MAPPED).and(parameter("cache", "warm"));
        Optional<LimitRatio> state = figure(warm.and(parameter("into", "state")), SuiteCatalog.BYTES_PER_SECOND)
                .map(Figure::limit);
        ratio(
                "replay.mapped.limit",
                "mapped: warm replay, every record checked and decoded, of the CRC32C limit",
                warm.and(parameter("into", "verify")),
                SuiteCatalog.BYTES_PER_SECOND,
                0.5,
                state.map(limit -> String.format(
                                Locale.ROOT, "one thread; with the chat state rebuilt too: %.2f of it", limit.ratio()))
                        .orElse("one thread"));
    }

    private void ratio(String id, String name, Predicate<Cell> which, String metric, double atLeast, String note) {
        Optional<Figure> figure = figure(which, metric);
        if (figure.isEmpty() || figure.get().limit() == null) {
            unjudged(name, which);
            return;
        }
        judged.add(Target.judged(id, name, figure.get().limit().ratio(), Bound.AT_LEAST, atLeast, "x", note));
    }

    private void unjudged(String name, Predicate<Cell> which) {
        String why = cells.stream()
                .filter(cell -> which.test(cell.cell()))
                .findFirst()
                .map(cell -> cell.status() == CellStatus.OK
                        ? "its limit or its figure was not measured"
                        : cell.status() + ": " + cell.reason())
                .orElse("not in the plan of this run");
        unjudged.add(new NotMeasured("target: " + name, why));
    }

    private Optional<Figure> figure(Predicate<Cell> which, String metric) {
        return cells.stream()
                .filter(cell -> which.test(cell.cell()) && cell.status() == CellStatus.OK)
                .findFirst()
                .flatMap(cell -> cell.figure(metric));
    }

    private static Predicate<Cell> append256(String design) {
        return suite(SuiteCatalog.APPEND, design).and(parameter(RECORD, "256"));
    }

    private static Predicate<Cell> suite(String suite, String design) {
        return cell -> cell.suite().equals(suite) && cell.design().equals(design);
    }

    private static Predicate<Cell> parameter(String name, String value) {
        return cell -> cell.has(name, value);
    }
}
