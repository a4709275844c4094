package io.blackstart.crashkit.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * From the trace of a run without faults, the points that hit every call of it, each call once where that can be done.
 *
 * <p>strace counts for each thread. When two threads make the same call, the one that first makes its nth call is hit, and the
 * other's nth call never is. Counting one file at a time separates most of what counting all files mixes; what neither
 * reaches is {@link #unreachedCount}.
 *
 * @param points where to hit
 * @param callCount calls the run made on its log
 * @param unreachedCount those of them that no point hits
 * @param files names of the files the run touched, {@code .} for the directory itself
 */
record FaultPoints(List<FaultPoint> points, int callCount, int unreachedCount, Set<String> files) {
    /** The directory among the names of its files. */
    static final String DIRECTORY = ".";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._@+-]+");

    /** Finds the points of a trace. */
    static FaultPoints of(List<SyscallEvent> trace, Path directory) {
        var points = new ArrayList<FaultPoint>();
        var files = new LinkedHashSet<String>();
        var counters = new Counters();
        int calls = 0;
        int unreached = 0;
        for (SyscallEvent event : trace) {
            if (!event.touches(directory)) {
                continue;
            }
            calls++;
            FaultPoint found = null;
            var filters = new ArrayList<>(List.of(FaultPoint.ALL));
            for (Path path : event.paths()) {
                if (path.startsWith(directory)) {
                    String name = nameOf(directory, path);
                    files.add(name);
                    filters.add(name);
                }
            }
            for (String filter : filters.stream().distinct().toList()) {
                int ordinal = counters.firstToReach(filter, event);
                if (ordinal > 0 && found == null && (filter.equals(FaultPoint.ALL) || isPlain(filter))) {
                    found = new FaultPoint(event.call(), filter, ordinal, Syscalls.needsRoom(event));
                }
            }
            if (found == null) {
                unreached++;
            } else {
                points.add(found);
            }
        }
        return new FaultPoints(points, calls, unreached, files);
    }

    private static boolean isPlain(String name) {
        return PLAIN.matcher(name).matches() && !name.equals(FaultPoint.ALL);
    }

    private static String nameOf(Path directory, Path path) {
        String name = directory.relativize(path).toString();
        return name.isEmpty() ? DIRECTORY : name;
    }

    private static final class Counters {
        private final Map<String, Integer> ofThread = new HashMap<>();
        private final Map<String, Integer> highest = new HashMap<>();

        /** Counts the call; its ordinal when no thread had made so many before, else 0. */
        int firstToReach(String filter, SyscallEvent event) {
            String key = filter + "\n" + event.call();
            int ordinal = ofThread.merge(key + "\n" + event.threadId(), 1, Integer::sum);
            if (ordinal <= highest.getOrDefault(key, 0)) {
                return 0;
            }
            highest.put(key, ordinal);
            return ordinal;
        }
    }
}
