package io.blackstart.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/** Where the process begins; {@code scripts/blackstart} starts it with the JVM flags that Agrona and Chronicle need. */
public final class Main {
    private Main() {}

    /**
     * Runs one command and ends the process with its {@link ExitCode}.
     *
     * @param arguments as typed
     */
    public static void main(String[] arguments) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
            new FailureReporter(err, List.of(arguments)).bug(thrown, false);
            err.flush();
            // Not exit: a broken JVM must not wait for hooks; the janitor of a run cleans up behind it.
            Runtime.getRuntime().halt(ExitCode.BUG);
        });
        int code = execute(out, err, arguments);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /**
     * Runs one command without ending the process.
     *
     * @param out for what was asked for
     * @param err for failures and progress
     * @param arguments as typed
     * @return the exit code
     */
    public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        var root = new BlackstartCommand();
        var reporter = new FailureReporter(err, List.of(arguments));
        return new CommandLine(root)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setParameterExceptionHandler((failure, line) -> reporter.usage(failure))
                .setExecutionExceptionHandler((failure, line, parsed) -> reporter.failure(failure, root.verbose()))
                .execute(arguments);
    }
}
