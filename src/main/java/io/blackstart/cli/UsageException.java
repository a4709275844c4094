package io.blackstart.cli;

import java.io.Serial;

/** The user asked for something that does not exist or does not fit together; exit code {@link ExitCode#USAGE}. */
public final class UsageException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the failure.
     *
     * @param message one line: what was asked, and the nearest thing that exists
     */
    public UsageException(String message) {
        super(message);
    }
}
