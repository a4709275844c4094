package io.blackstart.cli.crash;

import io.blackstart.cli.run.Admission;
import io.blackstart.cli.run.PlanSource;
import io.blackstart.crashkit.KitSize;
import io.blackstart.crashkit.process.ProcessTier;
import io.blackstart.crashkit.recorded.RecordedTier;
import io.blackstart.crashkit.root.RootTier;
import io.blackstart.log.Durability;
import io.blackstart.log.LogDesign;
import io.blackstart.results.Cell;
import io.blackstart.results.CrashSubject;
import io.blackstart.results.CrashVerdict;
import io.blackstart.results.Plan;
import io.blackstart.results.SuiteCatalog;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets a design be measured in a class only with a fresh verdict that admits it: for the same jar, options and file system. A tier
 * of which nothing is known and that takes seconds is run at once, at size SHORT. Designs of replication keep nothing themselves:
 * their cells are not asked for. Used by one thread.
 */
public final class CrashGate implements Admission {
    private final CrashKit.Place place;
    private final List<LogDesign> designs;
    private final CrashProgress progress;

    /**
     * A gate.
     *
     * @param place where the kit works; its parent is replaced by the directory of the run's logs
     * @param designs that can be measured
     * @param progress hears of tiers that are run
     */
    public CrashGate(CrashKit.Place place, List<LogDesign> designs, CrashProgress progress) {
        this.place = place;
        this.designs = List.copyOf(designs);
        this.progress = progress;
    }

    @Override
    public Admitted admit(Plan plan, Path dataParent) {
        Map<String, CrashVerdict> verdicts = new LinkedHashMap<>();
        try (CrashKit kit = CrashKit.open(place.below(dataParent), progress)) {
            for (Cell cell : plan.cells()) {
                if (!cell.design().equals(Cell.NO_DESIGN) && !SuiteCatalog.isReplication(cell.suite())) {
                    verdicts.computeIfAbsent(key(cell), key -> verdict(kit, cell));
                }
            }
        }
        Plan admitted = plan.refusing(cell -> {
            CrashVerdict verdict = verdicts.get(key(cell));
            return verdict == null ? "" : verdict.refusal();
        });
        return new Admitted(admitted, List.copyOf(verdicts.values()));
    }

    private static String key(Cell cell) {
        return cell.design() + "-" + cell.durability();
    }

    /** In memory where the design can be recorded, else on real files; and power cuts, which decide on the class. */
    private static List<String> needed(LogDesign design) {
        return List.of(design.usesLogFiles() ? RecordedTier.NAME : ProcessTier.NAME, RootTier.NAME);
    }

    private CrashVerdict verdict(CrashKit kit, Cell cell) {
        LogDesign design = designs.stream()
                .filter(one -> one.name().equals(cell.design()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no such design: cell=" + cell));
        CrashSubject subject = kit.subject(design, Durability.valueOf(cell.durability()));
        CrashVerdict known = kit.known(subject);
        // A tier that could not run before may be able to now.
        List<String> missing = needed(design).stream()
                .filter(tier -> known.tier(tier)
                        .filter(result -> result.caseCount() > 0)
                        .isEmpty())
                .toList();
        return missing.isEmpty() ? known : kit.run(subject, missing, KitSize.SHORT, PlanSource.SEED_DEFAULT);
    }
}
