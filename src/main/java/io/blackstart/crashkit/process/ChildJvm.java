package io.blackstart.crashkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a child JVM is started: this JVM's own java, class path and module flags, with a small heap, a compiler and a collector
 * that start fast, and an end at the first exhaustion of memory.
 *
 * @param heapBytes largest heap
 * @param scratch where the child may put what is not the log: its temporary directory, error files, standard error
 */
public record ChildJvm(long heapBytes, Path scratch) {
    /** Exit code of a JVM that ran out of memory, see {@code -XX:+ExitOnOutOfMemoryError}. */
    public static final int EXIT_OUT_OF_MEMORY = 3;
    /** Name of the file in {@link #scratch} that gathers what children print beside the protocol. */
    public static final String STANDARD_ERROR = "stderr.txt";

    private static final List<String> MODULE_OPTIONS =
            List.of("--add-exports", "--add-opens", "--add-reads", "--sun-misc-", "--enable-native-access", "-D");

    /** 128 MiB of heap: several times what a sound log needs. */
    public static ChildJvm in(Path scratch) {
        return new ChildJvm(128L << 20, scratch);
    }

    /**
     * The command line.
     *
     * @param main its class
     * @param arguments what it gets
     */
    List<String> command(Class<?> main, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
            if (MODULE_OPTIONS.stream().anyMatch(flag::startsWith)) {
                command.add(flag);
            }
        }
        command.addAll(List.of(
                "-Xmx" + (heapBytes >> 20) + "m",
                "-XX:MaxDirectMemorySize=" + (heapBytes >> 20) + "m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + scratch.resolve("hs_err_%p.log"),
                "-Xshare:auto",
                "-Djava.io.tmpdir=" + scratch,
                "-Djna.tmpdir=" + scratch,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        return command;
    }

    /**
     * Starts it.
     *
     * @param before a command to start it under, such as a tracer; may be empty
     * @param environment added to this process's own
     * @throws UncheckedIOException when it cannot be started
     */
    Process start(List<String> before, Map<String, String> environment, Class<?> main, List<String> arguments) {
        var command = new ArrayList<>(before);
        command.addAll(command(main, arguments));
        var builder = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        scratch.resolve(STANDARD_ERROR).toFile()));
        // Its pipes are its own, and nothing may hide in options that a user set for another purpose.
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().remove("JDK_JAVA_OPTIONS");
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.get(0), e);
        }
    }
}
