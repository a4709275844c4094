package io.blackstart.cli.run;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A small process that outlives a killed run: when the run's end of the pipe closes without a word, it ends the fork that is
 * measuring and removes the run's data directory. See {@code janitor.sh}. Not thread-safe.
 */
public final class Janitor implements AutoCloseable {
    private static final String SCRIPT = "janitor.sh";
    private static final long EXIT_TIMEOUT_SECONDS = 10;

    private final Process process;
    private final OutputStream pipe;

    private Janitor(Process process) {
        this.process = process;
        this.pipe = process.getOutputStream();
    }

    /**
     * Starts one, in a session of its own where the system can, so that it is not ended with the run's process group.
     *
     * @param dataDirectory marked as ours, to be removed when the run is killed
     * @throws BlackstartException IO when no shell can be started
     */
    public static Janitor start(Path dataDirectory) {
        String data = dataDirectory.toAbsolutePath().toString();
        // The words after the script are its $0 and $1.
        List<String> shell = List.of("sh", "-c", script(), "blackstart-janitor", data);
        try {
            return new Janitor(launch(prepend("setsid", shell)));
        } catch (IOException noSetsid) {
            try {
                return new Janitor(launch(shell));
            } catch (IOException e) {
                e.addSuppressed(noSetsid);
                throw new BlackstartException(
                        ErrorCode.IO,
                        "cannot start sh, which cleans up when a run is killed",
                        null,
                        BlackstartException.NO_POSITION,
                        e);
            }
        }
    }

    private static List<String> prepend(String first, List<String> rest) {
        var all = new java.util.ArrayList<String>();
        all.add(first);
        all.addAll(rest);
        return all;
    }

    private static Process launch(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static String script() {
        try (InputStream in = Janitor.class.getResourceAsStream(SCRIPT)) {
            if (in == null) {
                throw new IllegalStateException("resource is missing: name=" + SCRIPT);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("resource cannot be read: name=" + SCRIPT, e);
        }
    }

    /** Its process, for those who want to know whether it lives. */
    ProcessHandle handle() {
        return process.toHandle();
    }

    /** What it sees when this process is killed. */
    void breakPipe() throws IOException {
        pipe.close();
    }

    /** Tells it which process measures now. */
    void watch(long processId) {
        tell("child " + processId);
    }

    /** Tells it that the process it watched was waited for. */
    void unwatch() {
        tell("ended");
    }

    /** Sends it home: the data directory is removed, or about to be, by the run itself. */
    @Override
    public void close() {
        try {
            tell("done");
            pipe.close();
            if (!process.waitFor(EXIT_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw gone(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(String line) {
        try {
            pipe.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            pipe.flush();
        } catch (IOException e) {
            throw gone(e);
        }
    }

    private static BlackstartException gone(IOException cause) {
        return new BlackstartException(
                ErrorCode.IO,
                "the janitor process has gone, which cleans up when a run is killed",
                null,
                BlackstartException.NO_POSITION,
                cause);
    }
}
