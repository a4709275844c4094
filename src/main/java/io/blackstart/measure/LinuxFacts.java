package io.blackstart.measure;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads the environment from the kernel files of Linux. */
final class LinuxFacts implements MachineFacts {
    private static final String CPUINFO_PATH = "/proc/cpuinfo";
    private static final String CPU_DIRECTORY = "/sys/devices/system/cpu";
    private static final String HUGE_PAGES_PATH = "/sys/kernel/mm/transparent_hugepage/enabled";
    private static final String CLOCK_SOURCE_PATH = "/sys/devices/system/clocksource/clocksource0/current_clocksource";

    private final SystemFiles files;

    LinuxFacts(SystemFiles files) {
        this.files = files;
    }

    @Override
    public Environment.Hardware hardware() {
        CpuInfo cpu = CpuInfo.parse(files.require(CPUINFO_PATH));
        return new Environment.Hardware(
                cpu.processor(),
                cpu.microcode(),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                governor(),
                MemInfo.parse(files.require(MemInfo.PATH)).bytes("MemTotal"));
    }

    /** Every governor in use, mostly one. */
    String governor() {
        var governors = new TreeSet<String>();
        for (String processor : files.list(CPU_DIRECTORY)) {
            if (processor.matches("cpu\\d+")) {
                files.read(CPU_DIRECTORY + "/" + processor + "/cpufreq/scaling_governor")
                        .optional()
                        .ifPresent(governors::add);
            }
        }
        return governors.isEmpty()
                ? SystemFiles.NOT_READABLE + "no cpufreq below " + CPU_DIRECTORY
                : String.join(",", governors);
    }

    String transparentHugePages() {
        return KernelSettings.chosen(files.read(HUGE_PAGES_PATH).text());
    }

    String clockSource() {
        return files.read(CLOCK_SOURCE_PATH).text();
    }

    CgroupLimits cgroup() {
        String groups = files.read("/proc/self/cgroup").optional().orElse("");
        return CgroupLimits.read(files, groups, mounts());
    }

    MountTable mounts() {
        return MountTable.parse(files.require(MountTable.PATH));
    }

    @Override
    public Environment.OperatingSystem system() {
        CpuInfo cpu = CpuInfo.parse(files.require(CPUINFO_PATH));
        String release = files.require("/proc/sys/kernel/osrelease");
        String version = files.read("/proc/sys/kernel/version").text();
        return new Environment.OperatingSystem(
                distribution(),
                release + " " + version,
                KernelSettings.ofKernel(files.require("/proc/cmdline")),
                Virtualisation.describe(files, cpu),
                cgroup().describe(),
                transparentHugePages(),
                clockSource());
    }

    private String distribution() {
        String release = files.read("/etc/os-release").optional().orElse("");
        for (String line : release.split("\n", -1)) {
            if (line.startsWith("PRETTY_NAME=")) {
                return line.substring("PRETTY_NAME=".length()).replace("\"", "");
            }
        }
        return "Linux";
    }

    Mount mountOf(Path realDirectory) {
        return mounts().holding(realDirectory)
                .orElseThrow(() -> new BlackstartException(
                        ErrorCode.MISSING,
                        "the environment cannot be recorded: no mount in " + MountTable.PATH + " holds it",
                        realDirectory,
                        BlackstartException.NO_POSITION,
                        null));
    }

    @Override
    public Environment.Storage storage(Path realDirectory) {
        Mount mount = mountOf(realDirectory);
        var devices = new BlockDevices(files);
        Optional<String> device = devices.nameOf(mount);
        String none = SystemFiles.NOT_READABLE + mount.fileSystem() + " on " + mount.source() + " has no block device";
        return new Environment.Storage(
                realDirectory.toString(),
                mount.fileSystem(),
                mount.mountPoint(),
                mount.allOptions(),
                device.orElse(mount.source()),
                device.map(devices::schedulerOf).orElse(none));
    }

    @Override
    public Environment.State state(Path realDirectory, Instant now) {
        return new Environment.State(
                now,
                files.require("/proc/loadavg"),
                someLine(Pressure.CPU_PATH),
                someLine(Pressure.IO_PATH),
                someLine(Pressure.MEMORY_PATH),
                MemInfo.parse(files.require(MemInfo.PATH)).bytes("MemAvailable"),
                MachineFacts.freeDiskBytes(realDirectory),
                temperature());
    }

    private String someLine(String path) {
        SystemFiles.Reading reading = files.read(path);
        return reading.readable() ? reading.text().lines().findFirst().orElse("") : reading.text();
    }

    private String temperature() {
        var zones = new StringJoiner(", ");
        for (String zone : files.list("/sys/class/thermal")) {
            String base = "/sys/class/thermal/" + zone;
            String milli = files.read(base + "/temp").optional().orElse("");
            if (milli.matches("-?\\d{1,9}")) {
                zones.add(
                        files.read(base + "/type").optional().orElse(zone) + " " + Long.parseLong(milli) / 1000 + " C");
            }
        }
        return zones.length() == 0 ? SystemFiles.NOT_READABLE + "no thermal zone" : zones.toString();
    }

    @Override
    public SortedMap<String, String> dumps(Path realDirectory) {
        var dumps = new TreeMap<String, String>();
        String cpuinfo = files.require(CPUINFO_PATH);
        int firstEnd = cpuinfo.indexOf("\n\n");
        dumps.put("cpuinfo.txt", (firstEnd < 0 ? cpuinfo : cpuinfo.substring(0, firstEnd)) + "\n");
        dumps.put("meminfo.txt", files.require(MemInfo.PATH) + "\n");
        dumps.put("mountinfo.txt", mountOf(realDirectory).line() + "\n");
        dumps.put("block-devices.txt", new BlockDevices(files).dump());
        dumps.put("cgroup.txt", texts("/proc/self/cgroup"));
        dumps.put("limits.txt", texts("/proc/self/limits"));
        dumps.put("kernel.txt", texts("/proc/version", HUGE_PAGES_PATH, CLOCK_SOURCE_PATH));
        dumps.put("load.txt", texts("/proc/loadavg", Pressure.CPU_PATH, Pressure.IO_PATH, Pressure.MEMORY_PATH));
        dumps.put("vulnerabilities.txt", vulnerabilities());
        return dumps;
    }

    private String texts(String... paths) {
        var all = new StringJoiner("\n", "", "\n");
        for (String path : paths) {
            all.add(path).add(files.read(path).text());
        }
        return all.toString();
    }

    private String vulnerabilities() {
        String directory = CPU_DIRECTORY + "/vulnerabilities";
        var lines = new StringJoiner("\n", "", "\n");
        for (String name : files.list(directory)) {
            lines.add(name + ": " + files.read(directory + "/" + name).text());
        }
        return lines.length() <= 1 ? SystemFiles.NOT_READABLE + "no " + directory + "\n" : lines.toString();
    }
}
