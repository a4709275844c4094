package io.blackstart.benchmarks;

import java.io.Serial;

/** A benchmark ended without a number. */
final class BenchmarkFailedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    BenchmarkFailedException(String message) {
        super(message);
    }

    BenchmarkFailedException(Throwable cause) {
        super(cause);
    }
}
