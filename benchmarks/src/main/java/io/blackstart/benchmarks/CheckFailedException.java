package io.blackstart.benchmarks;

import java.io.Serial;

/** A check of the log's content failed: the number beside it is void. */
final class CheckFailedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    CheckFailedException(String message) {
        super(message);
    }
}
