package io.blackstart.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentCollectorTest {
    @TempDir
    Path root;

    @TempDir
    Path data;

    private FakeMachine machine;

    @BeforeEach
    void machine() {
        machine = FakeMachine.guest(root);
    }

    private Environment collect() {
        return EnvironmentCollector.of(machine.files())
                .collect(data, List.of("-Xmx64m", "-XX:+UseSerialGC"))
                .environment();
    }

    @Test
    void collectsAGuest() {
        Environment environment = collect();
        Environment.Hardware hardware = environment.stable().hardware();
        assertEquals("AMD EPYC 9R14", hardware.processor());
        assertEquals("0xa101148", hardware.microcode());
        assertEquals("not readable: no cpufreq below /sys/devices/system/cpu", hardware.governor());
        assertEquals(16_384_256L * 1024, hardware.memoryBytes());
        Environment.OperatingSystem system = environment.stable().system();
        assertEquals("Debian GNU/Linux 12 (bookworm)", system.name());
        assertEquals("6.1.0-37-cloud-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.140-1 (2025-05-22)", system.kernel());
        assertEquals("BOOT_IMAGE=/vmlinuz root=UUID=1b2c ro mitigations=auto console=ttyS0", system.commandLine());
        assertEquals("hypervisor (QEMU Standard PC (Q35 + ICH9, 2009))", system.virtualisation());
        assertEquals("v2 cpu=unlimited memory=unlimited cpuset=all", system.cgroup());
        assertEquals("madvise", system.transparentHugePages());
        assertEquals("kvm-clock", system.clockSource());
        Environment.Storage storage = environment.stable().storage();
        assertEquals("ext4", storage.fileSystem());
        assertEquals("/", storage.mountPoint());
        assertEquals("rw,relatime,errors=remount-ro", storage.mountOptions());
        assertEquals("vda1", storage.device());
        assertEquals("none", storage.scheduler());
        assertEquals("Serial", environment.stable().jdk().collector());
        assertEquals(
                List.of("-Xmx64m", "-XX:+UseSerialGC"),
                environment.stable().jdk().flags());
        Environment.State state = environment.state();
        assertEquals("0.10 0.20 0.30 1/123 4567", state.load());
        assertEquals("some avg10=0.00 avg60=0.00 avg300=0.00 total=1000", state.pressureIo());
        assertEquals(12_582_912L * 1024, state.freeMemoryBytes());
        assertEquals("not readable: no thermal zone", state.temperature());
    }

    @Test
    void readsWhatOnlyMetalHas() {
        machine.file("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance\n")
                .file("/sys/devices/system/cpu/cpu1/cpufreq/scaling_governor", "powersave\n")
                .file("/sys/class/thermal/thermal_zone0/temp", "47512\n")
                .file("/sys/class/thermal/thermal_zone0/type", "x86_pkg_temp\n")
                .file("/sys/class/thermal/cooling_device0/type", "Processor\n");
        Environment environment = collect();
        assertEquals("performance,powersave", environment.stable().hardware().governor());
        assertEquals("x86_pkg_temp 47 C", environment.state().temperature());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/proc/cpuinfo",
                "/proc/meminfo",
                "/proc/self/mountinfo",
                "/proc/sys/kernel/osrelease",
                "/proc/cmdline",
                "/proc/loadavg"
            })
    void aRecordThatCannotBeCollectedIsAnError(String path) {
        machine.without(path);
        var thrown = assertThrows(BlackstartException.class, this::collect);
        assertEquals(ErrorCode.MISSING, thrown.code());
    }

    @Test
    void whatAMachineMayLackIsNotReadableWithItsReason() {
        machine.without("/proc/pressure/io")
                .without("/sys/kernel/mm/transparent_hugepage/enabled")
                .without("/sys/devices/system/clocksource/clocksource0/current_clocksource")
                .file("/proc/self/mountinfo", "601 500 0:71 / / rw - overlay overlay rw,lowerdir=/l\n");
        Environment environment = collect();
        assertEquals("not readable: no /proc/pressure/io", environment.state().pressureIo());
        assertEquals(
                "not readable: no /sys/kernel/mm/transparent_hugepage/enabled",
                environment.stable().system().transparentHugePages());
        assertEquals(
                "not readable: overlay on overlay has no block device",
                environment.stable().storage().scheduler());
        assertEquals("overlay", environment.stable().storage().device());
    }

    @Test
    void keepsTheTextsItWasReadFrom() {
        var dumps = EnvironmentCollector.of(machine.files())
                .collect(data, List.of())
                .dumps();
        assertEquals(
                Set.of(
                        "block-devices.txt",
                        "cgroup.txt",
                        "cpuinfo.txt",
                        "java-version.txt",
                        "jvm-flags-final.txt",
                        "kernel.txt",
                        "limits.txt",
                        "load.txt",
                        "meminfo.txt",
                        "mountinfo.txt",
                        "vulnerabilities.txt"),
                dumps.keySet());
        assertTrue(dumps.getOrDefault("cpuinfo.txt", "").endsWith("spectre_v1\n"), "only the first processor");
        assertEquals(
                "27 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw,errors=remount-ro\n",
                dumps.get("mountinfo.txt"));
    }

    @Test
    void flagsThatNoJvmTakesAreRefused() {
        var collector = EnvironmentCollector.of(machine.files());
        var thrown =
                assertThrows(BlackstartException.class, () -> collector.collect(data, List.of("-XX:+NoSuchFlagAtAll")));
        assertEquals(ErrorCode.UNSUPPORTED, thrown.code());
    }

    @Test
    void collectsThisMachineWithoutAGap() {
        CollectedEnvironment collected = EnvironmentCollector.ofSystem().collect(data, JvmFlags.forThisJvm());
        String text = collected.environment().toString();
        assertFalse(text.contains("=,") || text.contains("null"), text);
        assertTrue(collected.environment().stable().hardware().memoryBytes() > 0);
        assertTrue(collected.environment().state().freeDiskBytes() > 0);
        assertTrue(collected.dumps().getOrDefault("java-version.txt", "").contains("version"));
    }

    @Test
    void aSystemWithoutKernelFilesStillHasARecord(@TempDir Path empty) {
        Environment environment = EnvironmentCollector.of(new SystemFiles(empty))
                .collect(data, List.of("-XX:+UseSerialGC"))
                .environment();
        assertTrue(environment.stable().hardware().memoryBytes() > 0);
        assertTrue(environment.stable().hardware().governor().startsWith("not readable: "));
        assertTrue(environment.stable().system().cgroup().startsWith("not readable: "));
        assertEquals("Serial", environment.stable().jdk().collector());
        assertEquals(12, environment.envClass().length());
    }

    @Test
    void theClassIsOneOfEqualMachines() {
        Environment first = collect();
        // Another disk name, boot and time: the same class of machine.
        machine.file("/proc/cmdline", "BOOT_IMAGE=/other root=UUID=9f ro mitigations=auto console=ttyS1\n")
                .file("/proc/loadavg", "9.10 9.20 9.30 1/123 4567\n")
                .file("/proc/meminfo", FakeMachine.MEMINFO.replace("16384256", "16384000"));
        assertEquals(first.envClass(), collect().envClass());
        assertTrue(first.envClass().matches("[0-9a-f]{12}"), first.envClass());
    }

    @Test
    void theClassChangesWithWhatChangesSpeed() {
        String before = collect().envClass();
        machine.file("/proc/cmdline", "ro mitigations=off\n");
        String mitigations = collect().envClass();
        assertNotEquals(before, mitigations);
        machine.file("/proc/meminfo", FakeMachine.MEMINFO.replace("16384256", "33554432"));
        String memory = collect().envClass();
        assertNotEquals(mitigations, memory);
        machine.file("/sys/kernel/mm/transparent_hugepage/enabled", "[always] madvise never\n");
        String hugePages = collect().envClass();
        assertNotEquals(memory, hugePages);
        machine.file("/sys/devices/block/vda/queue/scheduler", "none [mq-deadline]\n");
        assertNotEquals(hugePages, collect().envClass());
    }

    @Test
    void theClassIsTheDigestThatIsDocumented() {
        var stable = new Environment.Stable(
                new Environment.Hardware("P", "M", "A", 2, "G", 24L << 30),
                new Environment.OperatingSystem("N", "K", "quiet mitigations=off", "V", "C", "T", "S"),
                new Environment.Storage("/d", "ext4", "/", "rw", "vda", "none"),
                new Environment.Jdk("JV", "17", List.of("-Xmx1g"), "G1"));
        // printf of the documented lines, through sha256sum.
        assertEquals("cf80dbf33d7a", EnvironmentCollector.envClass(stable));
    }

    @Test
    void namesTheCollectorInUse() {
        String flags = """
                     bool UseAdaptiveSizeDecayMajorGCCost  = true   {product}
                     bool UseG1GC   = false  {product}
                     bool UseZGC      = true    {product} {command line}
                """;
        assertEquals("Z", EnvironmentCollector.collectorOf(flags));
        assertTrue(EnvironmentCollector.collectorOf("").startsWith("not readable: "));
    }
}
