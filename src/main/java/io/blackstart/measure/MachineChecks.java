package io.blackstart.measure;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The checks of the {@link Doctor} that do not look at the data directory. */
final class MachineChecks {
    /** What a JVM takes beside its heap, and what is left for the launcher. */
    static final long OVERHEAD_BYTES = 512L << 20;

    private static final int OLDEST_FEATURE = 17;
    private static final int CORES_NEEDED = 2;
    private static final int OPEN_FILES_NEEDED = 256;
    private static final int OPEN_FILES_WANTED = 4096;
    private static final long CLOCK_STEP_WANTED_NANOS = 1_000;
    private static final double CLOCK_COST_WANTED_NANOS = 200;
    private static final Duration IDLE_WINDOW = Duration.ofSeconds(1);
    private static final Pattern OPEN_FILES = Pattern.compile("(?m)^Max open files\\s+(\\d{1,18}|unlimited)\\s");

    /** Sources that are read without entering the kernel; others cost a microsecond and more. */
    private static final Set<String> QUICK_CLOCK_SOURCES = Set.of(
            "tsc",
            "kvm-clock",
            "arch_sys_counter",
            "hyperv_clocksource_tsc_page",
            "xen",
            "timebase",
            "tod",
            "riscv_clocksource");

    private final SystemFiles files;
    private final JvmFacts jvm;
    private final QuietGate gate;
    private final Supplier<ClockReading> clock;
    private final PageCache pageCache;

    MachineChecks(SystemFiles files, JvmFacts jvm, QuietGate gate, Supplier<ClockReading> clock, PageCache pageCache) {
        this.files = files;
        this.jvm = jvm;
        this.gate = gate;
        this.clock = clock;
        this.pageCache = pageCache;
    }

    List<Finding> examine(DoctorRequest request) {
        var findings = new ArrayList<Finding>();
        findings.add(jdk());
        findings.add(cores());
        findings.add(memory(request));
        if (files.isLinux()) {
            var linux = new LinuxFacts(files);
            findings.add(governor(linux.governor()));
            findings.add(hugePages(linux.transparentHugePages()));
            findings.add(clockSource(linux.clockSource()));
        }
        findings.add(openFiles());
        findings.add(clockQuality());
        findings.addAll(otherWork());
        if (request.cold()) {
            findings.add(coldCaches());
        }
        return findings;
    }

    private Finding jdk() {
        if (jvm.featureVersion() < OLDEST_FEATURE) {
            return Finding.refuse("jdk", jvm.name(), "java.home", "use JDK " + OLDEST_FEATURE + " or newer");
        }
        return jvm.interpreted()
                ? Finding.refuse("jdk", jvm.name() + ": no compiler", "java.vm.info", "run without -Xint")
                : Finding.ok("jdk", jvm.name(), "java.home");
    }

    private Finding cores() {
        String what = jvm.processors() + " processors may be used";
        return jvm.processors() < CORES_NEEDED
                ? Finding.refuse(
                        "cores",
                        what + ", the sender and the log's own thread need " + CORES_NEEDED,
                        "processor affinity and cgroup",
                        "give this process at least " + CORES_NEEDED + " processors")
                : Finding.ok("cores", what, "");
    }

    private Finding memory(DoctorRequest request) {
        long usable = usableMemoryBytes();
        long heap = request.heapBytes() + OVERHEAD_BYTES;
        String what = mebibytes(usable) + " can be used, forks take " + mebibytes(heap) + " and up to "
                + mebibytes(request.cacheBytes()) + " of page cache";
        if (usable < heap) {
            return Finding.refuse("memory", what, MemInfo.PATH, "free memory, or choose a smaller profile");
        }
        return usable < heap + request.cacheBytes()
                ? Finding.warn("memory", what, MemInfo.PATH, "free memory, or warm cells will read from the disk")
                : Finding.ok("memory", what, MemInfo.PATH);
    }

    private long usableMemoryBytes() {
        if (!files.isLinux()) {
            return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
        }
        long available = MemInfo.parse(files.require(MemInfo.PATH)).bytes("MemAvailable");
        return Math.min(available, new LinuxFacts(files).cgroup().memoryBytes());
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }

    private static Finding governor(String governor) {
        String where = "/sys/devices/system/cpu/cpu*/cpufreq/scaling_governor";
        boolean fine = governor.equals("performance") || governor.startsWith(SystemFiles.NOT_READABLE);
        return fine
                ? Finding.ok("governor", governor, where)
                : Finding.warn(
                        "governor",
                        governor + ": the clock rate follows the load",
                        where,
                        "set it to performance, as with cpupower frequency-set -g performance");
    }

    private static Finding hugePages(String choice) {
        String where = "/sys/kernel/mm/transparent_hugepage/enabled";
        return choice.equals("always")
                ? Finding.warn(
                        "thp",
                        "transparent huge pages are always used: compaction can stall a fork",
                        where,
                        "write madvise into it")
                : Finding.ok("thp", "transparent huge pages: " + choice, where);
    }

    private static Finding clockSource(String source) {
        String where = "/sys/devices/system/clocksource/clocksource0/current_clocksource";
        boolean fine = QUICK_CLOCK_SOURCES.contains(source) || source.startsWith(SystemFiles.NOT_READABLE);
        return fine
                ? Finding.ok("clock.source", source, where)
                : Finding.warn(
                        "clock.source",
                        source + " is read through the kernel, which is slow",
                        where,
                        "find out why the kernel gave up tsc (dmesg), latencies carry the cost");
    }

    private Finding openFiles() {
        String where = "/proc/self/limits";
        Matcher limit = OPEN_FILES.matcher(files.read(where).optional().orElse("") + "\n");
        if (!limit.find()) {
            return Finding.ok("open-files", SystemFiles.NOT_READABLE + "no limit in " + where, where);
        }
        String most = limit.group(1);
        long count = most.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(most);
        String what = "at most " + most + " open files";
        if (count < OPEN_FILES_NEEDED) {
            return Finding.refuse("open-files", what, where, "raise it, as with ulimit -n " + OPEN_FILES_WANTED);
        }
        return count < OPEN_FILES_WANTED
                ? Finding.warn("open-files", what, where, "raise it, as with ulimit -n " + OPEN_FILES_WANTED)
                : Finding.ok("open-files", what, where);
    }

    private Finding clockQuality() {
        ClockReading reading = clock.get();
        String what = String.format(
                Locale.ROOT,
                "System.nanoTime has steps of %d ns and costs %.0f ns",
                reading.granularityNanos(),
                reading.overheadNanos());
        String where = "System.nanoTime";
        if (reading.backwardCount() > 0) {
            return Finding.refuse(
                    "clock",
                    what + "; it went back " + reading.backwardCount() + " times",
                    where,
                    "no time can be measured here: use another clock source or machine");
        }
        boolean fine = reading.granularityNanos() <= CLOCK_STEP_WANTED_NANOS
                && reading.overheadNanos() <= CLOCK_COST_WANTED_NANOS;
        return fine
                ? Finding.ok("clock", what, where)
                : Finding.warn("clock", what, where, "short latencies will carry this as their error");
    }

    private List<Finding> otherWork() {
        QuietReading reading = gate.idle(IDLE_WINDOW);
        if (!reading.gated()) {
            return List.of(Finding.warn(
                    "load", reading.reason(), CpuTicks.PATH, "forks are not gated here: repeat runs and compare"));
        }
        var findings = new ArrayList<Finding>();
        findings.add(share(
                "load",
                "other processes use %.1f %% of the processors",
                reading.otherCpuRatio(),
                QuietGate.OTHER_CPU_BOUND,
                CpuTicks.PATH,
                "end what else runs: forks would be repeated, then marked"));
        findings.add(share(
                "steal",
                "the hypervisor takes %.1f %% of the processors",
                reading.stealRatio(),
                QuietGate.STEAL_BOUND,
                CpuTicks.PATH,
                "use a machine whose processors are not shared"));
        if (reading.ioPressureRatio() < 0) {
            findings.add(Finding.warn(
                    "pressure",
                    files.read(Pressure.IO_PATH).text(),
                    Pressure.IO_PATH,
                    "without it a busy disk goes unseen: boot with psi=1"));
        } else {
            findings.add(share(
                    "pressure",
                    "something waits for a disk %.1f %% of the time",
                    reading.ioPressureRatio(),
                    QuietGate.IO_PRESSURE_BOUND,
                    Pressure.IO_PATH,
                    "wait for it to end: durable and cold figures would suffer"));
        }
        return findings;
    }

    private static Finding share(String id, String format, double ratio, double bound, String where, String remedy) {
        String what = String.format(Locale.ROOT, format + ", bound %.0f %%", 100 * ratio, 100 * bound);
        return ratio > bound ? Finding.warn(id, what, where, remedy) : Finding.ok(id, what, where);
    }

    private Finding coldCaches() {
        String where = "/proc/sys/vm/drop_caches";
        if (pageCache.mayDropCaches()) {
            return Finding.ok("cache", "caches can be dropped", where);
        }
        return pageCache.mayEvict()
                ? Finding.ok("cache", "caches cannot be dropped, single files can be evicted with dd", where)
                : Finding.warn(
                        "cache",
                        "caches can neither be dropped nor evicted",
                        where,
                        "run as root or install GNU dd, or cold cells will be called warm");
    }
}
