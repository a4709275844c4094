package io.blackstart.crashkit.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From the trace of a run without faults, the points that hit every call of it, each call once where that can be done.
 *
 * <p>strace counts for each thread. When two threads make the same call, the one that first makes its nth call is hit, and the
 * other's nth call never is. Counting only the calls on one file, or on two, separates nearly all of what counting all files
 * mixes; what none of these reaches is {@link #unreachedCount}.
 *
 * @param points where to hit
 * @param callCount calls the run made on its log
 * @param unreachedCount those of them that no point hits
 * @param files names of the files the run touched, {@code .} for the directory itself
 */
record FaultPoints(List<FaultPoint> points, int callCount, int unreachedCount, Set<String> files) {
    /** The directory among the names of its files. */
    static final String DIRECTORY = ".";

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._@-]+");

    /** Finds the points of a trace. */
    static FaultPoints of(List<SyscallEvent> trace, Path directory) {
        List<Call> calls = trace.stream()
                .filter(event -> event.touches(directory))
                .map(event -> new Call(event, names(event, directory)))
                .toList();
        var files = new LinkedHashSet<String>();
        calls.forEach(call -> files.addAll(call.files()));
        Set<Integer> reached = new LinkedHashSet<>();
        var points = new ArrayList<@Nullable FaultPoint>();
        for (int i = 0; i < calls.size(); i++) {
            points.add(null);
        }
        reach(calls, FaultPoint.ALL, Set.of(), reached, points);
        List<String> plain =
                files.stream().filter(name -> PLAIN.matcher(name).matches()).toList();
        for (String file : plain) {
            reach(calls, file, Set.of(file), reached, points);
        }
        for (int i = 0; i < calls.size() && reached.size() < calls.size(); i++) {
            for (String own :
                    reached.contains(i) ? Set.<String>of() : calls.get(i).files()) {
                for (String other : plain) {
                    if (plain.contains(own) && !own.equals(other) && !reached.contains(i)) {
                        reach(calls, own + FaultPoint.AND + other, Set.of(own, other), reached, points);
                    }
                }
            }
        }
        List<FaultPoint> found =
                points.stream().flatMap(Stream::ofNullable).distinct().toList();
        return new FaultPoints(found, calls.size(), calls.size() - reached.size(), files);
    }

    private record Call(SyscallEvent event, Set<String> files) {
        /** msync names no file, so strace cannot tell one file's from another's. */
        boolean counts(Set<String> filter) {
            return filter.isEmpty() || files.stream().anyMatch(filter::contains);
        }
    }

    private static Set<String> names(SyscallEvent event, Path directory) {
        var names = new LinkedHashSet<String>();
        for (Path path : event.paths()) {
            if (path.startsWith(directory)) {
                String name = directory.relativize(path).toString();
                names.add(name.isEmpty() ? DIRECTORY : name);
            }
        }
        return names;
    }

    /** Counts as strace does with this filter and notes the calls it hits that nothing hit before. */
    private static void reach(
            List<Call> calls,
            String filterName,
            Set<String> filter,
            Set<Integer> reached,
            List<@Nullable FaultPoint> points) {
        Map<String, Integer> ofThread = new HashMap<>();
        Map<String, Integer> highest = new HashMap<>();
        for (int i = 0; i < calls.size(); i++) {
            SyscallEvent event = calls.get(i).event();
            if (!calls.get(i).counts(filter)) {
                continue;
            }
            int ordinal = ofThread.merge(event.call() + " " + event.threadId(), 1, Integer::sum);
            if (ordinal > highest.getOrDefault(event.call(), 0)) {
                highest.put(event.call(), ordinal);
                if (reached.add(i)) {
                    points.set(i, new FaultPoint(event.call(), filterName, ordinal, Syscalls.needsRoom(event)));
                }
            }
        }
    }
}
