package io.blackstart.crashkit.root;

import io.blackstart.crashkit.process.FileTrees;
import io.blackstart.crashkit.process.OutsideProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A file system of its own in an image, mounted. Closing it unmounts and removes the image. For one thread.
 */
final class Volume implements AutoCloseable {
    private static final int BUSY_TRIES = 40;
    private static final long BUSY_NANOS = 50_000_000;

    private final RootArea area;
    private final FileSystemKind kind;
    private final Path image;
    private final Path mountPoint;
    private boolean mounted;

    private Volume(RootArea area, FileSystemKind kind, Path image, Path mountPoint) {
        this.area = area;
        this.kind = kind;
        this.image = image;
        this.mountPoint = mountPoint;
    }

    /** Makes and mounts an empty one. */
    static Volume create(RootArea area, FileSystemKind kind) {
        Path image = RootArea.sparseFile(area.newImage(kind.word()), kind.imageBytes());
        OutsideProgram.require(kind.makeCommand(image));
        var volume = new Volume(area, kind, image, area.newMountPoint(kind.word()));
        volume.mount();
        return volume;
    }

    /**
     * Cuts the power, for a copy: the image as it is at this instant, without what the file system has not written to it yet.
     * Not mounted.
     */
    Volume cut() {
        Path copy = area.newImage(kind.word() + "-cut");
        OutsideProgram.require(List.of("cp", "--reflink=always", image.toString(), copy.toString()));
        return new Volume(area, kind, copy, area.newMountPoint(kind.word() + "-cut"));
    }

    /** Mounts it, which replays its journal. */
    void mount() {
        OutsideProgram.require(List.of("mount", "-o", kind.mountOptions(), image.toString(), mountPoint.toString()));
        mounted = true;
    }

    /** Unmounts it; the page cache of its files goes too. */
    void unmount() {
        unmount(mountPoint);
        mounted = false;
    }

    /** Unmounts, waiting for whoever lets go of files there just now, such as a killed writer. */
    static void unmount(Path point) {
        List<String> command = List.of("umount", point.toString());
        for (int left = BUSY_TRIES; left > 0; left--) {
            if (OutsideProgram.run(command).succeeded()) {
                return;
            }
            LockSupport.parkNanos(BUSY_NANOS);
        }
        OutsideProgram.require(command);
    }

    /** Where it is mounted. */
    Path mountPoint() {
        return mountPoint;
    }

    /** Where the log under test lies. */
    Path log() {
        return mountPoint.resolve("log");
    }

    @Override
    public void close() {
        if (mounted) {
            // A writer that was just killed may hold it for a moment yet.
            if (!OutsideProgram.run(List.of("umount", mountPoint.toString())).succeeded()) {
                OutsideProgram.require(List.of("umount", "--lazy", mountPoint.toString()));
            }
            mounted = false;
        }
        FileTrees.remove(image);
        FileTrees.remove(mountPoint);
    }
}
