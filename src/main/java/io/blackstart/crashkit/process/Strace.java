package io.blackstart.crashkit.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * strace, attached to a JVM that is up, so that its counts begin where the fault may strike and none of the JVM's own start is
 * hit. Where the kernel allows no attaching (Yama's {@code ptrace_scope} above 0 for users other than root) the JVM is started
 * under it instead, and the counts begin with the JVM; path filters then keep its own files out.
 *
 * <p>No {@code --seccomp-bpf}: with it, version 6.1 injects errors but loses injected signals, so that nothing is killed.
 */
final class Strace {
    private static final String ATTACHED = " attached";
    private static final long ATTACH_TIMEOUT_SECONDS = 30;
    private static final long DETACH_TIMEOUT_SECONDS = 10;

    private final String program;
    private final boolean attaches;

    private Strace(String program, boolean attaches) {
        this.program = program;
        this.attaches = attaches;
    }

    /** strace, when this machine has it; tries on a process of its own whether it may attach. */
    static Optional<Strace> find() {
        return OutsideProgram.find("strace").map(path -> new Strace(path.toString(), mayAttach(path.toString())));
    }

    private static boolean mayAttach(String program) {
        Path trace = null;
        Process sleeper = null;
        try {
            trace = Files.createTempFile("blackstart-", ".trace");
            sleeper = new ProcessBuilder("cat").start();
            new Strace(program, true)
                    .attach(sleeper.pid(), trace, watch(List.of("fsync")))
                    .close();
            return true;
        } catch (StraceRefusedException refused) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (sleeper != null) {
                sleeper.destroyForcibly();
            }
            if (trace != null) {
                FileTrees.remove(trace);
            }
        }
    }

    /** Whether it may attach to a process that runs; otherwise it must start it. */
    boolean attaches() {
        return attaches;
    }

    /** What to do at a point. */
    record Injection(String action, boolean persistent) {
        static final Injection KILL = new Injection("signal=KILL", false);

        static Injection error(String name, boolean persistent) {
            return new Injection("error=" + name, persistent);
        }
    }

    /** Options that watch these calls on all files. */
    static List<String> watch(List<String> calls) {
        return List.of("-e", "trace=" + Syscalls.traceSet(calls));
    }

    /** Options that hit a point and watch the calls with which its effect is judged. */
    static List<String> inject(FaultPoint point, Injection injection, Path directory, Iterable<String> files) {
        var options = new ArrayList<String>();
        options.add("-e");
        options.add("trace=" + Syscalls.traceSet(watchedWith(point.call())));
        options.add("-e");
        options.add("inject=" + point.call() + ":" + injection.action() + ":when=" + point.ordinal()
                + (injection.persistent() ? "+" : ""));
        if (!point.call().equals(Syscalls.MSYNC)) {
            Iterable<String> counted = point.file().equals(FaultPoint.ALL)
                    ? files
                    : List.of(point.file().split(Pattern.quote(FaultPoint.AND), -1));
            for (String file : counted) {
                options.add("-P");
                options.add(directory.resolve(file).normalize().toString());
            }
        }
        return options;
    }

    private static List<String> watchedWith(String call) {
        var calls = new ArrayList<>(List.of(call));
        if (Syscalls.isForce(call)) {
            // Whether the file was forced again, or made anew and forced.
            calls.addAll(List.of("fsync", "fdatasync", Syscalls.MSYNC, "openat", "open"));
        }
        return calls.stream().distinct().toList();
    }

    /**
     * Attaches to a process and all its threads.
     *
     * @param output where the trace goes
     * @throws StraceRefusedException when the kernel does not allow it
     */
    Session attach(long pid, Path output, List<String> options) throws StraceRefusedException {
        var command = new ArrayList<>(List.of(program, "-f", "-y", "-s", "0", "-o", output.toString()));
        command.addAll(options);
        command.addAll(List.of("-p", Long.toString(pid)));
        try {
            Files.deleteIfExists(output);
            Process process = new ProcessBuilder(command).start();
            var session = new Session(process, output);
            session.awaitAttached(process);
            return session;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + program, e);
        }
    }

    /** The command to start a JVM under, where attaching is not allowed. */
    List<String> launch(Path output, List<String> options) {
        var command = new ArrayList<>(List.of(program, "-f", "-y", "-s", "0", "-o", output.toString()));
        command.addAll(options);
        return command;
    }

    /** The session of a process that was {@linkplain #launch started} under the tracer. */
    static Session launched(Path output) {
        return new Session(null, output);
    }

    /** A tracer at work. */
    static final class Session implements AutoCloseable {
        private final @Nullable Process process;
        private final Path output;
        private final CompletableFuture<String> attached = new CompletableFuture<>();

        private Session(@Nullable Process process, Path output) {
            this.process = process;
            this.output = output;
            if (process != null) {
                var drain = new Thread(() -> drain(process), "crash-kit-strace");
                drain.setDaemon(true);
                drain.start();
            }
        }

        private void drain(Process process) {
            String last = "strace ended without a word";
            try (var lines =
                    new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    last = line;
                    if (line.contains(ATTACHED)) {
                        attached.complete(line);
                    }
                }
            } catch (IOException e) {
                last = "strace was closed: " + e.getMessage();
            }
            attached.complete(last);
        }

        private void awaitAttached(Process process) throws StraceRefusedException {
            try {
                String line = attached.get(ATTACH_TIMEOUT_SECONDS, TimeUnit.SECONDS);
                if (!line.contains(ATTACHED)) {
                    process.destroyForcibly();
                    throw new StraceRefusedException(line);
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while strace attached", e);
            } catch (ExecutionException | TimeoutException e) {
                process.destroyForcibly();
                throw new IllegalStateException("strace did not attach", e);
            }
        }

        /** Names itself to the writer: it is killed once its tracee is dead, for which it may wait for ever. */
        void watch(WriterProcess writer) {
            if (process != null) {
                writer.tracedBy(process);
            }
        }

        /** What it has seen so far. */
        List<SyscallEvent> events() {
            return SyscallTrace.read(output);
        }

        /** Lets go of the tracee, which goes on untraced. Idempotent. */
        @Override
        public void close() {
            if (process == null) {
                return;
            }
            process.destroy();
            try {
                if (!process.waitFor(DETACH_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while strace let go", e);
            }
        }
    }
}
