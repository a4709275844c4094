package io.blackstart.benchmarks;

import java.io.Serial;

/** The command line asks for something that does not exist; the message says what is known. */
final class UsageException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
