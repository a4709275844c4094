package io.blackstart.crashkit.process;

import java.util.Locale;

/** When, in the life of a log, its system calls are hit. */
enum CallPhase {
    /** From the opening of a directory that holds no log, through appends, to the end of close. */
    CREATE,
    /** From the first append to the end of close; the opening is behind it, so other threads' calls can be told apart. */
    APPEND,
    /** From the opening of what a kill left, through a few appends, to the end of close: recovery. */
    REOPEN;

    private final String word = name().toLowerCase(Locale.ROOT);

    String word() {
        return word;
    }

    static CallPhase of(String word) {
        for (CallPhase phase : values()) {
            if (phase.word.equals(word)) {
                return phase;
            }
        }
        throw new IllegalArgumentException("phase=" + word + " must be create, append or reopen");
    }
}
