package io.blackstart.crashkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of the operating system that the tiers with real files lean on. Stateless. */
public final class OutsideProgram {
    private static final List<String> SYSTEM_FOLDERS = List.of("/usr/local/sbin", "/usr/sbin", "/sbin");
    private static final long TIMEOUT_SECONDS = 60;

    private OutsideProgram() {}

    /** Where the program is; empty when this machine lacks it. */
    public static Optional<Path> find(String program) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Stream.concat(Arrays.stream(path.split(":", -1)), SYSTEM_FOLDERS.stream())
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The first of these files that exists. */
    static Optional<Path> firstFile(List<String> candidates) {
        return candidates.stream().map(Path::of).filter(Files::exists).findFirst();
    }

    /**
     * How it ended.
     *
     * @param exitCode 0 when all is well
     * @param output everything it printed
     */
    public record Result(int exitCode, String output) {
        /** Whether it did what it was asked. */
        public boolean succeeded() {
            return exitCode == 0;
        }

        /** Its first line, for people. */
        public String firstLine() {
            return output.lines().findFirst().orElse("exit code " + exitCode);
        }
    }

    /**
     * Runs it to its end.
     *
     * @throws UncheckedIOException when it cannot be started
     * @throws IllegalStateException when it takes more than a minute; it is killed
     */
    public static Result run(List<String> command) {
        Path output = null;
        try {
            output = Files.createTempFile("blackstart-", ".out");
            Process process = new ProcessBuilder(resolved(command))
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("command=" + String.join(" ", command) + " takes too long");
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command.get(0), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command.get(0), e);
        } finally {
            remove(output);
        }
    }

    /** The same, and an exit code other than 0 is an error. */
    public static String require(List<String> command) {
        Result result = run(command);
        if (!result.succeeded()) {
            throw new IllegalStateException("command=" + String.join(" ", command) + " failed: "
                    + result.output().strip());
        }
        return result.output();
    }

    /** The same command with its program's full path, since system folders are often not on a user's search path. */
    public static List<String> resolved(List<String> command) {
        var full = new ArrayList<>(command);
        find(command.get(0)).ifPresent(path -> full.set(0, path.toString()));
        return full;
    }

    private static void remove(@org.jspecify.annotations.Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
