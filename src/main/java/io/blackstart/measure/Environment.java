package io.blackstart.measure;

import java.time.Instant;
import java.util.List;

/**
 * The machine a run was made on. A field that a platform lacks by its nature is {@code not readable: <reason>}.
 *
 * @param envClass digest of a part of {@link Stable}, see {@link EnvironmentCollector#envClass}: runs compare only within one class
 * @param stable what a reboot leaves as it is
 * @param state what varies while a run goes on
 */
public record Environment(String envClass, Stable stable, State state) {
    /**
     * What does not vary while a run goes on.
     *
     * @param hardware processors and memory
     * @param system kernel and its limits
     * @param storage where the logs under test are written
     * @param jdk of the forks
     */
    public record Stable(Hardware hardware, OperatingSystem system, Storage storage, Jdk jdk) {}

    /**
     * Processors and memory.
     *
     * @param processor model name
     * @param microcode revision
     * @param architecture as the JVM names it
     * @param cores processors this process may use
     * @param governor of frequency, all distinct ones
     * @param memoryBytes installed, as the kernel counts it
     */
    public record Hardware(
            String processor, String microcode, String architecture, int cores, String governor, long memoryBytes) {}

    /**
     * Kernel and its limits.
     *
     * @param name of the operating system
     * @param kernel release and version
     * @param commandLine of the kernel, without what it passes on to the first process
     * @param virtualisation hypervisor or container, {@code none} on bare metal
     * @param cgroup version and limits on processors and memory
     * @param transparentHugePages the setting in force
     * @param clockSource of the kernel
     */
    public record OperatingSystem(
            String name,
            String kernel,
            String commandLine,
            String virtualisation,
            String cgroup,
            String transparentHugePages,
            String clockSource) {}

    /**
     * File system of the data directory.
     *
     * @param directory absolute path
     * @param fileSystem type, such as {@code ext4}
     * @param mountPoint where it is mounted
     * @param mountOptions of the mount and of the file system, comma separated
     * @param device block device or source
     * @param scheduler of the block device
     */
    public record Storage(
            String directory,
            String fileSystem,
            String mountPoint,
            String mountOptions,
            String device,
            String scheduler) {}

    /**
     * The JDK that runs the forks.
     *
     * @param vendor of the JDK
     * @param version full version with build
     * @param flags each fork is started with
     * @param collector garbage collector under these flags
     */
    public record Jdk(String vendor, String version, List<String> flags, String collector) {}

    /**
     * What varies.
     *
     * @param capturedAt wall clock
     * @param load averages over 1, 5 and 15 minutes
     * @param pressureCpu pressure stall information
     * @param pressureIo the same for disks
     * @param pressureMemory the same for memory
     * @param freeMemoryBytes available without swapping
     * @param freeDiskBytes on the file system of the data directory
     * @param temperature of each thermal zone
     */
    public record State(
            Instant capturedAt,
            String load,
            String pressureCpu,
            String pressureIo,
            String pressureMemory,
            long freeMemoryBytes,
            long freeDiskBytes,
            String temperature) {}
}
