package io.blackstart.benchmarks;

import io.blackstart.BlackstartException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A failure as people and launchers see it.
 *
 * @param exitCode of the JVM
 * @param line what happened, in one line
 */
record Failure(ExitCode exitCode, String line) {
    /**
     * Finds what a failure means. JMH wraps what a benchmark threw, as cause or as suppressed, so the whole tree is searched:
     * a failed check weighs more than the environment, the environment more than usage, and each more than its wrapping.
     */
    static Failure of(Throwable failure) {
        @Nullable Throwable check = null;
        @Nullable Throwable environment = null;
        @Nullable Throwable usage = null;
        boolean benchmarkFailed = false;
        Throwable deepest = failure;
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> left = new ArrayDeque<>();
        left.add(failure);
        while (!left.isEmpty()) {
            Throwable next = left.remove();
            if (!seen.add(next)) {
                continue;
            }
            deepest = next;
            if (next instanceof CheckFailedException && check == null) {
                check = next;
            } else if (next instanceof BlackstartException && environment == null) {
                environment = next;
            } else if (next instanceof UsageException && usage == null) {
                usage = next;
            }
            benchmarkFailed |= next instanceof BenchmarkFailedException;
            if (next.getCause() != null) {
                left.add(next.getCause());
            }
            Collections.addAll(left, next.getSuppressed());
        }
        if (check != null) {
            return new Failure(ExitCode.FAILED, lineOf(check));
        }
        if (environment != null) {
            return new Failure(ExitCode.ENVIRONMENT, lineOf(environment));
        }
        if (usage != null) {
            return new Failure(ExitCode.USAGE, lineOf(usage));
        }
        return new Failure(
                benchmarkFailed ? ExitCode.FAILED : ExitCode.BUG,
                deepest.getClass().getName() + ": " + lineOf(deepest));
    }

    private static String lineOf(Throwable failure) {
        String message = failure.getMessage();
        return message == null
                ? "no message"
                : message.replaceAll("\\s*\\R\\s*", " ").strip();
    }
}
