package io.blackstart.results;

import java.util.List;

/**
 * How the forks of one cell are started, so that a plan alone is enough to repeat a run whatever became of its profile. What
 * follows from the cell (parameters, design, threads) or from the fork (seed, files) is not repeated here.
 *
 * @param cellId whose forks
 * @param kind who measures
 * @param jvmArguments heap, collector and the like, beside the flags that every JVM of Blackstart gets
 * @param arguments of JMH or of the rig: iterations, times, profilers
 * @param estimatedMillis what one fork takes on two slow cores, start of the JVM included
 * @param timeoutMillis after which a fork is ended and counts as failed
 * @param dataBytes the most room one fork needs for logs under test
 * @param rateCellId cell whose median rate the open-loop rig takes its share of; empty for JMH
 */
public record Launch(
        String cellId,
        ForkKind kind,
        List<String> jvmArguments,
        List<String> arguments,
        long estimatedMillis,
        long timeoutMillis,
        long dataBytes,
        String rateCellId) {
    /** Keeps its own copies of the lists. */
    public Launch {
        jvmArguments = List.copyOf(jvmArguments);
        arguments = List.copyOf(arguments);
    }
}
