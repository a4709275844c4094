package io.blackstart.measure;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory below which Blackstart may delete: it holds the marker file {@value #MARKER}, which names the process that owns it. Nothing outside
 * such a directory is ever removed, and no symbolic link is followed.
 */
public final class DataDirectory {
    /** The file that marks a directory as ours. */
    public static final String MARKER = ".blackstart-data";

    private DataDirectory() {}

    /**
     * Makes a directory, with its parents, and marks it as owned by this process. What a process that is no more left in it is removed first.
     *
     * @param directory missing, empty, owned by this process already, or left by one that is no more
     * @return {@code directory}
     * @throws BlackstartException LOCKED when another living process owns it, FOREIGN when it has files and no marker, DISK_FULL, IO
     */
    public static Path claim(Path directory) {
        if (isMarked(directory)) {
            if (isOwnedByThisProcess(directory)) {
                return directory;
            }
            remove(directory);
        }
        try {
            Files.createDirectories(directory);
            if (!isEmpty(directory)) {
                throw failure(
                        ErrorCode.FOREIGN, "has files and is not marked as a data directory of Blackstart", directory);
            }
            // Renamed into place, so that a marker is whole or not there.
            Path temporary = directory.resolve(MARKER + ".tmp");
            Files.writeString(temporary, OwnerId.ofThisProcess().encode());
            Files.move(temporary, directory.resolve(MARKER), StandardCopyOption.ATOMIC_MOVE);
            return directory;
        } catch (IOException e) {
            throw IoFailures.of("cannot make the data directory", directory, e);
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            // A marker that was never renamed belongs to a claim that was killed.
            return children.allMatch(child -> child.getFileName().toString().equals(MARKER + ".tmp"));
        }
    }

    /** Whether a path is a directory, not a link to one, that holds our marker. */
    public static boolean isMarked(Path directory) {
        return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(directory.resolve(MARKER), LinkOption.NOFOLLOW_LINKS);
    }

    /**
     * Whether the process that marked a directory may still live. Host, boot, process namespace, id and start time are compared, as ids are used
     * again; a process of another host or namespace cannot be seen from here and counts as living.
     *
     * @throws BlackstartException FOREIGN without a marker, CORRUPT when the marker cannot be understood, IO
     */
    public static boolean isOwnerAlive(Path directory) {
        return owner(directory).mayBeAlive();
    }

    /** Whether this process marked a directory. */
    static boolean isOwnedByThisProcess(Path directory) {
        return owner(directory).isThisProcess();
    }

    private static OwnerId owner(Path directory) {
        Path marker = directory.resolve(MARKER);
        if (!isMarked(directory)) {
            throw failure(ErrorCode.FOREIGN, "is not marked as a data directory of Blackstart", directory);
        }
        try {
            return OwnerId.decode(Files.readString(marker))
                    .orElseThrow(() -> failure(ErrorCode.CORRUPT, "the marker cannot be understood", marker));
        } catch (IOException e) {
            throw IoFailures.of("cannot read the marker", marker, e);
        }
    }

    /**
     * Directories left by runs that were killed: {@code parent} itself and its children, where marked and without an owner that may live.
     *
     * @param parent where data directories are kept; may be missing
     * @throws BlackstartException CORRUPT when a marker cannot be understood, IO
     */
    public static List<Path> stale(Path parent) {
        return marked(parent).stream()
                .filter(directory -> !owner(directory).mayBeAlive())
                .toList();
    }

    /** {@code parent} and its children, where marked. */
    static List<Path> marked(Path parent) {
        var marked = new ArrayList<Path>();
        if (isMarked(parent)) {
            marked.add(parent);
        }
        if (!Files.isDirectory(parent)) {
            return marked;
        }
        try (Stream<Path> children = Files.list(parent)) {
            children.filter(DataDirectory::isMarked).sorted().forEach(marked::add);
        } catch (IOException e) {
            throw IoFailures.of("cannot list", parent, e);
        }
        return marked;
    }

    /**
     * Removes a marked directory with all it holds, the marker last, so that an interrupted removal can be repeated. A link in it is removed,
     * what it points to is not.
     *
     * @throws BlackstartException FOREIGN without a marker, CORRUPT when it cannot be understood, LOCKED when another process that may be
     *     alive owns it, IO
     */
    public static void remove(Path directory) {
        OwnerId owner = owner(directory);
        if (!owner.isThisProcess() && owner.mayBeAlive()) {
            throw failure(ErrorCode.LOCKED, "belongs to process " + owner.pid() + ", which may be alive", directory);
        }
        Path marker = directory.resolve(MARKER);
        try {
            Files.walkFileTree(directory, new Remover(directory, marker));
            Files.delete(marker);
            Files.delete(directory);
        } catch (IOException e) {
            throw IoFailures.of("cannot remove the data directory", directory, e);
        }
    }

    private static BlackstartException failure(ErrorCode code, String message, Path path) {
        return new BlackstartException(code, message, path, BlackstartException.NO_POSITION, null);
    }

    /** Deletes everything below the top but the marker. */
    private static final class Remover extends SimpleFileVisitor<Path> {
        private final Path top;
        private final Path marker;

        private Remover(Path top, Path marker) {
            this.top = top;
            this.marker = marker;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (!file.equals(marker)) {
                Files.delete(file);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
            if (failure != null) {
                throw failure;
            }
            if (!visited.equals(top)) {
                Files.delete(visited);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
