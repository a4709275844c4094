package io.blackstart.benchmarks;

import java.util.Arrays;
import picocli.CommandLine;

/**
 * The entry point of one measuring JVM started by a launcher, which holds its standard input open: at end of input this JVM
 * removes its data directory and halts.
 *
 * <pre>
 * ForkMain jmh &lt;arguments of JMH&gt;    the benchmarks, as org.openjdk.jmh.Main would, but any failure is an exit code
 * ForkMain rig &lt;options&gt;             {@link AppendLatencyRig}: open-loop latency
 * ForkMain prepare &lt;options&gt;         {@link ReplayPreparation}: writes a log to be replayed by another JVM
 * ForkMain prepare-shards &lt;options&gt;  {@link RecoveryPreparation}: writes shards to be recovered by another JVM
 * </pre>
 *
 * <p>Exit status: 0 measured and verified, 1 a check or a benchmark failed, 2 usage, 3 the machine cannot do it, 4 a bug.
 * A failure is one line on standard error; {@code -Dblackstart.verbose=true} adds the stack trace.
 */
public final class ForkMain {
    private static final String USAGE = "usage: ForkMain jmh|rig|prepare|prepare-shards <options>";

    private ForkMain() {}

    /**
     * Runs one job and exits with its status.
     *
     * @param arguments the job's name and its options
     */
    public static void main(String[] arguments) {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> exit(failure));
        ParentWatch.start();
        run(arguments);
        System.exit(ExitCode.FINE.value());
    }

    private static void run(String[] arguments) {
        if (arguments.length == 0) {
            throw new UsageException(USAGE);
        }
        String[] rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        switch (arguments[0]) {
            case "jmh" -> JmhJob.run(rest);
            case "rig" -> runCommand(new AppendLatencyRig(), rest);
            case "prepare" -> runCommand(new ReplayPreparation(), rest);
            case "prepare-shards" -> runCommand(new RecoveryPreparation(), rest);
            default -> throw new UsageException("unknown job " + arguments[0] + "; " + USAGE);
        }
    }

    private static void runCommand(Runnable command, String[] arguments) {
        try {
            new CommandLine(command).parseArgs(arguments);
        } catch (CommandLine.ParameterException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        command.run();
    }

    private static void exit(Throwable thrown) {
        Failure failure = Failure.of(thrown);
        System.err.println("blackstart: " + failure.line());
        if (Boolean.getBoolean("blackstart.verbose")) {
            thrown.printStackTrace();
        }
        System.exit(failure.exitCode().value());
    }
}
