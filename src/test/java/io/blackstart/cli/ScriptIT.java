package io.blackstart.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.measure.JvmFlags;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/blackstart}, copied into a checkout of its own with stand-ins for java and mvn. */
@Timeout(60)
class ScriptIT {
    private static final Path SCRIPT = Path.of("..", "scripts", "blackstart");

    @TempDir
    private Path directory;

    private Path home;

    @BeforeEach
    void copyTheScript() throws IOException {
        home = directory.resolve("check out");
        for (String folder :
                List.of("scripts", "src/main", "src/target/lib", "benchmarks/src/main", "benchmarks/target")) {
            Files.createDirectories(home.resolve(folder));
        }
        Files.copy(SCRIPT, home.resolve("scripts/blackstart"));
        for (String file : List.of("pom.xml", "src/pom.xml", "benchmarks/pom.xml", "src/main/A.java")) {
            Files.writeString(home.resolve(file), "");
        }
    }

    @Test
    void startsJavaWithTheFlagsThatTheForksGet() throws Exception {
        builtAlready();
        fakeJava("jdk", "17");
        Result result = run("jdk", "designs", "two words");
        assertEquals(0, result.code, result.err);
        List<String> words = new ArrayList<>(result.out.lines().toList());
        List<String> flags = new ArrayList<>(JvmFlags.forFeature(17));
        flags.remove("-Dagrona.disable.bounds.checks=true");
        assertEquals(flags, words.subList(0, flags.size()));
        assertEquals(
                List.of(
                        "-cp",
                        home.toRealPath() + "/src/target/blackstart.jar:" + home.toRealPath() + "/src/target/lib/*",
                        "io.blackstart.cli.Main",
                        "designs",
                        "two words"),
                words.subList(words.indexOf("-cp"), words.size()));
        assertTrue(words.contains("-Dblackstart.home=" + home.toRealPath()));
        assertTrue(words.contains("-Dblackstart.terminal=false"));
    }

    @Test
    void addsTheSwitchThatNewerJavasWant() throws Exception {
        builtAlready();
        fakeJava("jdk", "25");
        List<String> words = run("jdk", "designs").out.lines().toList();
        assertTrue(words.contains("--sun-misc-unsafe-memory-access=allow"));
        assertTrue(JvmFlags.forFeature(25).contains("--sun-misc-unsafe-memory-access=allow"));
    }

    @Test
    void refusesAJavaThatIsTooOld() throws Exception {
        builtAlready();
        fakeJava("jdk", "1.8");
        Result result = run("jdk", "designs");
        assertEquals(3, result.code);
        assertOneLine("is Java 8; a JDK 17 or newer is needed", result);
    }

    @Test
    void refusesAJavaHomeWithoutJava() throws Exception {
        builtAlready();
        Result result = run("nothing here", "designs");
        assertEquals(3, result.code);
        assertOneLine("holds no bin/java; point it at a JDK 17 or newer", result);
    }

    @Test
    void buildsWhatIsMissing() throws Exception {
        fakeJava("jdk", "17");
        fakeMaven("touch \"$4\"/../src/target/x; : >'" + home + "/src/target/blackstart.jar'; mkdir -p '" + home
                + "/src/target/lib'; : >'" + home + "/benchmarks/target/benchmarks.jar'");
        Result first = run("jdk", "designs");
        assertEquals(0, first.code, first.err);
        assertTrue(first.err.contains("blackstart: building "), first.err);
        Result second = run("jdk", "designs");
        assertEquals("", second.err);
    }

    @Test
    void buildsAgainWhenASourceIsNewer() throws Exception {
        builtAlready();
        fakeJava("jdk", "17");
        fakeMaven("echo a compiler error; exit 1");
        Files.setLastModifiedTime(
                home.resolve("src/main/A.java"),
                java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() + 60_000));
        Result result = run("jdk", "designs");
        assertEquals(3, result.code);
        assertTrue(result.err.contains("a compiler error"), result.err);
        assertTrue(result.err.contains("the build failed, see above; repeat it with: mvn -f "), result.err);
        assertEquals("", result.out);
    }

    @Test
    void saysWhenThereIsNoMaven() throws Exception {
        fakeJava("jdk", "17");
        Result result = run("jdk", "designs");
        assertEquals(3, result.code);
        assertOneLine("no mvn was found; install Maven 3.8.7 or newer", result);
    }

    @Test
    void worksThroughALinkAndFromAnotherDirectory() throws Exception {
        builtAlready();
        fakeJava("jdk", "17");
        Path link = Files.createSymbolicLink(directory.resolve("link"), home.resolve("scripts/blackstart"));
        Result result = start(link, "jdk", "designs");
        assertEquals(0, result.code, result.err);
        assertTrue(result.out.contains("-Dblackstart.home=" + home.toRealPath()), result.out);
    }

    private void builtAlready() throws IOException {
        for (String file : List.of(
                "src/target/blackstart.jar", "benchmarks/target/benchmarks.jar", "src/target/blackstart-built")) {
            Files.writeString(home.resolve(file), "");
        }
        // Some file systems keep whole seconds only.
        var future = java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() + 30_000);
        Files.setLastModifiedTime(home.resolve("src/target/blackstart-built"), future);
    }

    /** Prints its version when asked for it, else its arguments. */
    private void fakeJava(String name, String version) throws IOException {
        Path bin = Files.createDirectories(directory.resolve(name).resolve("bin"));
        executable(bin.resolve("java"), """
                case "$1" in
                  -XshowSettings*) echo "    java.home = %s" >&2; echo "    java.specification.version = %s" >&2 ;;
                  *) for word in "$@"; do echo "$word"; done ;;
                esac
                """.formatted(directory.resolve(name), version));
        executable(bin.resolve("javac"), "");
    }

    private void fakeMaven(String body) throws IOException {
        executable(Files.createDirectories(directory.resolve("tools")).resolve("mvn"), body);
    }

    private static void executable(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Result run(String java, String... arguments) throws Exception {
        return start(home.resolve("scripts/blackstart"), java, arguments);
    }

    /** With the shell's own tools, and mvn only where a test made one. */
    private Result start(Path script, String java, String... arguments) throws Exception {
        Path tools = Files.createDirectories(directory.resolve("tools"));
        for (String tool : List.of("dirname", "readlink", "sed", "head", "find", "mkdir", "rm", "mv", "touch")) {
            executable(tools.resolve(tool), "exec " + toolPath(tool) + " \"$@\"");
        }
        var command = Stream.concat(Stream.of("/bin/sh", script.toString()), Stream.of(arguments))
                .collect(Collectors.toList());
        var builder = new ProcessBuilder(command).directory(directory.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("PATH", tools.toString());
        environment.put("JAVA_HOME", directory.resolve(java).toString());
        Path out = directory.resolve("out");
        Path err = directory.resolve("err");
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        assertTrue(process.waitFor(50, TimeUnit.SECONDS));
        return new Result(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    private static Path toolPath(String tool) {
        return Stream.of("/usr/bin", "/bin")
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private static void assertOneLine(String expected, Result result) {
        assertTrue(result.err.contains(expected), result.err);
        assertEquals(1, result.err.lines().count(), result.err);
    }

    private record Result(int code, String out, String err) {}
}
