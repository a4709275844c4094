package io.blackstart.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.measure.JvmFlags;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A measuring JVM as a launcher starts it: from the jar that is shipped, with the tests' own designs behind it. */
final class ForkProcess {
    private final Path directory;
    private final List<String> jvmArguments = new ArrayList<>();

    /**
     * Prepares to start JVMs.
     *
     * @param directory gets data and checks
     */
    ForkProcess(Path directory) {
        this.directory = directory;
    }

    /** Adds an argument of the JVM. */
    ForkProcess with(String jvmArgument) {
        jvmArguments.add(jvmArgument);
        return this;
    }

    /** Where the logs under test go. */
    Path data() {
        return directory.resolve("data");
    }

    /** The check lines so far. */
    List<String> checks() throws IOException {
        Path file = directory.resolve("checks.tsv");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** How a JVM ended. */
    record Ended(int exitCode, List<String> output) {
        /** Requires an exit code; a failure shows what was printed. */
        Ended expect(ExitCode expected) {
            assertEquals(expected.value(), exitCode, () -> String.join("\n", output));
            return this;
        }

        /** The one line that says why it failed. */
        String failureLine() {
            List<String> lines = output.stream()
                    .filter(line -> line.startsWith("blackstart: "))
                    .toList();
            assertEquals(1, lines.size(), () -> String.join("\n", output));
            return lines.get(0);
        }
    }

    /** Runs {@code ForkMain} to its end. */
    Ended run(String... arguments) throws IOException, InterruptedException {
        Process process = start(arguments);
        List<String> output = linesOf(process).toList();
        return new Ended(process.waitFor(), output);
    }

    /** Starts {@code ForkMain}; its standard input is open. */
    Process start(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JvmFlags.forThisJvm());
        command.addAll(
                List.of("-Xmx512m", "-XX:MaxDirectMemorySize=1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.add("-D" + ForkSettings.CHECKS + "=" + directory.resolve("checks.tsv"));
        command.add("-D" + ForkSettings.DATA + "=" + data());
        command.addAll(jvmArguments);
        command.addAll(List.of("-cp", classPath(), ForkMain.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** What a process prints, until it ends. */
    static Stream<String> linesOf(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).lines();
    }

    private static String classPath() {
        Path jar = Path.of("target", "benchmarks.jar").toAbsolutePath();
        assertTrue(Files.isRegularFile(jar), () -> jar + " is missing: these tests run after the jar is packaged");
        return jar
                + System.getProperty("path.separator")
                + Path.of("target", "test-classes").toAbsolutePath();
    }
}
