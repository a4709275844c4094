package io.blackstart.crashkit.root;

import io.blackstart.crashkit.process.OutsideProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The file systems that logs are tried on, each in an image about as small as it can be made. */
enum FileSystemKind {
    /** Journals metadata; data is written before the metadata that points to it. */
    EXT4("e2fsprogs", 64, "mkfs.ext4 -q -F", "loop"),
    /** Journals metadata; 300 MiB is the least that mkfs.xfs makes. */
    XFS("xfsprogs", 300, "mkfs.xfs -q -f", "loop,nouuid"),
    /** Copies on write, data and metadata; 109 MiB is the least that mkfs.btrfs makes. */
    BTRFS("btrfs-progs", 160, "mkfs.btrfs -q -f", "loop");

    /** From here on btrfs mounts a copy beside its original. */
    private static final int CLONES_MAJOR = 6;

    private static final int CLONES_MINOR = 7;

    private final String packageName;
    private final int mebibytes;
    private final String make;
    private final String mountOptions;

    FileSystemKind(String packageName, int mebibytes, String make, String mountOptions) {
        this.packageName = packageName;
        this.mebibytes = mebibytes;
        this.make = make;
        this.mountOptions = mountOptions;
    }

    /** As the kernel calls it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Size of an image in bytes; nearly all of it is a hole. */
    long imageBytes() {
        return (long) mebibytes << 20;
    }

    /** The command that makes one in an image. */
    List<String> makeCommand(Path image) {
        var command = new ArrayList<>(List.of(make.split(" ", -1)));
        command.add(image.toString());
        return command;
    }

    /** Options for mounting an image, also beside another with the same identity. */
    String mountOptions() {
        return mountOptions;
    }

    /** Why it cannot be tried here; empty when it can. */
    Optional<String> missing() {
        String program = make.substring(0, make.indexOf(' '));
        if (OutsideProgram.find(program).isEmpty()) {
            return Optional.of("program " + program + " (package " + packageName + ") is missing");
        }
        if (this == BTRFS && !kernelClones(System.getProperty("os.version"))) {
            return Optional.of("the kernel, " + System.getProperty("os.version")
                    + ", does not mount a copy of a mounted btrfs; 6.7 does");
        }
        return Optional.empty();
    }

    /** Whether a kernel of this version mounts a copy of a mounted btrfs under an identity of its own. */
    static boolean kernelClones(String version) {
        String[] parts = version.split("[^0-9]+", -1);
        int major = parts[0].isEmpty() ? 0 : Integer.parseInt(parts[0]);
        int minor = parts.length > 1 && !parts[1].isEmpty() ? Integer.parseInt(parts[1]) : 0;
        return major > CLONES_MAJOR || (major == CLONES_MAJOR && minor >= CLONES_MINOR);
    }

    static FileSystemKind of(String word) {
        for (FileSystemKind kind : values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("fs=" + word + " must be ext4, xfs or btrfs");
    }
}
