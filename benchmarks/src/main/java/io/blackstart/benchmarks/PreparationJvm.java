package io.blackstart.benchmarks;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.measure.JvmFlags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs {@link ReplayPreparation} or {@link RecoveryPreparation} in a JVM of its own, for benchmarks that plain JMH started. */
final class PreparationJvm {
    private PreparationJvm() {}

    /**
     * Prepares a log and waits for it.
     *
     * @throws BlackstartException IO, when the JVM cannot be started or fails; the message carries its last words
     */
    static void prepare(String design, long logBytes, Path directory) {
        run(
                List.of(
                        "prepare",
                        "--design",
                        design,
                        "--bytes",
                        Long.toString(logBytes),
                        "--into",
                        directory.toString()),
                directory);
    }

    /**
     * Prepares shards and waits for them.
     *
     * @throws BlackstartException likewise
     */
    static void prepareShards(String design, long logBytes, int shardCount, Path directory) {
        run(
                List.of(
                        "prepare-shards",
                        "--design",
                        design,
                        "--bytes",
                        Long.toString(logBytes),
                        "--shards",
                        Integer.toString(shardCount),
                        "--into",
                        directory.toString()),
                directory);
    }

    private static void run(List<String> job, Path directory) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JvmFlags.forThisJvm());
        command.add("-D" + ForkSettings.SEED + "=" + ForkSettings.ofThisJvm().seed());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ForkMain.class.getName()));
        command.addAll(job);
        try {
            // Its standard input stays open until it ends: at end of input it would take this JVM for dead.
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int exitCode = process.waitFor();
            if (exitCode != 0) {
                throw failure("ended with exit code " + exitCode + ": " + output, directory, null);
            }
        } catch (IOException e) {
            throw failure("cannot be started: " + e.getMessage(), directory, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure("was interrupted", directory, e);
        }
    }

    private static BlackstartException failure(String what, Path directory, @Nullable Exception cause) {
        return new BlackstartException(
                ErrorCode.IO,
                "the JVM that writes the replay log " + what,
                directory,
                BlackstartException.NO_POSITION,
                cause);
    }
}
