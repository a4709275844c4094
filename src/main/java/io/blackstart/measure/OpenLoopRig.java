package io.blackstart.measure;

/** Drives an operation at the times of a schedule and measures from the intended send. Runs on the calling thread. */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class OpenLoopRig {
    /** Below this share of the offered rate a reading is saturated. */
    public static final double SATURATION_RATIO = 0.99;

    /** A rig on this machine's monotonic clock. */
    public OpenLoopRig() {}

    /**
     * Runs to the end.
     *
     * @param schedule when operations arrive
     * @param operation what is driven
     * @param options how long
     */
    public RigReading run(ArrivalSchedule schedule, RigOperation operation, RigOptions options) {
        throw new UnsupportedOperationException("schedule=" + schedule + operation + options);
    }
}
