package io.blackstart.cli.run;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.results.Cell;
import io.blackstart.results.Cells;
import io.blackstart.results.Launch;
import io.blackstart.results.Plan;
import io.blackstart.results.PlannedFork;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Looks at a plan that came from a file, maybe somebody else's, before any of it reaches a command line: its parts fit
 * together, and its arguments set heaps, counts and times and nothing else.
 */
final class PlanCheck {
    private static final Pattern JVM_ARGUMENT = Pattern.compile(
            "-X(?:ms|mx|mn|ss)\\d+[kmgKMG]?" + "|-XX:[+-][A-Za-z0-9]+" + "|-XX:[A-Za-z0-9]+=\\d+[kmgKMG]?");
    private static final Set<String> OPTIONS =
            Set.of("-wi", "-w", "-i", "-r", "-foe", "-prof", "--warmup-millis", "--millis");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9.]+");
    /** Who must have a record; a slash here is no path, since no directory is named after a policy. */
    private static final Pattern POLICY = Pattern.compile("[a-z]+(\\(\\d{1,2}\\))?/[a-z]+");

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    private PlanCheck() {}

    /**
     * Refuses a plan that is not whole or asks for more than measuring.
     *
     * @throws BlackstartException CORRUPT, naming the part
     */
    static void requireRunnable(Plan plan, Path file) {
        Set<String> ids = plan.cells().stream().map(Cell::id).collect(Collectors.toSet());
        for (Cell cell : plan.cells()) {
            require(cell.id().equals(Cells.idOf(cell)), "the id of a cell is not its digest: " + cell.id(), file);
            requireNames(cell, file);
        }
        Set<String> launched = plan.launches().stream().map(Launch::cellId).collect(Collectors.toSet());
        require(launched.equals(ids), "it does not say for every cell how to start it", file);
        plan.launches().forEach(launch -> requireHarmless(launch, file));
        Set<PlannedFork> seen = new HashSet<>();
        for (PlannedFork fork : plan.forks()) {
            require(ids.contains(fork.cellId()), "a fork of no cell: " + fork.cellId(), file);
            require(seen.add(fork), "a fork twice: " + fork.stem("forks"), file);
        }
    }

    private static void requireNames(Cell cell, Path file) {
        require(
                NAME.matcher(cell.benchmark()).matches()
                        && (cell.design().equals(Planner.NO_DESIGN)
                                || NAME.matcher(cell.design()).matches()),
                "a name that is none: " + cell.benchmark() + ", " + cell.design(),
                file);
        cell.parameters()
                .forEach((name, value) -> require(
                        NAME.matcher(name).matches()
                                && (name.equals("policy") ? POLICY : NAME)
                                        .matcher(value)
                                        .matches(),
                        "a parameter that is none: " + name + "=" + value,
                        file));
    }

    private static void requireHarmless(Launch launch, Path file) {
        for (String argument : launch.jvmArguments()) {
            require(
                    JVM_ARGUMENT.matcher(argument).matches(),
                    "a JVM argument that is not for heaps or collectors: " + argument,
                    file);
        }
        List<String> arguments = launch.arguments();
        require(arguments.size() % 2 == 0, "an option without its value: " + arguments, file);
        for (int i = 0; i < arguments.size(); i++) {
            boolean option = i % 2 == 0;
            String argument = arguments.get(i);
            require(
                    option
                            ? OPTIONS.contains(argument)
                            : VALUE.matcher(argument).matches(),
                    "an argument that is not for counts, times or profilers: " + argument,
                    file);
        }
    }

    private static void require(boolean holds, String what, Path file) {
        if (!holds) {
            throw new BlackstartException(
                    ErrorCode.CORRUPT,
                    "not a plan that can be repeated: " + what,
                    file,
                    BlackstartException.NO_POSITION,
                    null);
        }
    }
}
