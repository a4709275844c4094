package io.blackstart.crashkit.process;

import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.crashkit.Judgement;

/** What an answer that should not have come says of the log. Stateless. */
public final class Replies {
    private Replies() {}

    /** The verdict on a writer that answered so where a sound log answers otherwise. */
    static CaseVerdict verdictOf(Reply reply) {
        return switch (reply.kind()) {
            case LATE -> CaseVerdict.HANG;
            case REFUSED -> CaseVerdict.REFUSED_WRONGLY;
            case ENDED ->
                reply.text().equals(Integer.toString(ChildJvm.EXIT_OUT_OF_MEMORY))
                        ? CaseVerdict.UNBOUNDED
                        : CaseVerdict.DIED;
            case THROWN ->
                reply.text().startsWith("java.lang.OutOfMemoryError") ? CaseVerdict.UNBOUNDED : CaseVerdict.DIED;
            default -> CaseVerdict.DIED;
        };
    }

    /** The judgement, with what was being done. */
    public static Judgement judgement(Reply reply, String doing) {
        String what = reply.is(Reply.Kind.ENDED) ? "the JVM ended, exit code " + reply.text() : reply.text();
        return Judgement.of(verdictOf(reply), doing + ": " + what);
    }
}
