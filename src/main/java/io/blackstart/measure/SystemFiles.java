package io.blackstart.measure;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files in which a kernel tells about itself, below a root: {@code /} of this machine, or a folder of texts from another one in a test.
 */
final class SystemFiles {
    /** How a text begins that stands for one that could not be read. */
    static final String NOT_READABLE = "not readable: ";

    private final Path root;

    SystemFiles(Path root) {
        this.root = root;
    }

    static SystemFiles ofSystem() {
        return new SystemFiles(Path.of("/"));
    }

    /** Whether a kernel file system of Linux is there at all. */
    boolean isLinux() {
        return exists("/proc/stat");
    }

    /** Where an absolute path of the described machine is on this one. */
    Path at(String path) {
        return root.resolve(path.substring(1));
    }

    boolean exists(String path) {
        return Files.exists(at(path));
    }

    /** The text of a file without white space at its ends, or why there is none. */
    Reading read(String path) {
        try {
            byte[] bytes = Files.readAllBytes(at(path));
            return new Reading(new String(bytes, StandardCharsets.UTF_8).strip(), true);
        } catch (NoSuchFileException e) {
            return new Reading(NOT_READABLE + "no " + path, false);
        } catch (IOException e) {
            return new Reading(NOT_READABLE + path + " " + e.getClass().getSimpleName() + " " + reasonOf(e), false);
        }
    }

    private static String reasonOf(IOException e) {
        return String.valueOf(e.getMessage()).replace('\n', ' ');
    }

    /**
     * The text of a file that every Linux has.
     *
     * @throws BlackstartException MISSING without it
     */
    String require(String path) {
        Reading reading = read(path);
        if (!reading.readable()) {
            throw new BlackstartException(
                    ErrorCode.MISSING, "the environment cannot be recorded: " + reading.text(), at(path), -1, null);
        }
        return reading.text();
    }

    /** Names in a directory, sorted; empty when there is no such directory or it may not be listed. */
    List<String> list(String directory) {
        try (Stream<Path> children = Files.list(at(directory))) {
            return children.map(child -> child.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The name that the last element of a path has once links are followed, such as that of a device behind its number. */
    Optional<Path> realPath(String path) {
        try {
            return Optional.of(at(path).toRealPath());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What a symbolic link holds; empty when it may not be read. */
    static String linkTarget(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * A text, or why there is none.
     *
     * @param text of the file, or {@code not readable: <reason>}
     * @param readable which of both
     */
    record Reading(String text, boolean readable) {
        /** The text, or empty when there is none. */
        Optional<String> optional() {
            return readable ? Optional.of(text) : Optional.empty();
        }
    }
}
