package io.blackstart.crashkit.root;

import io.blackstart.crashkit.process.FileTrees;
import io.blackstart.crashkit.process.OutsideProgram;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The one folder below which everything of a run is mounted. Its name, {@code blackstart-root-PID}, and a marker file in it tell
 * it from all else. Closing it unmounts, detaches and removes all below it; what a killed run left behind is found by that name,
 * among the mounts and below the directory of this run, and undone the same way once no process has that id.
 *
 * <p>Images lie on a file system that can copy a file in one instant by sharing its blocks: the directory's own when it can, else
 * an XFS in an image of its own. A copy that took its time would mix states of the device that never were together. Safe for
 * many threads.
 */
final class RootArea implements AutoCloseable {
    private static final String NAME = "blackstart-root-";
    private static final String MARKER = ".blackstart-root";
    private static final Pattern FOLDER = Pattern.compile(Pattern.quote(NAME) + "(\\d+)");
    private static final long STORE_BYTES = 8L << 30;

    private final Path folder;
    private final Path images;
    private final AtomicInteger serial = new AtomicInteger();
    private final Thread hook;

    private RootArea(Path folder) {
        this.folder = folder;
        this.images = folder.resolve("images");
        // A run that is interrupted cleans up too; one that is killed leaves it to the next.
        this.hook = new Thread(() -> undo(folder), "crash-kit-unmount");
    }

    /**
     * Makes the folder.
     *
     * @throws IllegalStateException when no file system here copies at one instant
     */
    static RootArea create(Path directory) {
        try {
            Files.createDirectories(directory);
            Path folder = directory
                    .toRealPath()
                    .resolve(NAME + ProcessHandle.current().pid());
            undo(folder);
            Files.createDirectory(folder);
            Files.writeString(folder.resolve(MARKER), "everything below is the crash kit's and is removed with it\n");
            var area = new RootArea(folder);
            Runtime.getRuntime().addShutdownHook(area.hook);
            Files.createDirectory(area.images);
            area.prepareStore();
            return area;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void prepareStore() {
        if (!copiesAtOnce(images)) {
            Path store = sparseFile(folder.resolve("store.img"), STORE_BYTES);
            OutsideProgram.require(List.of("mkfs.xfs", "-q", "-f", "-m", "reflink=1", store.toString()));
            OutsideProgram.require(List.of("mount", "-o", "loop", store.toString(), images.toString()));
        }
        if (!copiesAtOnce(images)) {
            throw new IllegalStateException("no file system here copies a file at one instant, not even XFS");
        }
    }

    private static boolean copiesAtOnce(Path where) {
        Path from = where.resolve("reflink-from");
        Path to = where.resolve("reflink-to");
        try {
            Files.writeString(from, "x".repeat(1 << 13));
            return OutsideProgram.run(List.of("cp", "--reflink=always", from.toString(), to.toString()))
                    .succeeded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            FileTrees.remove(from);
            FileTrees.remove(to);
        }
    }

    /** A path for an image that no other has. */
    Path newImage(String label) {
        return images.resolve(label + "-" + serial.incrementAndGet() + ".img");
    }

    /** An empty folder to mount on, that no other has. */
    Path newMountPoint(String label) {
        Path point = folder.resolve(label + "-" + serial.incrementAndGet());
        try {
            return Files.createDirectory(point);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A path below the folder for a socket, a trigger and the like. */
    Path newFile(String label) {
        return folder.resolve(label + "-" + serial.incrementAndGet());
    }

    /** Makes a file of this size that takes no room yet. */
    static Path sparseFile(Path file, long bytes) {
        try (var made = new RandomAccessFile(file.toFile(), "rw")) {
            made.setLength(bytes);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        undo(folder);
        Runtime.getRuntime().removeShutdownHook(hook);
    }

    /**
     * Undoes what runs left that were killed.
     *
     * @param directory where a new run is going to work
     * @return what was undone, a line each
     */
    static List<String> undoLeftovers(Path directory) {
        var lines = new ArrayList<String>();
        for (Path folder : leftovers(directory)) {
            undo(folder);
            lines.add("undone: mounts and images that a killed run left in " + folder);
        }
        return lines;
    }

    private static Set<Path> leftovers(Path directory) {
        var found = new LinkedHashSet<Path>();
        for (Path point : MountTable.points()) {
            for (Path path = point; path != null; path = path.getParent()) {
                if (isDeadArea(path)) {
                    found.add(path);
                }
            }
        }
        if (Files.isDirectory(directory)) {
            try (Stream<Path> inside = Files.list(directory)) {
                inside.filter(RootArea::isDeadArea).forEach(found::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return found;
    }

    /** Ours by name and marker, and its process is gone. */
    private static boolean isDeadArea(Path folder) {
        Path name = folder.getFileName();
        Matcher matcher = FOLDER.matcher(name == null ? "" : name.toString());
        if (!matcher.matches() || !Files.isRegularFile(folder.resolve(MARKER))) {
            return false;
        }
        Optional<ProcessHandle> owner = ProcessHandle.of(Long.parseLong(matcher.group(1)));
        return owner.isEmpty() || !owner.get().isAlive();
    }

    /** Unmounts, detaches and removes all below a folder, innermost first. */
    private static void undo(Path folder) {
        for (Path point : MountTable.below(folder)) {
            if (!OutsideProgram.run(List.of("umount", point.toString())).succeeded()) {
                OutsideProgram.require(List.of("umount", "--lazy", point.toString()));
            }
        }
        for (Path loop : MountTable.loopsBelow(folder)) {
            OutsideProgram.run(List.of("losetup", "--detach", loop.toString()));
        }
        FileTrees.remove(folder);
    }
}
