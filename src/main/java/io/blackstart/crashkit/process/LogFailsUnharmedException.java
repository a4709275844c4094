package io.blackstart.crashkit.process;

import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.crashkit.Judgement;
import java.io.Serial;

/** A run without any fault did not end well, so there is nothing to bring faults upon. */
final class LogFailsUnharmedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final CaseVerdict verdict;

    LogFailsUnharmedException(Reply reply) {
        super("a run without a fault ended with " + reply.kind().word() + " " + reply.text());
        verdict = Replies.verdictOf(reply);
    }

    Judgement judgement() {
        return Judgement.of(verdict, String.valueOf(getMessage()));
    }
}
