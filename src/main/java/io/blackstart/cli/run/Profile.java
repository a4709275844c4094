package io.blackstart.cli.run;

import io.blackstart.results.ForkKind;
import io.blackstart.results.NotMeasured;
import java.util.List;
import java.util.SortedMap;

/**
 * What a run measures and how long: data, not code, kept as a JSON resource under its name.
 *
 * @param schemaVersion {@link io.blackstart.results.RunSchema#VERSION}
 * @param name lower case
 * @param summary one line for people
 * @param comparable false when it is too short for its numbers to be compared
 * @param jvmArguments heap and collector of every fork
 * @param groups what is measured, in the order of one block
 * @param notMeasured what this profile leaves out on purpose
 */
public record Profile(
        int schemaVersion,
        String name,
        String summary,
        boolean comparable,
        List<String> jvmArguments,
        List<Group> groups,
        List<NotMeasured> notMeasured) {
    /** Keeps its own copies. */
    public Profile {
        jvmArguments = List.copyOf(jvmArguments);
        groups = List.copyOf(groups);
        notMeasured = List.copyOf(notMeasured);
    }

    /** The suites it measures, limits included, in its order. */
    public List<String> suites() {
        return groups.stream().map(Group::suite).distinct().toList();
    }

    /**
     * Cells of one benchmark that differ in their parameters only. Outside suite {@code limits} each point is measured for
     * every design.
     *
     * @param suite of its cells
     * @param benchmark {@code Class.method}, or the rig's name
     * @param kind who measures
     * @param durabilities names of classes; a cell gets the first that its design offers
     * @param stage groups of a later stage run after all blocks of the earlier ones, since they need their medians
     * @param forks JVMs a cell
     * @param arguments of JMH or the rig
     * @param estimatedMillis one fork, its JVM's start included
     * @param timeoutMillis after which a fork is ended
     * @param dataBytes room that one fork needs
     * @param near for a limit: beside which cells it is measured
     * @param rateFrom for the rig: cells that tell the rate of which it offers a share, the first of the cell's durability counts
     * @param points its cells, in order
     * @param designs the only designs that it is for; empty for all
     */
    public record Group(
            String suite,
            String benchmark,
            ForkKind kind,
            List<String> durabilities,
            int stage,
            int forks,
            List<String> arguments,
            long estimatedMillis,
            long timeoutMillis,
            long dataBytes,
            List<Near> near,
            List<RateFrom> rateFrom,
            List<Point> points,
            List<String> designs) {
        /** Checks the ranges and keeps its own copies. */
        public Group {
            if (forks < 1) {
                throw new IllegalArgumentException("forks=" + forks + " must be at least 1");
            }
            if (durabilities.isEmpty() || points.isEmpty()) {
                throw new IllegalArgumentException("no durabilities or no points: benchmark=" + benchmark);
            }
            durabilities = List.copyOf(durabilities);
            designs = List.copyOf(designs);
            arguments = List.copyOf(arguments);
            if ((kind == ForkKind.RIG) == rateFrom.isEmpty()) {
                throw new IllegalArgumentException("the rig, and only the rig, needs rateFrom: benchmark=" + benchmark);
            }
            near = List.copyOf(near);
            rateFrom = List.copyOf(rateFrom);
            points = List.copyOf(points);
        }

        /** Whether it is for the design of that name. */
        boolean isFor(String design) {
            return designs.isEmpty() || designs.contains(design);
        }
    }

    /**
     * One combination of parameters.
     *
     * @param threads appending threads
     * @param parameters by name
     */
    public record Point(int threads, SortedMap<String, String> parameters) {}

    /**
     * Beside which cells a limit is measured.
     *
     * @param suite of those cells
     * @param match parameter of the limit to the parameter of the cell that must be equal; empty for any cell of the suite
     */
    public record Near(String suite, SortedMap<String, String> match) {
        /** Whether a limit with these parameters belongs beside a cell with those. */
        boolean matches(Point limit, Point cell) {
            return match.entrySet().stream().allMatch(pair -> {
                String wanted = limit.parameters().get(pair.getKey());
                return wanted != null && wanted.equals(cell.parameters().get(pair.getValue()));
            });
        }
    }

    /**
     * A cell of an earlier stage that tells how fast a design is.
     *
     * @param durability for cells of this class
     * @param suite of the telling cell
     * @param point of the telling cell
     */
    public record RateFrom(String durability, String suite, Point point) {}
}
