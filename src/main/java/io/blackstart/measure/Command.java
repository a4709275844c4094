package io.blackstart.measure;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a short command of the system and keeps what it printed. */
final class Command {
    private static final long LIMIT_SECONDS = 60;

    private Command() {}

    /**
     * What came of it.
     *
     * @param exitCode of the process
     * @param text standard output and error as they came
     */
    record Output(int exitCode, String text) {
        /** The first line of the text, for messages. */
        String firstLine() {
            return text.lines().findFirst().orElse("");
        }
    }

    /**
     * Runs a command without a shell, with nothing to read and the C locale. The text goes through a file, so that a child that hangs or prints
     * much cannot hold us.
     *
     * @throws BlackstartException MISSING when there is no such program, TIMEOUT after a minute, IO
     */
    static Output run(List<String> command) {
        Path text = null;
        try {
            text = Files.createTempFile("blackstart-command", ".txt");
            return run(command, text);
        } catch (IOException e) {
            throw new BlackstartException(
                    ErrorCode.MISSING, "cannot run " + command.get(0) + ": " + e.getMessage(), null, -1, e);
        } finally {
            if (text != null) {
                deleteQuietly(text);
            }
        }
    }

    private static Output run(List<String> command, Path text) throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectErrorStream(true)
                .redirectOutput(text.toFile());
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new BlackstartException(
                        ErrorCode.TIMEOUT, String.join(" ", command) + " did not end within " + LIMIT_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new BlackstartException(
                    ErrorCode.TIMEOUT, "interrupted while waiting for " + command.get(0), null, -1, e);
        }
        return new Output(process.exitValue(), new String(Files.readAllBytes(text), StandardCharsets.UTF_8));
    }

    private static void deleteQuietly(Path file) {
        // What is left of it is the temporary directory's to clean.
        if (!file.toFile().delete()) {
            file.toFile().deleteOnExit();
        }
    }
}
