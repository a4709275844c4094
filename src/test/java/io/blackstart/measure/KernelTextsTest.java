package io.blackstart.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The texts of several kernels and machines, taken apart. */
class KernelTextsTest {
    @Test
    void readsTheProcessorOfAGuest() {
        assertEquals(new CpuInfo("AMD EPYC 9R14", "0xa101148", true), CpuInfo.parse(FakeMachine.GUEST_CPUINFO));
    }

    @Test
    void readsTheProcessorOfBareMetal() {
        CpuInfo cpu = CpuInfo.parse("""
                processor\t: 0
                vendor_id\t: GenuineIntel
                model name\t: Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz
                microcode\t: 0xd0003d1
                flags\t\t: fpu vme nohypervisor-like tsc
                """);
        assertEquals(new CpuInfo("Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz", "0xd0003d1", false), cpu);
    }

    @Test
    void readsTheProcessorOfArm() {
        CpuInfo cpu = CpuInfo.parse("""
                processor\t: 0
                BogoMIPS\t: 243.75
                Features\t: fp asimd evtstrm aes pmull sha1 sha2 crc32 atomics
                CPU implementer\t: 0x41
                CPU architecture: 8
                CPU variant\t: 0x3
                CPU part\t: 0xd0c
                CPU revision\t: 1
                """);
        assertEquals("Arm Neoverse-N1 (implementer 0x41, part 0xd0c, variant 0x3, revision 1)", cpu.processor());
        assertEquals("not readable: no microcode line in /proc/cpuinfo", cpu.microcode());
        assertFalse(cpu.hypervisor());
        assertEquals(
                "arm64 (implementer 0xc0, part 0xac3, variant ?, revision ?)",
                CpuInfo.parse("CPU implementer\t: 0xc0\nCPU part\t: 0xac3\n").processor());
    }

    @Test
    void readsTheProcessorOfOtherArchitectures() {
        assertEquals(
                "POWER9, altivec supported",
                CpuInfo.parse("cpu\t\t: POWER9, altivec supported\n").processor());
        assertEquals(
                "sifive,u74-mc",
                CpuInfo.parse("hart\t\t: 1\nuarch\t\t: sifive,u74-mc\n").processor());
        assertEquals(
                "not readable: no model line in /proc/cpuinfo",
                CpuInfo.parse("").processor());
    }

    @Test
    void readsMemoryInBytes() {
        MemInfo memory = MemInfo.parse(FakeMachine.MEMINFO);
        assertEquals(16_384_256L * 1024, memory.bytes("MemTotal"));
        assertEquals(0, memory.bytes("HugePages_Total"));
        assertEquals((2_048 + 1_024) * 1024L, memory.writebackDebtBytes());
        var thrown = assertThrows(BlackstartException.class, () -> memory.bytes("Nothing"));
        assertEquals(ErrorCode.MISSING, thrown.code());
    }

    @Test
    void survivesNonsenseInMemory() {
        MemInfo memory =
                MemInfo.parse("\n:\nMemTotal\nMemFree: many kB\nMemAvailable: 99999999999999999999 kB\nX: 1 kB");
        assertEquals(1024, memory.bytes("X"));
        assertThrows(BlackstartException.class, () -> memory.bytes("MemAvailable"));
    }

    @Test
    void findsTheMountThatHoldsAPath() {
        MountTable mounts = MountTable.parse(FakeMachine.MOUNTS);
        assertEquals("ext4", typeOf(mounts, "/home/user/data"));
        assertEquals("tmpfs", typeOf(mounts, "/dev/shm"));
        assertEquals("tmpfs", typeOf(mounts, "/dev/shm/data"));
        assertEquals("ext4", typeOf(mounts, "/dev/shmoo"));
        Mount root = mounts.holding(Path.of("/")).orElseThrow();
        assertEquals("rw,relatime,errors=remount-ro", root.allOptions());
        assertEquals("254:1", root.deviceNumber());
        assertEquals("/dev/vda1", root.source());
        assertTrue(root.hasOption("relatime") && root.hasOption("errors=remount-ro"));
        assertFalse(root.hasOption("errors"));
    }

    private static String typeOf(MountTable mounts, String path) {
        return mounts.holding(Path.of(path)).map(Mount::fileSystem).orElse("none");
    }

    @Test
    void theLastOfTwoMountsOnOnePlaceCounts() {
        MountTable mounts = MountTable.parse("""
                27 1 254:1 / / rw - ext4 /dev/vda1 rw
                40 27 8:16 / /data rw,noatime - xfs /dev/sdb rw,attr2,inode64,logbufs=8
                41 40 0:50 / /data rw - tmpfs tmpfs rw
                """);
        assertEquals("tmpfs", typeOf(mounts, "/data/x"));
    }

    @Test
    void readsAContainersOverlay() {
        MountTable mounts = MountTable.parse(
                "601 500 0:71 / / rw,relatime master:200 - overlay overlay rw,lowerdir=/l/A:/l/B,upperdir=/u,workdir=/w\n");
        assertEquals("overlay", typeOf(mounts, "/srv/data"));
    }

    @Test
    void undoesTheKernelsEscapes() {
        MountTable mounts =
                MountTable.parse("50 27 8:17 / /mnt/my\\040disk\\134x rw shared:7 master:2 - xfs /dev/sd\\011b rw\n");
        Mount mount = mounts.holding(Path.of("/mnt/my disk\\x/data")).orElseThrow();
        assertEquals("/dev/sd\tb", mount.source());
    }

    @Test
    void leavesOutMountLinesThatAreNone() {
        assertEquals(
                0,
                MountTable.parse("\n27 1 254:1 / /\n27 1 254:1 / / rw - ext4\n- a b c\n")
                        .all()
                        .size());
        assertEquals(Optional.empty(), MountTable.parse("").holding(Path.of("/")));
    }

    @Test
    void readsPressure() {
        String text =
                "some avg10=2.45 avg60=5.38 avg300=7.89 total=97705517\nfull avg10=2.25 avg60=5.04 avg300=6.57 total=86362136\n";
        assertEquals(Optional.of(new Pressure(0.0245, 97_705_517)), Pressure.parse(text));
    }

    @Test
    void pressureMayBeMissing() {
        assertEquals(Optional.empty(), Pressure.parse(""));
        assertEquals(Optional.empty(), Pressure.parse("not readable: no /proc/pressure/io"));
        assertEquals(Optional.empty(), Pressure.parse("full avg10=2.25 avg60=5.04 avg300=6.57 total=1"));
    }

    @Test
    void readsTheChoiceInBrackets() {
        assertEquals("madvise", KernelSettings.chosen("always [madvise] never"));
        assertEquals("none", KernelSettings.chosen("none"));
        assertEquals("a ] b [", KernelSettings.chosen("a ] b ["));
        assertEquals("", KernelSettings.chosen(""));
    }

    @Test
    void whatTheKernelPassesOnIsNotItsOwn() {
        assertEquals("ro quiet", KernelSettings.ofKernel("ro quiet -- --token=secret"));
        assertEquals("ro quiet", KernelSettings.ofKernel("ro quiet --"));
        assertEquals("ro a--b x=-- c", KernelSettings.ofKernel("ro a--b x=-- c"));
        assertEquals("", KernelSettings.ofKernel(""));
    }

    @Test
    void keepsTheKernelParametersThatWeigh() {
        assertEquals(
                "mitigations=off nosmt isolcpus=1",
                KernelSettings.weighty(
                        "BOOT_IMAGE=/x root=/dev/vda mitigations=off quiet nosmt isolcpus=1 mitigationsx"));
        assertEquals("", KernelSettings.weighty(""));
    }

    @Test
    void readsAProcessWhoseNameIsAwkward() {
        String text = "4711 (a) b (c) R 42 1 1 0 -1 4194560 1 2 0 4 100 20 7 3 20 0 5 0 999 1 2 3";
        assertEquals(Optional.of(new ProcessStat(4711, 42, false, 120, 10, 999)), ProcessStat.parse(text));
    }

    @Test
    void tellsAThreadOfTheKernel() {
        String text = "2 (kthreadd) S 0 0 0 0 -1 2129984 0 0 0 0 0 3 0 0 20 0 1 0 24 0 0";
        assertEquals(Optional.of(new ProcessStat(2, 0, true, 3, 0, 24)), ProcessStat.parse(text));
    }

    @Test
    void aProcessTextThatIsCutIsNone() {
        assertEquals(Optional.empty(), ProcessStat.parse(""));
        assertEquals(Optional.empty(), ProcessStat.parse("4711 (x) R 42 1 1"));
        assertEquals(Optional.empty(), ProcessStat.parse("pid (x) R 42 1 1 0 -1 0 1 2 0 4 100 20 7 3 20 0 5 0 999 1"));
        assertEquals(Optional.empty(), ProcessStat.parse("4 (x) R 42 1 1 0 -1 0 1 2 0 4 ? 20 7 3 20 0 5 0 999 1"));
    }

    @Test
    void readsTicksOfAllProcessors() {
        assertEquals(
                Optional.of(new CpuTicks(17_386 + 5 + 5_324, 578, 17_386 + 5 + 5_324 + 278_791 + 11_124 + 110 + 578)),
                CpuTicks.parse("cpu  17386 5 5324 278791 11124 0 110 578 77 0\ncpu0 1 2 3\n"));
        assertEquals(Optional.empty(), CpuTicks.parse(""));
        assertEquals(Optional.empty(), CpuTicks.parse("cpu  1 2 3 4\n"));
        assertEquals(Optional.empty(), CpuTicks.parse("cpu0 1 2 3 4 5 6 7 8 9 10\n"));
        assertEquals(Optional.empty(), CpuTicks.parse("cpu  1 2 3 x 5 6 7 8 9 10\n"));
    }
}
