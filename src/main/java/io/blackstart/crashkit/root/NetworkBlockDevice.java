package io.blackstart.crashkit.root;

import io.blackstart.crashkit.process.FileTrees;
import io.blackstart.crashkit.process.OutsideProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A block device that fails on demand: nbdkit serves an image through its error filter, nbdfuse shows it as a file, a loop device
 * makes that file mountable. While a trigger file exists, every write, or every read, ends in EIO. Closing it ends both
 * servers. For one thread.
 */
final class NetworkBlockDevice implements AutoCloseable {
    private static final String DISK = "disk";
    private static final long START_TIMEOUT_SECONDS = 20;
    private static final long END_TIMEOUT_SECONDS = 20;

    private final Process server;
    private final Path mountPoint;
    private final Path writeTrigger;
    private final Path readTrigger;

    private NetworkBlockDevice(Process server, Path mountPoint, Path writeTrigger, Path readTrigger) {
        this.server = server;
        this.mountPoint = mountPoint;
        this.writeTrigger = writeTrigger;
        this.readTrigger = readTrigger;
    }

    /** Why there can be none here; empty when there can. */
    static Optional<String> missing() {
        Optional<String> program = Stream.of("nbdkit", "nbdfuse")
                .filter(name -> OutsideProgram.find(name).isEmpty())
                .findFirst()
                .map(name -> "program " + name + " (packages nbdkit, libnbd-bin) is missing");
        return program.or(() ->
                Files.exists(Path.of("/dev/fuse")) ? Optional.empty() : Optional.of("the kernel has no /dev/fuse"));
    }

    /** Serves an image. */
    static NetworkBlockDevice serve(RootArea area, Path image) {
        Path ready = area.newMountPoint("nbd-ready");
        Path pidFile = ready.resolve("pid");
        Path mountPoint = area.newMountPoint("nbd");
        Path writeTrigger = area.newFile("fail-writes");
        Path readTrigger = area.newFile("fail-reads");
        var command = new ArrayList<>(List.of("nbdfuse", "-P", pidFile.toString()));
        command.addAll(List.of(mountPoint.resolve(DISK).toString(), "--command"));
        command.addAll(List.of("nbdkit", "-s", "--exit-with-parent", "--filter=error", "file", image.toString()));
        command.addAll(List.of("error-pwrite=EIO", "error-pwrite-rate=100%", "error-pwrite-file=" + writeTrigger));
        command.addAll(List.of("error-pread=EIO", "error-pread-rate=100%", "error-pread-file=" + readTrigger));
        try (WatchService watch = FileSystems.getDefault().newWatchService()) {
            ready.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            Process server = new ProcessBuilder(OutsideProgram.resolved(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            WatchKey key = watch.poll(START_TIMEOUT_SECONDS, TimeUnit.SECONDS);
            if (key == null && !Files.exists(pidFile)) {
                server.destroyForcibly();
                throw new IllegalStateException("nbdfuse did not start: " + String.join(" ", command));
            }
            return new NetworkBlockDevice(server, mountPoint, writeTrigger, readTrigger);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while nbdfuse started", e);
        }
    }

    /** The file that is the device. */
    Path device() {
        return mountPoint.resolve(DISK);
    }

    /** From now on every write of the device fails. */
    void failWrites() {
        touch(writeTrigger);
    }

    /** From now on every read of the device fails. */
    void failReads() {
        touch(readTrigger);
    }

    /** It works again. */
    void heal() {
        FileTrees.remove(writeTrigger);
        FileTrees.remove(readTrigger);
    }

    private static void touch(Path file) {
        try {
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        heal();
        OutsideProgram.run(List.of("umount", mountPoint.toString()));
        try {
            if (!server.waitFor(END_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        } catch (InterruptedException e) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while nbdfuse ended", e);
        }
    }
}
