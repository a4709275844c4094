package io.blackstart.benchmarks;

import java.util.Arrays;
import java.util.Set;
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
 * ForkMain replicate &lt;options&gt;       {@link ReplicationLatencyRig}: open-loop latency of a replicated log
 * ForkMain follow|sink|delay &lt;options&gt; processes that serve a measurement of replication
 * </pre>
 *
 * <p>Exit status: 0 measured and verified, 1 a check or a benchmark failed, 2 usage, 3 the machine cannot do it, 4 a bug.
 * A failure is one line on standard error; {@code -Dblackstart.verbose=true} adds the stack trace.
 */
public final class ForkMain {
    private static final String USAGE =
            "usage: ForkMain jmh|rig|prepare|prepare-shards|replicate|follow|sink|delay <options>";

    /** Jobs that read commands from standard input, and end with it by themselves. */
    private static final Set<String> HELPERS = Set.of("follow", "sink", "delay");

    private ForkMain() {}

    /**
     * Runs one job and exits with its status.
     *
     * @param arguments the job's name and its options
     */
    public static void main(String[] arguments) {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> exit(failure));
        if (arguments.length == 0 || !HELPERS.contains(arguments[0])) {
            ParentWatch.start();
        }
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
            case "replicate" -> runCommand(new ReplicationLatencyRig(), rest);
            case "follow" -> runCommand(new FollowerJob(), rest);
            case "sink" -> runCommand(new SinkJob(), rest);
            case "delay" -> runCommand(new DelayJob(), rest);
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
