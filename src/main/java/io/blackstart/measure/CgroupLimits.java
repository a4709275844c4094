package io.blackstart.measure;

import java.util.Optional;

/**
 * What control groups leave to this process, over all levels from its own group up to the mounted root.
 *
 * @param version {@code v1}, {@code v2}, {@code v1+v2}, or {@code none}
 * @param processors quota divided by period; infinite without a quota
 * @param memoryBytes the smallest limit, {@link Long#MAX_VALUE} without one
 * @param cpuset allowed processors as the kernel writes them, {@code all} without a list
 */
record CgroupLimits(String version, double processors, long memoryBytes, String cpuset) {
    /** A limit of version 1 above this is its way to say that there is none: it counts in pages up to 2^63. */
    private static final long UNLIMITED_FROM_BYTES = 1L << 60;

    /**
     * Reads the limits of the process whose group file and mounts are given.
     *
     * @param files of the machine
     * @param groups text of {@code /proc/self/cgroup}
     * @param mounts of the process
     */
    static CgroupLimits read(SystemFiles files, String groups, MountTable mounts) {
        var limits = new CgroupLimits("none", Double.POSITIVE_INFINITY, Long.MAX_VALUE, "all");
        for (String line : groups.split("\n", -1)) {
            String[] fields = line.split(":", 3);
            if (fields.length < 3) {
                continue;
            }
            boolean second = fields[1].isEmpty();
            Optional<Mount> mount = mounts.all().stream()
                    .filter(candidate -> second
                            ? candidate.fileSystem().equals("cgroup2")
                            : candidate.fileSystem().equals("cgroup") && sharesController(candidate, fields[1]))
                    .findFirst();
            if (mount.isPresent()) {
                limits = limits.tightened(files, second, mount.get(), fields[2]);
            }
        }
        return limits;
    }

    private static boolean sharesController(Mount mount, String controllers) {
        for (String controller : controllers.split(",", -1)) {
            if (mount.hasOption(controller)) {
                return true;
            }
        }
        return false;
    }

    /** Takes in one hierarchy, level by level upwards. */
    private CgroupLimits tightened(SystemFiles files, boolean second, Mount mount, String group) {
        CgroupLimits limits = new CgroupLimits(versionWith(second ? "v2" : "v1"), processors, memoryBytes, cpuset);
        // Within a container the mount shows only a part of the hierarchy: what lies above its root cannot be seen.
        String below =
                group.startsWith(mount.root()) ? group.substring(mount.root().length()) : "";
        String level = below.startsWith("/") || below.isEmpty() ? below : "/" + below;
        while (true) {
            String directory = mount.mountPoint() + (level.equals("/") ? "" : level);
            limits = second ? limits.withSecond(files, directory) : limits.withFirst(files, directory);
            int slash = level.lastIndexOf('/');
            if (slash < 0) {
                return limits;
            }
            level = level.substring(0, slash);
        }
    }

    private String versionWith(String seen) {
        return version.equals("none") || version.equals(seen) ? seen : "v1+v2";
    }

    private CgroupLimits withSecond(SystemFiles files, String directory) {
        String[] quota =
                files.read(directory + "/cpu.max").optional().orElse("max").split(" ", -1);
        double allowed = quota.length == 2 ? ratio(quota[0], quota[1]) : Double.POSITIVE_INFINITY;
        return tightest(
                allowed,
                bytes(files.read(directory + "/memory.max")),
                files.read(directory + "/cpuset.cpus.effective"));
    }

    private CgroupLimits withFirst(SystemFiles files, String directory) {
        String quota = files.read(directory + "/cpu.cfs_quota_us").optional().orElse("-1");
        String period = files.read(directory + "/cpu.cfs_period_us").optional().orElse("100000");
        return tightest(
                ratio(quota, period),
                bytes(files.read(directory + "/memory.limit_in_bytes")),
                files.read(directory + "/cpuset.cpus"));
    }

    private CgroupLimits tightest(double allowed, long bytes, SystemFiles.Reading cpus) {
        // The first list met is that of the lowest level, and a child's list is never wider than its parent's.
        boolean listed = cpuset.equals("all") && cpus.readable() && !cpus.text().isEmpty();
        return new CgroupLimits(
                version, Math.min(processors, allowed), Math.min(memoryBytes, bytes), listed ? cpus.text() : cpuset);
    }

    private static double ratio(String quota, String period) {
        return quota.matches("\\d{1,15}") && period.matches("[1-9]\\d{0,14}")
                ? (double) Long.parseLong(quota) / Long.parseLong(period)
                : Double.POSITIVE_INFINITY;
    }

    private static long bytes(SystemFiles.Reading reading) {
        if (!reading.readable() || !reading.text().matches("\\d{1,18}")) {
            return Long.MAX_VALUE;
        }
        long bytes = Long.parseLong(reading.text());
        return bytes >= UNLIMITED_FROM_BYTES ? Long.MAX_VALUE : bytes;
    }

    /** One line for people and for the class of the environment. */
    String describe() {
        return version + " cpu=" + (Double.isInfinite(processors) ? "unlimited" : Double.toString(processors))
                + " memory=" + (memoryBytes == Long.MAX_VALUE ? "unlimited" : Long.toString(memoryBytes)) + " cpuset="
                + cpuset;
    }
}
