package io.blackstart.measure;

import io.blackstart.BlackstartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The checks of the {@link Doctor} that look at the data directory. It need not exist: then its nearest parent answers for it. */
final class DataChecks {
    /** File systems are slow, and some fail, before they are quite full. */
    private static final double ROOM_MARGIN = 1.1;

    /** A loop device on a file on a loop device: deep enough. */
    private static final int DEEPEST_LOOP = 4;

    private static final String OTHER_DATA = "choose another directory with --data";

    private final SystemFiles files;
    private final JvmFacts jvm;

    DataChecks(SystemFiles files, JvmFacts jvm) {
        this.files = files;
        this.jvm = jvm;
    }

    List<Finding> examine(DoctorRequest request) {
        Path directory = request.dataDirectory().toAbsolutePath().normalize();
        Path existing = nearestExisting(directory);
        var findings = new ArrayList<Finding>();
        findings.add(writable(directory, existing));
        if (files.isLinux()) {
            var linux = new LinuxFacts(files);
            Mount mount = linux.mountOf(existing);
            findings.add(fileSystem(mount, request.durable()));
            findings.add(options(mount, request.durable()));
            findings.add(device(linux, mount, request.durable()));
        } else {
            findings.add(portableFileSystem(existing, request.durable()));
        }
        findings.add(room(existing, request.requiredBytes()));
        findings.add(temporary(directory, existing));
        findings.addAll(leftovers(directory));
        return findings;
    }

    /** The real path of the directory, or of its lowest parent that is there. */
    private static Path nearestExisting(Path directory) {
        Path candidate = directory;
        while (candidate != null && !Files.exists(candidate)) {
            candidate = candidate.getParent();
        }
        try {
            return candidate == null ? directory : candidate.toRealPath();
        } catch (IOException e) {
            throw IoFailures.of("cannot look at", candidate, e);
        }
    }

    private static Finding writable(Path directory, Path existing) {
        String where = existing.toString();
        if (!Files.isDirectory(existing) || (Files.exists(directory) && !Files.isDirectory(directory))) {
            return Finding.refuse("data.writable", "is not a directory", where, OTHER_DATA);
        }
        try {
            Files.delete(Files.createTempFile(existing, ".blackstart-probe", ""));
            return Finding.ok("data.writable", "can be written", where);
        } catch (IOException e) {
            String what = "cannot be written: " + e.getClass().getSimpleName() + " " + e.getMessage();
            return Finding.refuse("data.writable", what, where, OTHER_DATA);
        }
    }

    private static Finding fileSystem(Mount mount, boolean durable) {
        String where = mount.mountPoint();
        String type = mount.fileSystem();
        return ofKind(FileSystems.of(type), type, where, durable);
    }

    private static Finding ofKind(FileSystems kind, String type, String where, boolean durable) {
        String id = "data.filesystem";
        String remedy = "choose a directory on a local disk with --data";
        return switch (kind) {
            case LOCAL -> Finding.ok(id, type, where);
            case MEMORY -> refuseIf(durable, id, type + " is memory: a sync costs nothing there", where, remedy);
            case LAYERED -> refuseIf(durable, id, type + " may skip or delay a sync", where, remedy);
            case REMOTE -> Finding.warn(id, type + ": figures will be those of a network or a host", where, remedy);
            case UNKNOWN -> Finding.warn(id, type + " is not known: is its sync real?", where, remedy);
        };
    }

    private static Finding refuseIf(boolean durable, String id, String what, String where, String remedy) {
        return durable ? Finding.refuse(id, what, where, remedy) : Finding.warn(id, what, where, remedy);
    }

    private static Finding options(Mount mount, boolean durable) {
        String id = "data.options";
        String where = mount.mountPoint();
        String all = mount.allOptions();
        if (mount.hasOption("nobarrier") || mount.hasOption("barrier=0")) {
            return refuseIf(
                    durable,
                    id,
                    "without barriers a sync does not reach the disk: " + all,
                    where,
                    "mount it with barriers");
        }
        // Options come as compress=zstd:3, compress-force=lzo and so on.
        if (all.contains("compress")) {
            return Finding.warn(id, "compresses what is written: " + all, where, "mount it without compression");
        }
        return Finding.ok(id, all, where);
    }

    private Finding device(LinuxFacts linux, Mount mount, boolean durable) {
        String id = "data.device";
        var devices = new BlockDevices(files);
        Optional<String> name = devices.nameOf(mount);
        if (name.isEmpty()) {
            return Finding.ok(id, "no block device of its own", mount.source());
        }
        Optional<String> memory = memoryBelow(linux, devices, name.get(), DEEPEST_LOOP);
        return memory.map(what ->
                        refuseIf(durable, id, what, name.get(), "choose a directory on a local disk with --data"))
                .orElseGet(() -> Finding.ok(id, name.get() + " on " + devices.disksBelow(name.get()), mount.source()));
    }

    /** What makes a device memory, following device mapper, RAID and loops; empty for real disks. */
    private static Optional<String> memoryBelow(LinuxFacts linux, BlockDevices devices, String name, int depth) {
        for (String disk : devices.disksBelow(name)) {
            if (BlockDevices.isMemory(disk)) {
                return Optional.of(disk + " is memory: a sync costs nothing there");
            }
            Optional<String> backing = devices.backingFileOf(disk);
            if (backing.isEmpty() || depth == 0) {
                continue;
            }
            Optional<Mount> mount = linux.mounts().holding(Path.of(backing.get()));
            if (mount.isEmpty()) {
                continue;
            }
            if (FileSystems.of(mount.get().fileSystem()) == FileSystems.MEMORY) {
                return Optional.of(disk + " is a file on " + mount.get().fileSystem() + ": " + backing.get());
            }
            Optional<String> below =
                    devices.nameOf(mount.get()).flatMap(lower -> memoryBelow(linux, devices, lower, depth - 1));
            if (below.isPresent()) {
                return below;
            }
        }
        return Optional.empty();
    }

    private static Finding portableFileSystem(Path existing, boolean durable) {
        try {
            String type = Files.getFileStore(existing).type();
            return ofKind(FileSystems.of(type), type, existing.toString(), durable);
        } catch (IOException e) {
            throw IoFailures.of("cannot ask for the file system", existing, e);
        }
    }

    private static Finding room(Path existing, long requiredBytes) {
        long free = MachineFacts.freeDiskBytes(existing);
        String what = (free >> 20) + " MiB free, the plan writes up to " + (requiredBytes >> 20) + " MiB";
        return free < requiredBytes * ROOM_MARGIN
                ? Finding.refuse(
                        "data.room", what, existing.toString(), "free room, choose a smaller profile, or " + OTHER_DATA)
                : Finding.ok("data.room", what, existing.toString());
    }

    private Finding temporary(Path directory, Path existing) {
        Path temporary = jvm.temporaryDirectory().toAbsolutePath().normalize();
        String where = directory.toString();
        if (directory.equals(temporary) || isSame(directory, temporary)) {
            return Finding.refuse("data.temporary", "is the temporary directory itself", where, OTHER_DATA);
        }
        return directory.startsWith(temporary) || existing.startsWith(temporary)
                ? Finding.warn(
                        "data.temporary",
                        "lies below the temporary directory, which others fill and clean",
                        where,
                        OTHER_DATA)
                : Finding.ok("data.temporary", "is not a temporary directory", where);
    }

    private static boolean isSame(Path directory, Path temporary) {
        try {
            return Files.exists(directory) && Files.exists(temporary) && Files.isSameFile(directory, temporary);
        } catch (IOException e) {
            throw IoFailures.of("cannot look at", directory, e);
        }
    }

    private static List<Finding> leftovers(Path directory) {
        var findings = new ArrayList<Finding>();
        List<Path> marked =
                Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) ? DataDirectory.marked(directory) : List.of();
        for (Path candidate : marked) {
            leftover(candidate, candidate.equals(directory)).ifPresent(findings::add);
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok("data.stale", "nothing left of a killed run", directory.toString()));
        }
        return findings;
    }

    private static Optional<Finding> leftover(Path candidate, boolean top) {
        String where = candidate.toString();
        try {
            if (!DataDirectory.isOwnerAlive(candidate)) {
                return Optional.of(Finding.warn(
                        "data.stale",
                        "left by a run that was killed",
                        where,
                        "blackstart removes it before the next run"));
            }
            return top && !DataDirectory.isOwnedByThisProcess(candidate)
                    ? Optional.of(Finding.refuse("data.stale", "another run is using it", where, OTHER_DATA))
                    : Optional.empty();
        } catch (BlackstartException e) {
            return Optional.of(Finding.warn(
                    "data.stale", String.valueOf(e.getMessage()), where, "look into it, and remove it by hand"));
        }
    }
}
