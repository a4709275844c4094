package io.blackstart.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The kernel files of another machine, below a temporary directory. */
final class FakeMachine {
    /** A guest of KVM with ext4 on its one disk and cgroup v2, as a fresh Debian shows it. */
    static final String GUEST_CPUINFO = """
            processor\t: 0
            vendor_id\t: AuthenticAMD
            cpu family\t: 25
            model\t\t: 17
            model name\t: AMD EPYC 9R14
            stepping\t: 1
            microcode\t: 0xa101148
            cpu MHz\t\t: 2596.144
            flags\t\t: fpu vme de pse tsc msr hypervisor lahf_lm avx512f
            bugs\t\t: sysret_ss_attrs null_seg spectre_v1

            processor\t: 1
            vendor_id\t: AuthenticAMD
            model name\t: AMD EPYC 9R14
            microcode\t: 0xa101148
            """;

    static final String MEMINFO = """
            MemTotal:       16384256 kB
            MemFree:         1048576 kB
            MemAvailable:   12582912 kB
            Dirty:              2048 kB
            Writeback:          1024 kB
            HugePages_Total:       0
            Hugepagesize:       2048 kB
            """;

    static final String MOUNTS = """
            22 27 0:21 / /proc rw,relatime - proc proc rw
            26 27 0:24 / /dev/shm rw,nosuid,nodev shared:4 - tmpfs tmpfs rw,size=8192128k,inode64
            27 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw,errors=remount-ro
            30 23 0:27 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:9 - cgroup2 cgroup2 rw,nsdelegate,memory_recursiveprot
            """;

    private final Path root;

    FakeMachine(Path root) {
        this.root = root;
    }

    /** A machine with all that a Linux must have. */
    static FakeMachine guest(Path root) {
        return new FakeMachine(root)
                .file("/proc/stat", "cpu  1000 0 500 8000 100 0 10 20 0 0\ncpu0 1000 0 500 8000 100 0 10 20 0 0\n")
                .file("/proc/cpuinfo", GUEST_CPUINFO)
                .file("/proc/meminfo", MEMINFO)
                .file("/proc/self/mountinfo", MOUNTS)
                .file("/proc/self/cgroup", "0::/user.slice\n")
                .file("/proc/self/limits", limits("524288"))
                .file("/proc/sys/kernel/osrelease", "6.1.0-37-cloud-amd64\n")
                .file("/proc/sys/kernel/version", "#1 SMP PREEMPT_DYNAMIC Debian 6.1.140-1 (2025-05-22)\n")
                .file("/proc/version", "Linux version 6.1.0-37-cloud-amd64\n")
                .file("/proc/cmdline", "BOOT_IMAGE=/vmlinuz root=UUID=1b2c ro mitigations=auto console=ttyS0\n")
                .file("/proc/loadavg", "0.10 0.20 0.30 1/123 4567\n")
                .file("/proc/pressure/io", pressure(0, 1_000))
                .file("/proc/pressure/cpu", pressure(0, 2_000))
                .file("/proc/pressure/memory", pressure(0, 3_000))
                .file("/etc/os-release", "NAME=\"Debian GNU/Linux\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n")
                .file("/sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never\n")
                .file("/sys/devices/system/clocksource/clocksource0/current_clocksource", "kvm-clock\n")
                .file("/sys/class/dmi/id/sys_vendor", "QEMU\n")
                .file("/sys/class/dmi/id/product_name", "Standard PC (Q35 + ICH9, 2009)\n")
                .disk("vda", "[none] mq-deadline\n", "254:0")
                .partition("vda", "vda1", "254:1");
    }

    static String pressure(double tenSecondPercent, long totalMicros) {
        return "some avg10=%.2f avg60=0.00 avg300=0.00 total=%d%nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0%n"
                .formatted(tenSecondPercent, totalMicros);
    }

    static String limits(String openFiles) {
        return """
                Limit                     Soft Limit           Hard Limit           Units
                Max resident set          unlimited            unlimited            bytes
                Max open files            %-20s 1048576              files
                Max locked memory         8388608              8388608              bytes
                """.formatted(openFiles);
    }

    SystemFiles files() {
        return new SystemFiles(root);
    }

    FakeMachine file(String path, String text) {
        try {
            Path file = root.resolve(path.substring(1));
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FakeMachine without(String path) {
        try {
            Files.delete(root.resolve(path.substring(1)));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A whole disk under {@code /sys} as the kernel lays it out. */
    FakeMachine disk(String name, String scheduler, String number) {
        file("/sys/devices/block/" + name + "/queue/scheduler", scheduler);
        file("/sys/devices/block/" + name + "/queue/rotational", "0\n");
        file("/sys/devices/block/" + name + "/size", "41943040\n");
        return linked(name, "/sys/devices/block/" + name, number)
                .link("/sys/block/" + name, "/sys/devices/block/" + name);
    }

    FakeMachine partition(String disk, String name, String number) {
        String directory = "/sys/devices/block/" + disk + "/" + name;
        return file(directory + "/partition", "1\n").linked(name, directory, number);
    }

    private FakeMachine linked(String name, String directory, String number) {
        return link("/sys/class/block/" + name, directory).link("/sys/dev/block/" + number, directory);
    }

    /** A link within this machine. */
    FakeMachine link(String path, String target) {
        try {
            Path link = root.resolve(path.substring(1));
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, root.resolve(target.substring(1)));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
