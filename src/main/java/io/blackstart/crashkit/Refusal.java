package io.blackstart.crashkit;

/** Whether a log may refuse what a fault left. Goes with the fault, not with the design. */
public enum Refusal {
    /**
     * A crash of a kind the log promised to survive. Refusing keeps acknowledged data from its owner:
     * {@link CaseVerdict#REFUSED_WRONGLY}.
     */
    FORBIDDEN,
    /** Bytes that were acknowledged may be damaged: refuse, repair, or show that nothing is lost. */
    ALLOWED,
    /** Another log's files, or a directory in use: opening it is {@link CaseVerdict#NOT_REFUSED}. */
    REQUIRED
}
