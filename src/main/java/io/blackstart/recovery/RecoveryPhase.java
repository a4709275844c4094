package io.blackstart.recovery;

import java.util.Locale;

/** The steps of a recovery, in order; a design may leave some out. */
public enum RecoveryPhase {
    /** Opening the logs, torn tails trimmed. */
    OPEN,
    /** Reading room indexes or a snapshot. */
    AIDS,
    /** Reading, verifying, decoding and applying records. */
    SCAN,
    /** Digesting what was built. */
    DIGEST;

    /** As people write it: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
