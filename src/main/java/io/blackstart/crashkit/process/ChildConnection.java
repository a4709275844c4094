package io.blackstart.crashkit.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.agrona.ExpandableArrayBuffer;

/**
 * The parent's end of a child's pipes. A thread of its own takes the child's lines apart: those that {@code reports} swallows
 * are news, all others are answers, in order; {@code atEnd} runs when the child has let go of its end. A line without its end, as a dying child leaves it, is dropped. For one asking
 * thread.
 */
final class ChildConnection implements AutoCloseable {
    private static final long END_TIMEOUT_SECONDS = 10;

    private final Process process;
    private final OutputStream commands;
    private final LinkedBlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
    private final Thread listener;

    ChildConnection(Process process, Predicate<String> reports, Runnable atEnd) {
        this.process = process;
        this.commands = process.getOutputStream();
        this.listener = new Thread(() -> listen(reports, atEnd), "crash-kit-child-" + process.pid());
        listener.setDaemon(true);
        listener.start();
    }

    Process process() {
        return process;
    }

    private void listen(Predicate<String> reports, Runnable atEnd) {
        var line = new ExpandableArrayBuffer();
        int length = 0;
        byte[] chunk = new byte[1 << 13];
        try (InputStream lines = process.getInputStream()) {
            for (int count = lines.read(chunk); count >= 0; count = lines.read(chunk)) {
                for (int i = 0; i < count; i++) {
                    if (chunk[i] == '\n') {
                        receive(new String(line.byteArray(), 0, length, StandardCharsets.UTF_8), reports);
                        length = 0;
                    } else {
                        line.putByte(length++, chunk[i]);
                    }
                }
            }
        } catch (IOException killed) {
            // A pipe may break instead of ending; either way the child is gone, which the exit code below tells.
            end();
        }
        atEnd.run();
        replies.add(new Reply(Reply.Kind.ENDED, exitCode()));
    }

    private void receive(String line, Predicate<String> reports) {
        if (!reports.test(line)) {
            replies.add(Reply.parse(line));
        }
    }

    private String exitCode() {
        try {
            if (!process.waitFor(END_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                end();
                return "closed its output and did not end";
            }
            return Integer.toString(process.exitValue());
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    /** Sends a command without waiting. A child that is gone does not hear it: its end is the next answer. */
    void send(String command) {
        try {
            commands.write((command + "\n").getBytes(StandardCharsets.UTF_8));
            commands.flush();
        } catch (IOException gone) {
            end();
        }
    }

    /** The next answer, {@code ENDED} once the child is gone, {@code LATE} when there is none in time. */
    Reply await(long timeoutNanos) {
        try {
            Reply reply = replies.poll(timeoutNanos, TimeUnit.NANOSECONDS);
            if (reply == null) {
                return new Reply(Reply.Kind.LATE, "no answer within ms=" + TimeUnit.NANOSECONDS.toMillis(timeoutNanos));
            }
            if (reply.is(Reply.Kind.ENDED)) {
                replies.add(reply);
            }
            return reply;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a child was asked", e);
        }
    }

    /** Kills the child, as {@code kill -9} does, and returns when it is gone and all it reported has been received. */
    void kill() {
        end();
        try {
            process.waitFor();
            listener.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a child was killed", e);
        }
    }

    /** By its handle: {@link Process#destroyForcibly} closes the pipes as well, and what is still in them would be lost. */
    private void end() {
        process.toHandle().destroyForcibly();
    }

    @Override
    public void close() {
        kill();
        try {
            commands.close();
        } catch (IOException e) {
            // Closing flushes; there is nothing left to flush, so a failure here is news.
            throw new UncheckedIOException(e);
        }
    }
}
