package io.blackstart.benchmarks;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that serves a measurement and ends with it: it reads commands from standard input, answers each with one line, and
 * ends at the end of input, which the kernel brings about however this JVM ends.
 */
final class HelperProcess implements AutoCloseable {
    /** What it says once it is ready. */
    static final String READY = "READY";

    private final String name;
    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;

    private HelperProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        commands = process.outputWriter(StandardCharsets.UTF_8);
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts any command; what it says on standard error goes to ours. */
    static HelperProcess start(String name, List<String> command) {
        try {
            var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
            return new HelperProcess(name, builder.start());
        } catch (IOException e) {
            throw failure(name + " cannot be started", e);
        }
    }

    /** Starts a job of {@link ForkMain} in a JVM of its own, behind the words of {@code prefix}, and waits until it is ready. */
    static HelperProcess job(String name, List<String> prefix, List<String> arguments) {
        var command = new ArrayList<>(prefix);
        command.add(java.nio.file.Path.of(System.getProperty("java.home"), "bin", "java")
                .toString());
        command.addAll(io.blackstart.measure.JvmFlags.forThisJvm());
        command.addAll(List.of(
                "-Xms192m",
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:MaxDirectMemorySize=512m",
                JvmArguments.NO_BOUNDS_CHECKS,
                "-D" + ForkSettings.SEED + "=" + ForkSettings.ofThisJvm().seed(),
                "-cp",
                System.getProperty("java.class.path"),
                ForkMain.class.getName()));
        command.addAll(arguments);
        HelperProcess helper = start(name, command);
        try {
            String said = helper.answer();
            if (!said.equals(READY)) {
                throw failure(name + " said '" + said + "' instead of being ready", null);
            }
            return helper;
        } catch (BlackstartException e) {
            helper.close();
            throw e;
        }
    }

    /** Sends a command and waits for its answer. */
    synchronized String ask(String command) {
        try {
            commands.write(command + '\n');
            commands.flush();
        } catch (IOException e) {
            throw failure(name + " no longer listens", e);
        }
        return answer();
    }

    private String answer() {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw failure(name + " has ended", null);
            }
            return line;
        } catch (IOException e) {
            throw failure(name + " cannot be heard", e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Ends it at once, as kill -9 does, and waits for its end. */
    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Ends its input, at which it ends by itself. */
    @Override
    public void close() {
        try {
            commands.close();
        } catch (IOException e) {
            // Its end has gone already: it has ended, or is ended now.
            process.destroyForcibly();
        }
        awaitEnd();
    }

    private void awaitEnd() {
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                if (!process.waitFor(10, java.util.concurrent.TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static BlackstartException failure(String what, @org.jspecify.annotations.Nullable IOException cause) {
        return new BlackstartException(
                ErrorCode.IO,
                cause == null ? what : what + ": " + cause.getMessage(),
                null,
                BlackstartException.NO_POSITION,
                cause);
    }
}
