package io.blackstart.crashkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Stops a process and lets it go on. Linux. Stateless. */
public final class ProcessSignals {
    private ProcessSignals() {}

    /** Why this cannot be done here; empty when it can. */
    public static Optional<String> missing() {
        return OutsideProgram.find("kill").isPresent()
                ? Optional.empty()
                : Optional.of("program kill (package procps) is missing");
    }

    /** Sends SIGSTOP and returns once every thread stands still. */
    public static void stop(long pid) {
        OutsideProgram.require(List.of("kill", "-STOP", Long.toString(pid)));
        while (!standsStill(pid)) {
            Thread.onSpinWait();
        }
    }

    /** Sends SIGCONT. */
    public static void goOn(long pid) {
        OutsideProgram.require(List.of("kill", "-CONT", Long.toString(pid)));
    }

    private static boolean standsStill(long pid) {
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.allMatch(ProcessSignals::isStopped);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isStopped(Path thread) {
        try {
            String state = Files.readString(thread.resolve("stat"), StandardCharsets.ISO_8859_1);
            // The name stands in brackets and may hold anything; the state follows the last one.
            char letter = state.charAt(state.lastIndexOf(')') + 2);
            return letter == 'T' || letter == 't' || letter == 'Z' || letter == 'X';
        } catch (NoSuchFileException ended) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
