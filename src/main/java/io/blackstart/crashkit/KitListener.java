package io.blackstart.crashkit;

/** Hears how a tier gets on. Called from the tier's own threads, a few times a second at most. */
public interface KitListener {
    /** Hears nothing. */
    KitListener SILENT = new KitListener() {
        @Override
        public void onProgress(String tier, String fault, long caseCount, long failingCount) {}

        @Override
        public void onFailing(FailingCase failing) {}
    };

    /**
     * How far a tier is.
     *
     * @param tier its name
     * @param fault what it is at
     * @param caseCount cases done so far, of all faults of this tier
     * @param failingCount failing ones among them
     */
    void onProgress(String tier, String fault, long caseCount, long failingCount);

    /** A failing case that the report will keep. */
    void onFailing(FailingCase failing);
}
