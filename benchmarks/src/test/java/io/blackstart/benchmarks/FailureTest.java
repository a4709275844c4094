package io.blackstart.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import org.junit.jupiter.api.Test;

class FailureTest {
    @Test
    void aFailedCheckIsFoundBelowJmhsWrapping() {
        var wrapping = new BenchmarkFailedException(new IllegalStateException("run failed"));
        wrapping.addSuppressed(new RuntimeException(new CheckFailedException("check read-back: expected 2, was 1")));
        assertEquals(new Failure(ExitCode.FAILED, "check read-back: expected 2, was 1"), Failure.of(wrapping));
    }

    @Test
    void aFailedCheckWeighsMoreThanTheEnvironment() {
        var failure = new BlackstartException(ErrorCode.IO, "disk gone");
        failure.addSuppressed(new CheckFailedException("records lost"));
        assertEquals(ExitCode.FAILED, Failure.of(failure).exitCode());
    }

    @Test
    void theEnvironmentIsToldInOneLine() {
        var failure = new RuntimeException(new BlackstartException(ErrorCode.DISK_FULL, "no room\nfor this"));
        assertEquals(new Failure(ExitCode.ENVIRONMENT, "DISK_FULL: no room for this"), Failure.of(failure));
    }

    @Test
    void usageIsUsage() {
        assertEquals(new Failure(ExitCode.USAGE, "unknown job x"), Failure.of(new UsageException("unknown job x")));
    }

    @Test
    void aBenchmarkThatThrewHasFailed() {
        var failure = new BenchmarkFailedException(new RuntimeException(new ArithmeticException("/ by zero")));
        assertEquals(new Failure(ExitCode.FAILED, "java.lang.ArithmeticException: / by zero"), Failure.of(failure));
    }

    @Test
    void anythingElseIsABugOfOurs() {
        assertEquals(
                new Failure(ExitCode.BUG, "java.lang.IllegalStateException: no message"),
                Failure.of(new IllegalStateException()));
    }

    @Test
    void aCircleOfCausesEnds() {
        var first = new IllegalStateException("first");
        var second = new IllegalStateException("second", first);
        first.initCause(second);
        assertEquals(ExitCode.BUG, Failure.of(first).exitCode());
    }
}
