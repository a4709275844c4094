package io.blackstart.crashkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@code strace -f -y} wrote: one event a call, in the order in which the calls began. Stateless. */
final class SyscallTrace {
    private static final Pattern CALL = Pattern.compile("^(\\d+)\\s+([a-z_0-9]+)\\((.*)$");
    private static final Pattern RESUMED = Pattern.compile("^(\\d+)\\s+<\\.\\.\\. ([a-z_0-9]+) resumed>(.*)$");
    private static final Pattern RESULT = Pattern.compile("\\)\\s+= (-?\\d+|0x[0-9a-f]+|\\?)(.*)$");
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final Pattern DESCRIPTOR = Pattern.compile("(?<![A-Z_])\\d+<(/[^>]*)>");
    private static final Pattern DIRECTORY_RELATIVE = Pattern.compile("(?:AT_FDCWD|\\d+)<(/[^>]*)>, \"([^/][^\"]*)\"");

    private SyscallTrace() {}

    /** Reads a trace file; one that does not exist holds no event. */
    static List<SyscallEvent> read(Path file) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return parse(Files.readAllLines(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the lines of a trace. */
    static List<SyscallEvent> parse(List<String> lines) {
        var events = new ArrayList<SyscallEvent>();
        Map<Integer, Integer> unfinished = new HashMap<>();
        for (String line : lines) {
            Matcher resumed = RESUMED.matcher(line);
            Matcher call = CALL.matcher(line);
            if (resumed.matches()) {
                int thread = Integer.parseInt(resumed.group(1));
                Integer at = unfinished.remove(thread);
                if (at != null) {
                    events.set(at, finished(events.get(at), resumed.group(3)));
                }
            } else if (call.matches()) {
                int thread = Integer.parseInt(call.group(1));
                if (line.contains("<unfinished ...>")) {
                    unfinished.put(thread, events.size());
                }
                events.add(event(thread, call.group(2), call.group(3), line));
            }
        }
        return events;
    }

    private static SyscallEvent event(int thread, String call, String rest, String line) {
        var paths = new ArrayList<Path>();
        Matcher relative = DIRECTORY_RELATIVE.matcher(rest);
        while (relative.find()) {
            paths.add(Path.of(relative.group(1)).resolve(relative.group(2)).normalize());
        }
        Matcher quoted = QUOTED.matcher(rest);
        while (quoted.find()) {
            if (quoted.group(1).startsWith("/")) {
                paths.add(Path.of(quoted.group(1)));
            }
        }
        // What an open returns repeats its path; a descriptor behind the closing bracket is the result.
        Matcher descriptor = DESCRIPTOR.matcher(rest);
        while (descriptor.find()) {
            paths.add(Path.of(descriptor.group(1).replace(" (deleted)", "")));
        }
        var event = new SyscallEvent(thread, call, List.copyOf(paths), rest.contains("O_CREAT"), false, false, line);
        return finished(event, rest);
    }

    private static SyscallEvent finished(SyscallEvent begun, String rest) {
        Matcher result = RESULT.matcher(rest);
        if (!result.find()) {
            return begun;
        }
        return new SyscallEvent(
                begun.threadId(),
                begun.call(),
                begun.paths(),
                begun.creating(),
                result.group(1).equals("-1"),
                rest.contains("(INJECTED)") || rest.contains("(DELAYED)"),
                begun.line().contains("<unfinished") ? begun.line() + rest : begun.line());
    }
}
