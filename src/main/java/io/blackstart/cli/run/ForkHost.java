package io.blackstart.cli.run;

import io.blackstart.measure.JvmFlags;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program whose JVMs measure: by default {@code benchmarks.jar} on the JDK that runs this.
 *
 * @param java executable
 * @param flags every JVM gets
 * @param classPath as {@code -cp} takes it
 * @param mainClass understands {@code jmh}, {@code rig} and {@code prepare}
 */
public record ForkHost(Path java, List<String> flags, String classPath, String mainClass) {
    private static final String FORK_MAIN = "io.blackstart.benchmarks.ForkMain";

    /** Keeps its own copy. */
    public ForkHost {
        flags = List.copyOf(flags);
    }

    /** The benchmarks of a checkout. */
    public static ForkHost of(Path benchmarksJar) {
        return new ForkHost(thisJava(), JvmFlags.forThisJvm(), benchmarksJar.toString(), FORK_MAIN);
    }

    /** The executable of the JDK that runs this. */
    static Path thisJava() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** A command line: flags, the fork's own JVM arguments, class path, main class, the program's arguments. */
    public List<String> command(List<String> jvmArguments, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.addAll(flags);
        command.addAll(jvmArguments);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        return command;
    }
}
