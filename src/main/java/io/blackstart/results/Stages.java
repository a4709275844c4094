package io.blackstart.results;

import java.util.Locale;
import java.util.Optional;

/**
 * Names of the arms of a comparison, {@code <stage>-<side>}: {@code screen-a}, {@code screen-b}, {@code confirm-a},
 * {@code confirm-b}, and {@code floor-a}, {@code floor-b} for pairs of two equal arms.
 */
public final class Stages {
    /** What a pair is for. */
    public enum Stage {
        /** First look, 95 %. */
        SCREEN,
        /** Fresh pairs for what the screen found, 99 %. */
        CONFIRM,
        /** Two equal arms: how different can equals look here? */
        FLOOR
    }

    private Stages() {}

    /**
     * The arm's name.
     *
     * @param stage what the pair is for
     * @param second false for the base, true for what is compared with it
     */
    public static String arm(Stage stage, boolean second) {
        return stage.name().toLowerCase(Locale.ROOT) + (second ? "-b" : "-a");
    }

    /** The stage of an arm of that name, empty for {@code main} and any other. */
    public static Optional<Stage> stageOf(String arm) {
        for (Stage stage : Stage.values()) {
            if (arm.equals(arm(stage, false)) || arm.equals(arm(stage, true))) {
                return Optional.of(stage);
            }
        }
        return Optional.empty();
    }

    /** Whether the arm alone stands for its run: the only one, or the base of the screen. */
    public static boolean isBase(String arm) {
        return arm.equals(PlannedFork.MAIN) || arm.equals(arm(Stage.SCREEN, false));
    }
}
