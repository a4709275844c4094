package io.blackstart.crashkit.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Builds the example project {@code test/stranger} as its owner would, with {@code mvn verify}, on its own: it knows our library
 * from a repository only. Offline; its plugins are those of our own build.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StrangersBuildIT {
    private static final String DEPENDENCIES =
            "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies";

    @TempDir
    private Path directory;

    private Path project;
    private Path repository;

    @BeforeEach
    void prepare() throws IOException {
        project = directory.resolve("notebook-log");
        copy(Path.of("test/stranger"), project);
        repository = directory.resolve("repository");
        publish(Path.of(property("maven.repository")), property("project.version"));
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(from)) {
            all = files.sorted(Comparator.naturalOrder()).toList();
        }
        for (Path each : all) {
            Files.copy(each, to.resolve(from.relativize(each)), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A repository that has what this machine's has, and our library as it was just built. */
    private void publish(Path local, String version) throws IOException {
        link(local, repository, "io");
        link(local.resolve("io"), repository.resolve("io"), "blackstart");
        Path ours = repository.resolve("io/blackstart");
        Path parent = Files.createDirectories(ours.resolve("blackstart-parent").resolve(version));
        Files.copy(Path.of("../pom.xml"), parent.resolve("blackstart-parent-" + version + ".pom"));
        Path library = Files.createDirectories(ours.resolve("blackstart").resolve(version));
        Files.copy(Path.of("pom.xml"), library.resolve("blackstart-" + version + ".pom"));
        Files.copy(Path.of("target/blackstart.jar"), library.resolve("blackstart-" + version + ".jar"));
    }

    private static void link(Path from, Path to, String except) throws IOException {
        Files.createDirectories(to);
        List<Path> all;
        try (Stream<Path> files = Files.list(from)) {
            all = files.toList();
        }
        for (Path each : all) {
            if (!each.getFileName().toString().equals(except)) {
                Files.createSymbolicLink(to.resolve(each.getFileName()), each.toAbsolutePath());
            }
        }
    }

    private record Build(int exitCode, String output) {}

    private Build maven(String... arguments) throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(property("maven.home"), "bin", "mvn").toString(),
                                "-B",
                                "-o",
                                "-Dmaven.repo.local=" + repository),
                        Arrays.stream(arguments))
                .toList();
        var builder = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        try {
            int exitCode = process.waitFor();
            return new Build(exitCode, Files.readString(output));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aStrangersLogRunsTheKitInItsOwnVerify() throws IOException, InterruptedException {
        Build build = maven("verify", DEPENDENCIES, "-DincludeScope=runtime", "-DoutputDirectory=target/brought");

        assertEquals(0, build.exitCode(), build::output);
        assertTrue(build.output().contains("crash kit, design notebook, tier recorded: cases "), build::output);
        assertTrue(build.output().contains("failing 0, promised POWER, earned POWER"), build::output);
        try (Stream<Path> jars = Files.list(project.resolve("target/brought"))) {
            String names = jars.map(jar -> jar.getFileName().toString().replaceFirst("-\\d.*", ""))
                    .sorted()
                    .collect(Collectors.joining(" "));
            assertEquals("HdrHistogram agrona blackstart", names);
        }
    }

    @Test
    void aStrangersBuildFailsWhenItsLogDoesNotForce() throws IOException, InterruptedException {
        Path source = project.resolve("src/main/java/org/example/notebook/NotebookLog.java");
        String sound = Files.readString(source);
        String broken = sound.replace(
                "    private void force(long upTo) {\n        file.force();\n",
                "    private void force(long upTo) {\n");
        assertNotEquals(sound, broken);
        Files.writeString(source, broken);

        Build build = maven("verify", "-Dcrashkit.size=short");

        assertEquals(1, build.exitCode(), build::output);
        assertTrue(build.output().contains("again: -Dcrashkit.case=recorded:notebook:"), build::output);
    }
}
