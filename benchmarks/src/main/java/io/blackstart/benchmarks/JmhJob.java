package io.blackstart.benchmarks;

import io.blackstart.NearestName;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.openjdk.jmh.Main;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs JMH as its own main class would, with what that leaves out: a failed benchmark is a failure of the process, and a
 * parameter that no chosen benchmark has is refused instead of ignored.
 */
final class JmhJob {
    private JmhJob() {}

    /**
     * Runs the benchmarks.
     *
     * @param arguments as of {@code org.openjdk.jmh.Main}
     * @throws UsageException an unknown option, benchmark or parameter
     * @throws BenchmarkFailedException a benchmark failed or a result is missing
     */
    static void run(String[] arguments) {
        CommandLineOptions options = parse(arguments);
        if (asksForAList(options)) {
            list(arguments);
            return;
        }
        refuseUnknownParameters(arguments, options);
        // One launcher starts one fork after the other; the lock would only add a file in the temporary directory.
        System.setProperty("jmh.ignoreLock", "true");
        Options strict =
                new OptionsBuilder().parent(options).shouldFailOnError(true).build();
        Collection<RunResult> results;
        try {
            results = new Runner(strict).run();
        } catch (RunnerException e) {
            throw new BenchmarkFailedException(e);
        }
        if (results.isEmpty()) {
            throw new BenchmarkFailedException("JMH ended without a result");
        }
    }

    private static CommandLineOptions parse(String[] arguments) {
        try {
            return new CommandLineOptions(arguments);
        } catch (CommandLineOptionException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static boolean asksForAList(CommandLineOptions options) {
        return options.shouldHelp()
                || options.shouldList()
                || options.shouldListWithParams()
                || options.shouldListProfilers()
                || options.shouldListResultFormats();
    }

    private static void list(String[] arguments) {
        try {
            Main.main(arguments);
        } catch (IOException e) {
            throw new BenchmarkFailedException(e);
        }
    }

    private static void refuseUnknownParameters(String[] arguments, CommandLineOptions options) {
        OutputFormat silent = OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT);
        Set<BenchmarkListEntry> chosen =
                BenchmarkList.defaultList().find(silent, options.getIncludes(), options.getExcludes());
        if (chosen.isEmpty()) {
            throw new UsageException("no benchmark matches " + options.getIncludes());
        }
        var known = new TreeSet<String>();
        for (BenchmarkListEntry benchmark : chosen) {
            known.addAll(benchmark.getParams().orElse(Map.of()).keySet());
        }
        for (String parameter : parametersIn(List.of(arguments))) {
            if (!known.contains(parameter)) {
                throw new UsageException(NearestName.unknown("parameter", parameter, known));
            }
        }
    }

    /** Names given by {@code -p name=value}, in either of the two ways JMH accepts. */
    private static Set<String> parametersIn(List<String> arguments) {
        var names = new TreeSet<String>();
        for (int index = 0; index < arguments.size(); index++) {
            String argument = arguments.get(index);
            if (argument.equals("-p") && index + 1 < arguments.size()) {
                names.add(nameOf(arguments.get(index + 1)));
            } else if (argument.startsWith("-p") && argument.contains("=")) {
                names.add(nameOf(argument.substring(2)));
            }
        }
        return names;
    }

    private static String nameOf(String assignment) {
        int equals = assignment.indexOf('=');
        return equals < 0 ? assignment : assignment.substring(0, equals);
    }
}
