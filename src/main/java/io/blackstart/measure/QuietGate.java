package io.blackstart.measure;

/**
 * Judges whether the machine was quiet around a fork: rule 10 of the measuring rules. Take a {@link Sample} just before the fork is
 * started and {@link #after} it when it has ended and been waited for.
 */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class QuietGate {
    /** Processor time of other processes above this share marks a fork. */
    public static final double OTHER_CPU_BOUND = 0.05;

    /** Stolen processor time above this share marks a fork. */
    public static final double STEAL_BOUND = 0.01;

    /** Waiting for disks above this share of the idle window marks a fork. */
    public static final double IO_PRESSURE_BOUND = 0.10;

    private QuietGate() {}

    /** A gate over this machine; this process and all its descendants count as ours. */
    public static QuietGate ofSystem() {
        return new QuietGate();
    }

    /** Watches the idle machine for a quarter of a second, then takes the sample. */
    public Sample before() {
        throw new UnsupportedOperationException();
    }

    /** The reading of the time since {@code before}. */
    public QuietReading after(Sample before) {
        throw new UnsupportedOperationException("before=" + before.hashCode());
    }

    /** State of the counters at the start of a fork. */
    public static final class Sample {
        private Sample() {}
    }
}
