package io.blackstart.crashkit;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a tier is run with.
 *
 * @param size how much to try
 * @param seed what every random choice comes from
 * @param workers threads that run cases, where the tier runs several at a time; at least 1
 * @param limits what one case may take
 * @param failingCountMax a tier may stop after so many failing cases, for who only wants to know whether there is one; the
 *     report then says so. At least 1
 * @param onlyCase run this case and no other, or null for all
 * @param directory where tiers with real files work and where a tier leaves the evidence of failing cases, or null for
 *     neither: then only tiers that need no files can run
 */
public record KitOptions(
        KitSize size,
        long seed,
        int workers,
        KitLimits limits,
        long failingCountMax,
        @Nullable FaultCase onlyCase,
        @Nullable Path directory) {
    /** Checks the ranges. */
    public KitOptions {
        if (workers < 1) {
            throw new IllegalArgumentException("workers=" + workers + " must be at least 1");
        }
        if (failingCountMax < 1) {
            throw new IllegalArgumentException("failingCountMax=" + failingCountMax + " must be at least 1");
        }
    }

    /** All cases of a size with a seed, one worker, default limits, no directory. */
    public static KitOptions of(KitSize size, long seed) {
        return new KitOptions(size, seed, 1, KitLimits.DEFAULT, Long.MAX_VALUE, null, null);
    }

    /** The same with so many workers. */
    public KitOptions withWorkers(int count) {
        return new KitOptions(size, seed, count, limits, failingCountMax, onlyCase, directory);
    }

    /** The same with other limits. */
    public KitOptions withLimits(KitLimits other) {
        return new KitOptions(size, seed, workers, other, failingCountMax, onlyCase, directory);
    }

    /** The same, stopping after so many failing cases. */
    public KitOptions withFailingCountMax(long count) {
        return new KitOptions(size, seed, workers, limits, count, onlyCase, directory);
    }

    /** The same for one case only, with that case's seed. */
    public KitOptions withOnlyCase(FaultCase only) {
        return new KitOptions(size, only.seed(), workers, limits, failingCountMax, only, directory);
    }

    /** The same with a directory to work in. */
    public KitOptions withDirectory(Path path) {
        return new KitOptions(size, seed, workers, limits, failingCountMax, onlyCase, path);
    }
}
