package io.blackstart.crashkit.recorded;

import io.blackstart.crashkit.Judgement;

/** One case, ready to run once. */
interface KitCase {
    /** Name of its fault. */
    String fault();

    /** What tells it from the others of its fault, for {@link io.blackstart.crashkit.FaultCase#parameters}. */
    String parameters();

    /** Whether it only recovers, so that it may allocate no more than the recovery of an undamaged log. */
    boolean onlyRecovers();

    /** Runs it; may hang, throw anything or take any amount of memory. */
    Judgement run();

    /** Makes the files it uses fail from now on: it was given up. Called by another thread while {@link #run} runs. */
    void giveUp();
}
