package io.blackstart.measure;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** Block devices as {@code /sys} shows them. */
final class BlockDevices {
    private static final String CLASS_BLOCK = "/sys/class/block/";

    private final SystemFiles files;

    BlockDevices(SystemFiles files) {
        this.files = files;
    }

    /** The kernel's name of the device below a mount, such as {@code vda1}; empty for file systems that have none, such as tmpfs. */
    Optional<String> nameOf(Mount mount) {
        Optional<String> byNumber = lastName("/sys/dev/block/" + mount.deviceNumber());
        if (byNumber.isPresent()) {
            return byNumber;
        }
        // btrfs and zfs have numbers of their own; the source still names a device.
        if (!mount.source().startsWith("/dev/")) {
            return Optional.empty();
        }
        return lastName(mount.source()).filter(name -> files.exists(CLASS_BLOCK + name));
    }

    private Optional<String> lastName(String path) {
        return files.realPath(path).map(real -> real.getFileName().toString());
    }

    /** The scheduler in force of a device, or of the disk it is a partition of. */
    String schedulerOf(String name) {
        SystemFiles.Reading own = files.read(CLASS_BLOCK + name + "/queue/scheduler");
        if (own.readable()) {
            return KernelSettings.chosen(own.text());
        }
        String disk = diskOf(name);
        SystemFiles.Reading ofDisk = files.read(CLASS_BLOCK + disk + "/queue/scheduler");
        return ofDisk.readable() ? KernelSettings.chosen(ofDisk.text()) : ofDisk.text();
    }

    /** The disk that a partition lies on; a device that is none is its own disk. */
    private String diskOf(String name) {
        if (!files.exists(CLASS_BLOCK + name + "/partition")) {
            return name;
        }
        return files.realPath(CLASS_BLOCK + name)
                .map(Path::getParent)
                .map(parent -> parent.getFileName().toString())
                .orElse(name);
    }

    /**
     * What a device finally rests on: disks, followed through partitions, device mapper and software RAID.
     *
     * @param name of the device
     * @return names of disks, at least one
     */
    List<String> disksBelow(String name) {
        var disks = new ArrayList<String>();
        String disk = diskOf(name);
        List<String> slaves = files.list(CLASS_BLOCK + disk + "/slaves");
        for (String slave : slaves) {
            disks.addAll(disksBelow(slave));
        }
        return slaves.isEmpty() ? List.of(disk) : disks;
    }

    /** The file behind a loop device; empty for any other device. */
    Optional<String> backingFileOf(String disk) {
        return files.read(CLASS_BLOCK + disk + "/loop/backing_file").optional();
    }

    /** Whether a disk is memory under another name. */
    static boolean isMemory(String disk) {
        return disk.matches("(zram|ram)\\d+");
    }

    /** All disks with their properties, one a line: size, rotational, scheduler, write cache, model. */
    String dump() {
        var table = new StringJoiner("\n", "name size_bytes rotational scheduler write_cache model\n", "\n");
        for (String disk : files.list("/sys/block")) {
            String base = "/sys/block/" + disk;
            String sectors = files.read(base + "/size").text();
            String sizeBytes = sectors.matches("\\d{1,15}") ? Long.toString(Long.parseLong(sectors) * 512) : sectors;
            table.add(String.join(
                    " ",
                    disk,
                    sizeBytes,
                    orDash(base + "/queue/rotational"),
                    orDash(base + "/queue/scheduler").replace(' ', ','),
                    orDash(base + "/queue/write_cache").replace(' ', '-'),
                    orDash(base + "/device/model")));
        }
        return table.toString();
    }

    private String orDash(String path) {
        return files.read(path).optional().filter(text -> !text.isEmpty()).orElse("-");
    }
}
