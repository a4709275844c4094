package io.blackstart.crashkit;

/** One way to bring faults upon a log: in memory, on real files, on real file systems. */
public interface Tier {
    /** {@code recorded}, {@code process} or {@code root}. */
    String name();

    /**
     * Runs the faults of this tier against a log and counts the verdicts. What cannot be run here - a tool is missing, the
     * design does not reach its files through {@link io.blackstart.log.LogFiles} - becomes a skipped line of the report and
     * never passes in silence. A failing case does not stop the tier.
     *
     * @param subject the log under test
     * @param options how much, with which seed, within which limits
     * @param listener hears of progress
     * @return what came of it
     * @throws IllegalArgumentException when {@code options} name a case that is none of this tier's
     */
    KitReport run(Subject subject, KitOptions options, KitListener listener);
}
