package io.blackstart.cli.run;

import io.blackstart.results.Cell;
import io.blackstart.results.Fork;
import io.blackstart.results.PlannedFork;

/** Hears how a run goes on. Called between measurements only, by one thread: whatever it prints disturbs none. */
public interface Progress {
    /**
     * Before the first fork.
     *
     * @param totalMillis estimate of what is left to do
     * @param forkCount forks left to do
     */
    void begin(long totalMillis, int forkCount);

    /** A log for replay is about to be written. */
    void preparing(Cell cell);

    /** A fork is about to start. */
    void starting(Cell cell, PlannedFork planned);

    /**
     * A fork was filed.
     *
     * @param cell it measured
     * @param fork its record
     * @param estimatedMillis what it had been estimated to take
     */
    void ended(Cell cell, Fork fork, long estimatedMillis);

    /** After the last fork, or when the run was stopped. */
    void end();
}
