package io.blackstart.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as a script sees it: exit codes, one line on failure, what was asked for on standard output. */
class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "runn|unknown argument 'runn'; did you mean 'run'?",
                "run --profil smoke|unknown option '--profil'; did you mean '--profile'?",
                "run --desing=mapped|unknown option '--desing=mapped'; did you mean '--design'?",
                "run --forks many|'many' is not an int",
                "run --profile|Missing required parameter for option '--profile'",
                "run extra|unknown argument 'extra'",
                "run --profile smok|unknown profile 'smok': did you mean 'smoke'?",
                "run --suite replai|unknown suite 'replai': did you mean 'replay'?",
                "run --resume x --seed 1|--resume goes on with the plan of the run",
                "run --resume x --out y|leave out --out",
                "doctor --profile ful|unknown profile 'ful': did you mean 'full'?",
                "validate|Missing required parameter: 'RUNDIR'",
                "report|Missing required parameter: 'RUNDIR'",
            })
    void answersAWrongCommandLineWithOneLine(String arguments, String line) {
        assertEquals(ExitCode.USAGE, execute(arguments.split(" ", -1)));
        assertOneLine(line);
    }

    @Test
    void wantsACommand() {
        assertEquals(ExitCode.USAGE, execute());
        assertOneLine("no command given");
    }

    @ParameterizedTest
    @ValueSource(strings = {"validate", "report"})
    void tellsOfARunThatIsNotThere(String command) {
        assertEquals(
                ExitCode.ENVIRONMENT, execute(command, directory.resolve("none").toString()));
        assertOneLine("MISSING: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--help", "run --help", "doctor --help", "designs --help", "report --help", "validate --help"})
    void helps(String arguments) {
        assertEquals(ExitCode.OK, execute(arguments.split(" ", -1)));
        assertTrue(out.toString().contains("Usage: blackstart"), out::toString);
        assertTrue(out.toString().contains("Exit codes"), out::toString);
        assertEquals("", err.toString());
    }

    @Test
    void tellsItsVersion() {
        assertEquals(ExitCode.OK, execute("--version"));
        assertTrue(out.toString().startsWith("blackstart "), out::toString);
        assertTrue(out.toString().contains("commit "), out::toString);
    }

    @Test
    void tellsAFailureOfTheEnvironmentInOneLine() {
        int code = reporter()
                .failure(
                        new BlackstartException(ErrorCode.DISK_FULL, "no room\n  for it", Path.of("/log"), 7, null),
                        false);
        assertEquals(ExitCode.ENVIRONMENT, code);
        assertEquals("blackstart: DISK_FULL: no room; for it [/log @ 7]\n", err.toString());
    }

    @Test
    void saysWhatABarePathMeans() {
        assertEquals(
                ExitCode.ENVIRONMENT,
                reporter().failure(new UncheckedIOException(new NoSuchFileException("/gone")), false));
        assertEquals("blackstart: no such file or directory: /gone\n", err.toString());
    }

    @Test
    void printsTheStackOnlyWhenAsked() {
        var failure = new BlackstartException(ErrorCode.IO, "broken");
        reporter().failure(failure, false);
        assertEquals(1, err.toString().lines().count());
        reporter().failure(failure, true);
        assertTrue(err.toString().contains("\tat "), err::toString);
    }

    @Test
    void asksForAReportOfABugAndKeepsTheStackInAFile() throws IOException {
        int code = reporter().failure(new IllegalStateException("count=3"), false);
        assertEquals(ExitCode.BUG, code);
        assertOneLine("a bug of Blackstart: java.lang.IllegalStateException: count=3; please report it with the file ");
        Matcher file = Pattern.compile("with the file (.+\\.txt)").matcher(err.toString());
        assertTrue(file.find());
        Path stack = Path.of(file.group(1));
        List<String> lines = Files.readAllLines(stack);
        Files.delete(stack);
        assertEquals("blackstart run --profile smoke", lines.get(0));
        assertTrue(lines.contains("java.lang.IllegalStateException: count=3"), lines::toString);
    }

    private FailureReporter reporter() {
        return new FailureReporter(new PrintWriter(err, true), List.of("run", "--profile", "smoke"));
    }

    private int execute(String... arguments) {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private void assertOneLine(String expected) {
        assertTrue(err.toString().contains(expected), err::toString);
        assertTrue(err.toString().startsWith("blackstart: "), err::toString);
        assertEquals(1, err.toString().lines().count(), err::toString);
    }
}
