package io.blackstart.crashkit.process;

import java.util.Locale;

/**
 * Which part of a log's life has its system calls hit. The parts of a first life - open, append, close - and of a second, after
 * a kill - open and read, append, close - are traced from their own beginning, because strace counts each thread's calls
 * from where it attaches: what another thread did before cannot hide a call.
 */
enum CallPhase {
    /** The opening of a directory that holds no log. */
    CREATE(false, CallStep.OPEN, CallStep.OPEN),
    /** The appends to a new log. */
    APPEND(false, CallStep.APPEND, CallStep.APPEND),
    /** The closing of a log that was created and appended to. */
    CLOSE(false, CallStep.CLOSE, CallStep.CLOSE),
    /** The opening and reading of what a kill left: recovery. */
    REOPEN(true, CallStep.OPEN, CallStep.READ),
    /** The appends to a recovered log. */
    RESUME(true, CallStep.APPEND, CallStep.APPEND),
    /** The closing of a log that was recovered and appended to. */
    FINISH(true, CallStep.CLOSE, CallStep.CLOSE);

    private final String word = name().toLowerCase(Locale.ROOT);
    private final boolean afterKill;
    private final CallStep first;
    private final CallStep last;

    CallPhase(boolean afterKill, CallStep first, CallStep last) {
        this.afterKill = afterKill;
        this.first = first;
        this.last = last;
    }

    /** As it stands in a case's parameters. */
    String word() {
        return word;
    }

    /** Whether it begins with the log that a killed process left, not with none. */
    boolean afterKill() {
        return afterKill;
    }

    /** The step before which strace attaches. */
    CallStep first() {
        return first;
    }

    /** The step whose calls are the last of this phase; the tracer stays until the log is closed. */
    CallStep last() {
        return last;
    }

    /** Whether the phase ends with the run. */
    boolean endsTheRun() {
        return last == CallStep.CLOSE;
    }

    /** Whether the phase begins with the run. */
    boolean beginsTheRun() {
        return first == CallStep.OPEN;
    }

    static CallPhase of(String word) {
        for (CallPhase phase : values()) {
            if (phase.word.equals(word)) {
                return phase;
            }
        }
        throw new IllegalArgumentException(
                "phase=" + word + " must be create, append, close, reopen, resume or finish");
    }
}
