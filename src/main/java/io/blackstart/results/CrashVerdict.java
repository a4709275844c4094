package io.blackstart.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A verdict file of the crash kit: what came of its tiers for one subject.
 *
 * @param schemaVersion {@link RunSchema#VERSION}
 * @param subject what was tried
 * @param tiers latest result of each tier, in the order of the tiers
 */
public record CrashVerdict(int schemaVersion, CrashSubject subject, List<CrashTier> tiers) {
    /** Names of the tiers, in order. */
    public static final List<String> TIERS = List.of("recorded", "process", "root");

    /** The tier whose power cuts show a class. */
    private static final String POWER_CUTS = "root";

    /** Classes from weak to strong. */
    private static final List<String> CLASSES = List.of("NONE", "PROCESS", "POWER");

    /** Copies the list. */
    public CrashVerdict {
        tiers = List.copyOf(tiers);
    }

    /** A verdict without any tier. */
    public static CrashVerdict none(CrashSubject subject) {
        return new CrashVerdict(RunSchema.VERSION, subject, List.of());
    }

    /** The result of a tier, empty when it was not run. */
    public Optional<CrashTier> tier(String name) {
        return tiers.stream().filter(tier -> tier.tier().equals(name)).findFirst();
    }

    /** The same with a newer result of a tier; a failure of a larger size stays. */
    public CrashVerdict with(CrashTier newer) {
        var all = new ArrayList<CrashTier>();
        for (String name : TIERS) {
            Optional<CrashTier> known = tier(name);
            if (newer.tier().equals(name)
                    && known.filter(old -> old.outweighs(newer)).isEmpty()) {
                all.add(newer);
            } else {
                known.ifPresent(all::add);
            }
        }
        return new CrashVerdict(schemaVersion, subject, all);
    }

    /** Cases of all tiers. */
    public long caseCount() {
        return tiers.stream().mapToLong(CrashTier::caseCount).sum();
    }

    /** Cases that fail the design. */
    public long failingCount() {
        return tiers.stream().mapToLong(CrashTier::failingCount).sum();
    }

    /** Whether cases ran and none failed. */
    public boolean passed() {
        return caseCount() > 0 && failingCount() == 0;
    }

    /**
     * Why the subject may not be measured, in one line with the command that shows it; empty when it may. A foreign log is held to its
     * class alone: what else fails in it is reported.
     */
    public String refusal() {
        if (caseCount() == 0) {
            return "no case of the crash kit could be run here: "
                    + tiers.stream()
                            .flatMap(tier -> tier.skipped().stream())
                            .findFirst()
                            .orElse("no tier was run");
        }
        boolean belowClaim = !earned().equals(subject.durability());
        if (!belowClaim && (subject.foreign() || failingCount() == 0)) {
            return "";
        }
        return (belowClaim ? "claims " + subject.durability() + ", earned " + earned() : "fails the crash kit")
                + firstFailure()
                        .map(failure -> ": " + failure.verdict() + " in " + failure.fault() + "; see it again with: "
                                + failure.replay())
                        .orElse("");
    }

    /** Whether the build is to blame: it fails, and is not foreign. */
    public boolean failsTheBuild() {
        return !subject.foreign() && !refusal().isEmpty();
    }

    /** The first failing case, in the order of the tiers; empty when there is none. */
    public Optional<CrashFailure> firstFailure() {
        return tiers.stream().flatMap(tier -> tier.failures().stream()).findFirst();
    }

    /** Whether power cuts, or kills that lost something, decided on {@link #earned}; else the class is only claimed. */
    public boolean shown() {
        return !earned().equals(subject.durability())
                || tier(POWER_CUTS).filter(tier -> !tier.earned().isEmpty()).isPresent();
    }

    /** The class that the cases left standing: the claimed one unless a tier found less. */
    public String earned() {
        return tiers.stream()
                .map(CrashTier::earned)
                .filter(earned -> !earned.isEmpty())
                .reduce(subject.durability(), CrashVerdict::weaker);
    }

    private static String weaker(String one, String two) {
        return CLASSES.indexOf(two) < CLASSES.indexOf(one) ? two : one;
    }
}
