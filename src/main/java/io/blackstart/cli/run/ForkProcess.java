package io.blackstart.cli.run;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts one JVM, waits for it, and ends it when it takes too long or the run is stopped. Used by one thread. */
final class ForkProcess {
    private final Janitor janitor;
    private final StopSignal stop;

    ForkProcess(Janitor janitor, StopSignal stop) {
        this.janitor = janitor;
        this.stop = stop;
    }

    /**
     * How a JVM ended.
     *
     * @param exitCode of the process, 137 or another above 128 when it was ended by a signal
     * @param timedOut whether it was ended because it took too long
     * @param startedAt wall clock
     * @param durationMillis until it was gone
     */
    record Exit(int exitCode, boolean timedOut, Instant startedAt, long durationMillis) {}

    /**
     * Runs a JVM to its end. Its input is a pipe that this process holds open: at its end the JVM knows that its parent died.
     *
     * @param command complete command line
     * @param log gets its output and errors; replaced
     * @param timeoutMillis after which it is ended
     * @throws BlackstartException IO when it cannot be started
     */
    Exit run(List<String> command, Path log, long timeoutMillis) {
        Instant startedAt = Instant.now();
        long startNanos = System.nanoTime();
        Process process = start(command, log);
        stop.attach(process);
        try {
            janitor.watch(process.pid());
            boolean timedOut = !process.waitFor(timeoutMillis, TimeUnit.MILLISECONDS);
            if (timedOut) {
                process.destroyForcibly();
            }
            int exitCode = process.waitFor();
            janitor.unwatch();
            long durationMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
            return new Exit(exitCode, timedOut, startedAt, durationMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("a run is stopped by its signal, never by an interrupt", e);
        } finally {
            process.destroyForcibly();
            stop.detach();
        }
    }

    private static Process start(List<String> command, Path log) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new BlackstartException(
                    ErrorCode.IO,
                    "cannot start a fork: " + e.getMessage(),
                    Path.of(command.get(0)),
                    BlackstartException.NO_POSITION,
                    e);
        }
    }
}
