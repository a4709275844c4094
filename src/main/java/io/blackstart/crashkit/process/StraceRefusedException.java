package io.blackstart.crashkit.process;

import java.io.Serial;

/** The kernel does not let strace attach to this process. */
final class StraceRefusedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    StraceRefusedException(String message) {
        super(message);
    }
}
