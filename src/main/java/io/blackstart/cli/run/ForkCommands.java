package io.blackstart.cli.run;

import io.blackstart.results.Cell;
import io.blackstart.results.Launch;
import io.blackstart.results.PlannedFork;
import io.blackstart.results.SuiteCatalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the command lines of forks. Stateless apart from where things are. */
final class ForkCommands {
    private final ForkHost host;
    private final RunData data;

    ForkCommands(ForkHost host, RunData data) {
        this.host = host;
        this.data = data;
    }

    /** A fork that JMH measures; without forking again, since this process is the one that forks. */
    List<String> jmh(Cell cell, Launch launch, PlannedFork planned, Path result, Path curve) {
        var arguments = new ArrayList<String>();
        arguments.add("jmh");
        arguments.add("\\." + cell.benchmark().replace(".", "\\.") + "$");
        if (!cell.design().equals(Planner.NO_DESIGN)) {
            arguments.addAll(List.of("-p", "design=" + cell.design()));
        }
        for (Map.Entry<String, String> parameter : cell.parameters().entrySet()) {
            arguments.addAll(List.of("-p", parameter.getKey() + "=" + parameter.getValue()));
        }
        arguments.addAll(List.of("-t", Integer.toString(cell.threads())));
        arguments.addAll(launch.arguments());
        arguments.addAll(List.of("-f", "0", "-rf", "json", "-rff", result.toString()));
        List<String> jvmArguments = jvmArguments(launch, planned, cell);
        if (cell.suite().equals(SuiteCatalog.RECOVERY)) {
            jvmArguments.add("-Dblackstart.curve=" + curve);
        }
        return host.command(jvmArguments, arguments);
    }

    /** A fork that the open-loop rig measures at {@code ratePerSecond}. */
    List<String> rig(
            Cell cell, Launch launch, PlannedFork planned, double ratePerSecond, Path result, Path histograms) {
        var arguments = new ArrayList<>(List.of(
                "rig",
                "--design",
                cell.design(),
                "--durability",
                cell.durability(),
                "--rate",
                String.format(Locale.ROOT, "%.3f", ratePerSecond),
                "--result",
                result.toString(),
                "--histograms",
                histograms.toString()));
        if (cell.suite().equals(SuiteCatalog.REPLICATION_LATENCY)) {
            arguments.set(0, "replicate");
            cell.parameters().forEach((name, value) -> {
                if (!name.equals(LatencyRates.LOAD_PERCENT)) {
                    arguments.addAll(List.of("--" + kebab(name), value));
                }
            });
        }
        arguments.addAll(launch.arguments());
        return host.command(jvmArguments(launch, planned, cell), arguments);
    }

    /** {@code roundTripMicros} as {@code round-trip-micros}. */
    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** A JVM that only writes the log which the forks of a replay cell read. */
    List<String> prepare(Cell cell, Launch launch, PlannedFork planned) {
        String shards = cell.parameters().get(Planner.SHARDS);
        var arguments = new ArrayList<>(List.of(
                shards == null ? "prepare" : "prepare-shards",
                "--design",
                cell.design(),
                "--bytes",
                logBytes(cell),
                "--into",
                prepared(cell).toString()));
        if (shards != null) {
            arguments.addAll(List.of("--shards", shards));
        }
        return host.command(jvmArguments(launch, planned, cell), arguments);
    }

    /** Where the logs are that the forks of a cell read. */
    Path prepared(Cell cell) {
        String shards = cell.parameters().get(Planner.SHARDS);
        return data.prepared(cell.design(), logBytes(cell) + (shards == null ? "" : "-shards-" + shards));
    }

    /** Whether the forks of a cell read a prepared log. */
    static boolean readsPreparedLog(Cell cell) {
        return cell.parameters().containsKey(Planner.LOG_BYTES)
                && !cell.design().equals(Planner.NO_DESIGN);
    }

    private static String logBytes(Cell cell) {
        String logBytes = cell.parameters().get(Planner.LOG_BYTES);
        if (logBytes == null) {
            throw new IllegalArgumentException("reads no prepared log: cell=" + cell);
        }
        return logBytes;
    }

    private List<String> jvmArguments(Launch launch, PlannedFork planned, Cell cell) {
        var arguments = new ArrayList<>(launch.jvmArguments());
        arguments.add("-Dblackstart.data=" + data.root());
        arguments.add("-Dblackstart.seed=" + planned.seed());
        arguments.add("-Dblackstart.checks=" + data.checks());
        if (readsPreparedLog(cell)) {
            arguments.add("-Dblackstart.replay.log=" + prepared(cell));
        }
        return arguments;
    }
}
