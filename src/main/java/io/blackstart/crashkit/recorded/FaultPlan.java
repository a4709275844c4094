package io.blackstart.crashkit.recorded;

/** Decides at each call whether it fails. Asked under the directory's lock, one call at a time. */
interface FaultPlan {
    /** No call fails. */
    FaultPlan NONE = operation -> Outcome.PROCEED;

    /** What becomes of this call. */
    Outcome decide(FileOperation operation);

    /** What becomes of a call. */
    enum Outcome {
        /** It is carried out. */
        PROCEED,
        /** It fails with DISK_FULL; a write is carried out in part, nothing that was forced is harmed. */
        DISK_FULL,
        /** It fails with IO; a write is carried out in part, a force takes the dirty pages for clean. */
        IO_ERROR
    }
}
