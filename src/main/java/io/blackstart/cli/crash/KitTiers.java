package io.blackstart.cli.crash;

import io.blackstart.NearestName;
import io.blackstart.crashkit.Tier;
import io.blackstart.crashkit.process.ProcessTier;
import io.blackstart.crashkit.recorded.RecordedTier;
import io.blackstart.crashkit.root.RootTier;
import io.blackstart.results.CrashVerdict;

/** The tiers by name. */
final class KitTiers {
    private KitTiers() {}

    /**
     * The tier of that name.
     *
     * @throws IllegalArgumentException when there is none; the message names the nearest
     */
    static Tier find(String name) {
        return switch (name) {
            case RecordedTier.NAME -> new RecordedTier();
            case ProcessTier.NAME -> new ProcessTier();
            case RootTier.NAME -> new RootTier();
            default -> throw new IllegalArgumentException(NearestName.unknown("tier", name, CrashVerdict.TIERS));
        };
    }
}
