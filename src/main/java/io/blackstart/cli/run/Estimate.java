package io.blackstart.cli.run;

import io.blackstart.measure.DoctorRequest;
import io.blackstart.results.Cell;
import io.blackstart.results.Launch;
import io.blackstart.results.Plan;
import io.blackstart.results.PlannedFork;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What a plan will ask of time, disk and memory. Computed from the plan alone. */
public final class Estimate {
    /** Settling and watching the idle machine before each fork. */
    static final long PAUSE_MILLIS = 400;
    /** Writing a log to be replayed, generator included: what two slow cores do at least. */
    private static final long PREPARE_BYTES_PER_MILLI = 150_000;
    /** Starting the JVM that writes it. */
    private static final long PREPARE_MILLIS = 1_200;
    /** Frames, alignment and a last segment that is not full. */
    private static final double STORED_RATIO = 1.3;

    private final Plan plan;
    private final Map<String, Cell> cells = new HashMap<>();
    private final Map<String, Launch> launches = new HashMap<>();

    /** The estimate of one plan. */
    public Estimate(Plan plan) {
        this.plan = plan;
        plan.cells().forEach(cell -> cells.put(cell.id(), cell));
        plan.launches().forEach(launch -> launches.put(launch.cellId(), launch));
    }

    /** The cell of a fork. */
    Cell cell(PlannedFork fork) {
        Cell cell = cells.get(fork.cellId());
        if (cell == null) {
            throw new IllegalArgumentException("the plan has no cell cellId=" + fork.cellId());
        }
        return cell;
    }

    /** How a fork is started. */
    Launch launch(PlannedFork fork) {
        Launch launch = launches.get(fork.cellId());
        if (launch == null) {
            throw new IllegalArgumentException("the plan does not say how to start cellId=" + fork.cellId());
        }
        return launch;
    }

    /** One fork with the pause before it. */
    long millis(PlannedFork fork) {
        return launch(fork).estimatedMillis() + PAUSE_MILLIS;
    }

    /** The whole plan on a quiet machine; repeats may add half as much. */
    public long totalMillis() {
        long prepare = prepared().values().stream()
                .mapToLong(bytes -> PREPARE_MILLIS + bytes / PREPARE_BYTES_PER_MILLI)
                .sum();
        return prepare + plan.forks().stream().mapToLong(this::millis).sum();
    }

    /** The most on disk at one time: all prepared logs and the largest fork. */
    public long requiredBytes() {
        double prepared = prepared().values().stream()
                .mapToDouble(bytes -> bytes * STORED_RATIO)
                .sum();
        long largest =
                plan.launches().stream().mapToLong(Launch::dataBytes).max().orElse(0);
        return (long) prepared + largest;
    }

    /** The largest heap of one fork; 0 when none is fixed. */
    public long heapBytes() {
        return plan.launches().stream()
                .flatMap(launch -> launch.jvmArguments().stream())
                .filter(argument -> argument.startsWith("-Xmx"))
                .mapToLong(argument -> bytes(argument.substring("-Xmx".length())))
                .max()
                .orElse(0);
    }

    /** The page cache that the largest warm replay wants. */
    public long cacheBytes() {
        return (long) (plan.cells().stream()
                        .filter(cell -> "warm".equals(cell.parameters().get("cache")))
                        .mapToLong(Estimate::logBytes)
                        .max()
                        .orElse(0)
                * STORED_RATIO);
    }

    /** Whether a cell must survive power loss. */
    public boolean isDurable() {
        return plan.cells().stream().anyMatch(cell -> cell.durability().equals("POWER"));
    }

    /** Whether a cell wants dropped caches. */
    public boolean isCold() {
        return plan.cells().stream()
                .anyMatch(cell -> "cold".equals(cell.parameters().get("cache")));
    }

    /** What the doctor is asked before such a plan is run. */
    public DoctorRequest request(Path dataDirectory) {
        return new DoctorRequest(dataDirectory, requiredBytes(), heapBytes(), cacheBytes(), isDurable(), isCold());
    }

    /** Logs to prepare, by design and size, to their bytes. */
    private Map<String, Long> prepared() {
        var logs = new HashMap<String, Long>();
        for (Cell cell : plan.cells()) {
            if (ForkCommands.readsPreparedLog(cell)) {
                logs.put(
                        cell.design() + "/" + logBytes(cell) + "/"
                                + cell.parameters().get(Planner.SHARDS),
                        logBytes(cell));
            }
        }
        return logs;
    }

    private static long logBytes(Cell cell) {
        return Long.parseLong(cell.parameters().getOrDefault(Planner.LOG_BYTES, "0"));
    }

    private static long bytes(String text) {
        char unit = Character.toLowerCase(text.charAt(text.length() - 1));
        int shift = switch (unit) {
            case 'k' -> 10;
            case 'm' -> 20;
            case 'g' -> 30;
            default -> 0;
        };
        String digits = shift == 0 ? text : text.substring(0, text.length() - 1);
        return Long.parseLong(digits) << shift;
    }
}
