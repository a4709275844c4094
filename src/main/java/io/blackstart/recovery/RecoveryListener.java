package io.blackstart.recovery;

/** Told how a recovery goes, on the thread that called the recovery, so it must be quick. Phases begin and end in pairs, in order. */
public interface RecoveryListener {
    /** One that does nothing. */
    RecoveryListener NONE = new RecoveryListener() {};

    /** A phase begins. */
    default void phaseBegins(RecoveryPhase phase) {}

    /**
     * Every few ten thousand records.
     *
     * @param recordBytes bytes of records gone through since the phase began, never less than before
     * @param recordCount records gone through since the phase began, never less than before
     */
    default void progress(RecoveryPhase phase, long recordBytes, long recordCount) {}

    /** A phase has ended, well or not. */
    default void phaseEnds(PhaseReport phase) {}
}
