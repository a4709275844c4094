package io.blackstart.crashkit.root;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is mounted where, from the kernel. Stateless. */
final class MountTable {
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");
    private static final int MOUNT_POINT = 4;

    private MountTable() {}

    /** Mount points below a folder, the last mounted first. */
    static List<Path> below(Path folder) {
        List<Path> points = new ArrayList<>(
                points().stream().filter(point -> point.startsWith(folder)).toList());
        Collections.reverse(points);
        return points;
    }

    /** All mount points, in the order in which they were mounted. */
    static List<Path> points() {
        try {
            return Files.readAllLines(MOUNTS, StandardCharsets.UTF_8).stream()
                    .map(line -> Path.of(unescape(line.split(" ", -1)[MOUNT_POINT])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Loop devices whose image lies below a folder. */
    static List<Path> loopsBelow(Path folder) {
        try (Stream<Path> devices = Files.list(Path.of("/sys/block"))) {
            return devices.filter(device -> {
                        Path file = device.resolve("loop").resolve("backing_file");
                        return Files.exists(file) && backing(file).startsWith(folder);
                    })
                    .map(device -> Path.of("/dev").resolve(device.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path backing(Path file) {
        try {
            return Path.of(Files.readString(file).strip().replace(" (deleted)", ""));
        } catch (IOException detachedMeanwhile) {
            return Path.of("");
        }
    }

    /** The kernel writes space, tab, newline and backslash as three octal digits. */
    static String unescape(String field) {
        return OCTAL.matcher(field)
                .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(
                        Character.toString((char) Integer.parseInt(found.group(1), 8))));
    }
}
