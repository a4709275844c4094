package io.blackstart.recovery;

import java.util.Locale;

/** How far a recovery goes. */
public enum RecoveryInto {
    /** Every record is verified and decoded, nothing is built: the digest is that of the records. */
    VERIFY,
    /** Every record is verified, decoded and applied: the digest is that of the state. */
    STATE;

    /** As people write it: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
