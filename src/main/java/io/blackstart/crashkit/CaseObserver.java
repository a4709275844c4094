package io.blackstart.crashkit;

/** Hears what the judge does with a recovered log, so that a tier can crash it a second time anywhere in between. */
public interface CaseObserver {
    /** Hears nothing. */
    CaseObserver NONE = new CaseObserver() {
        @Override
        public void onRecovered(Ledger truth) {}

        @Override
        public void onSending(int stream, long index) {}

        @Override
        public void onAcked(int stream, long index) {}
    };

    /**
     * The log opened and everything that had to be there is there. The judge is going to append to one stream more.
     *
     * @param truth how far each stream came back, and the new stream, still empty. The judge settles the older streams and
     *     marks the new one acknowledged only in a copy of its own
     */
    void onRecovered(Ledger truth);

    /** The record is about to be appended. */
    void onSending(int stream, long index);

    /** The record, and all the judge appended before it, is acknowledged. */
    void onAcked(int stream, long index);
}
