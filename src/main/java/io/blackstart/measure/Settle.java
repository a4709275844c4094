package io.blackstart.measure;

import java.time.Duration;

/** Lets the disk work of one fork end before the next begins: syncs, then waits until the writeback debt is small. */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class Settle {
    private Settle() {}

    /** Settling on this machine. */
    public static Settle ofSystem() {
        return new Settle();
    }

    /**
     * Syncs all file systems and waits.
     *
     * @param debtBytes the bound below which the machine counts as settled
     * @param limit how long to wait at most
     */
    public SettleReport settle(long debtBytes, Duration limit) {
        throw new UnsupportedOperationException("debtBytes=" + debtBytes + ", limit=" + limit);
    }
}
