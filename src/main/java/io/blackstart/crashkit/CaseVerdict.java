package io.blackstart.crashkit;

/** What came of one case: one fault, one recovery, one comparison with the ledger. */
public enum CaseVerdict {
    /** All that had to be there is there, in order, and the log goes on. */
    OK(false),
    /** Opening or reading refused, with a reason, where the fault allows it; nothing was modified. */
    REFUSED(false),
    /** What the fault damaged was restored from a copy; otherwise as {@link #OK}. */
    REPAIRED(false),
    /** A record that was acknowledged is gone, by a fault that the class of the log does not promise to survive. */
    LOST_UNPROMISED(false),
    /** A record that was acknowledged is gone, and nothing said so. */
    LOST_ACKED(true),
    /** A record came back that was never sent, or that had been cut off for good. */
    PHANTOM(true),
    /** A record came back with other bytes than were sent. */
    ALTERED(true),
    /** Records came back in another order, or an un-acknowledged one without those before it. */
    REORDERED(true),
    /** A record came back twice. */
    DUPLICATE(true),
    /** No answer within the time limit of a case. */
    HANG(true),
    /** More memory was taken than the largest record and the design's own needs explain. */
    UNBOUNDED(true),
    /** The log ended with an error, or gave an answer, that its contract does not allow. */
    DIED(true),
    /** Refused, rightly, but files were changed first. */
    MODIFIED_ON_REFUSE(true),
    /** Refused after a crash that damaged nothing the log may not lose: what was acknowledged cannot be reached. */
    REFUSED_WRONGLY(true),
    /** Opened what it had to refuse: another log's files, or a directory another instance has open. */
    NOT_REFUSED(true),
    /** Touched, or tried to touch, something outside its directory, or removed from it a file that is not its own. */
    OUTSIDE(true);

    private final boolean failing;

    CaseVerdict(boolean failing) {
        this.failing = failing;
    }

    /** Whether one such case fails the design. */
    public boolean failing() {
        return failing;
    }
}
