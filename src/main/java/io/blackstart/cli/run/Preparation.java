package io.blackstart.cli.run;

import io.blackstart.results.Cell;
import io.blackstart.results.Launch;
import io.blackstart.results.PlannedFork;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes the logs that replay reads, once for each design and size, in a JVM of its own so that the measured one is fresh.
 * Used by one thread.
 */
final class Preparation {
    /** What the slowest disk worth measuring writes. */
    private static final long BYTES_PER_SECOND_MIN = 10L << 20;

    private static final long START_MILLIS = 60_000;

    private final RunData data;
    private final ForkCommands commands;
    private final ForkProcess process;
    private final Map<Path, String> outcomes = new HashMap<>();

    Preparation(RunData data, ForkCommands commands, ForkProcess process) {
        this.data = data;
        this.commands = commands;
        this.process = process;
    }

    /** Whether the fork reads a log that has not been written yet. */
    boolean isDue(Cell cell) {
        return ForkCommands.readsPreparedLog(cell) && !outcomes.containsKey(log(cell));
    }

    /**
     * Writes the log of a cell unless that was done before.
     *
     * @return why it could not be written, empty when it is there or none is needed
     */
    String ensure(Cell cell, Launch launch, PlannedFork planned) {
        if (!ForkCommands.readsPreparedLog(cell)) {
            return "";
        }
        return outcomes.computeIfAbsent(log(cell), log -> prepare(cell, launch, planned));
    }

    private String prepare(Cell cell, Launch launch, PlannedFork planned) {
        long timeoutMillis = START_MILLIS + bytes(cell) * 1000 / BYTES_PER_SECOND_MIN;
        ForkProcess.Exit exit = process.run(commands.prepare(cell, launch, planned), data.output(), timeoutMillis);
        if (exit.timedOut()) {
            return "its log was not written within " + timeoutMillis / 1000 + " s";
        }
        return exit.exitCode() == 0
                ? ""
                : "its log could not be written: exit code " + exit.exitCode() + ": "
                        + ForkOutput.lastWord(data.output());
    }

    private Path log(Cell cell) {
        return commands.prepared(cell);
    }

    private static long bytes(Cell cell) {
        return Long.parseLong(cell.parameters().getOrDefault(Planner.LOG_BYTES, "0"));
    }
}
