package io.blackstart.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    private static final long GIBIBYTE = 1L << 30;
    private static final long OWN_PID = 100;

    @TempDir
    Path root;

    @TempDir
    Path disk;

    private FakeMachine machine;
    private Path data;
    private JvmFacts jvm;
    private ClockReading clockReading;
    private String statAfter;
    private String pressureAfter;

    @BeforeEach
    void machine() {
        machine = FakeMachine.guest(root);
        data = disk.resolve("run/data");
        jvm = new JvmFacts(17, "Eclipse Adoptium 17.0.12+7, mixed mode", false, 2, Path.of("/somewhere/tmp"));
        clockReading = new ClockReading(10, 25, 0);
        statAfter = stat(1_000, 20, 8_190);
        pressureAfter = FakeMachine.pressure(0, 1_000);
    }

    private static String stat(long user, long steal, long idle) {
        return "cpu  " + user + " 0 500 " + idle + " 100 0 10 " + steal + " 0 0\n";
    }

    private DoctorRequest request(boolean durable) {
        return new DoctorRequest(data, 1 << 20, GIBIBYTE, GIBIBYTE, durable, true);
    }

    private List<Finding> examine(DoctorRequest request) {
        var clock = new FakeClock(0);
        var gate = new QuietGate(machine.files(), OWN_PID, clock, nanos -> {
            clock.park(nanos);
            machine.file("/proc/stat", statAfter).file("/proc/pressure/io", pressureAfter);
        });
        var checks = new MachineChecks(machine.files(), jvm, gate, () -> clockReading, new PageCache(machine.files()));
        return new Doctor(checks, new DataChecks(machine.files(), jvm)).examine(request);
    }

    private Finding only(String id) {
        List<Finding> found = examine(request(true)).stream()
                .filter(finding -> finding.id().equals(id))
                .toList();
        assertEquals(1, found.size(), found.toString());
        return found.get(0);
    }

    private void assertSeverity(Severity severity, String id) {
        Finding finding = only(id);
        assertEquals(severity, finding.severity(), finding.toString());
        assertEquals(severity == Severity.OK, finding.remedy().isEmpty(), finding.toString());
    }

    @Test
    void aSoundMachineIsSound() {
        List<Finding> findings = examine(request(true));
        assertEquals(
                List.of(
                        "jdk",
                        "cores",
                        "memory",
                        "governor",
                        "thp",
                        "clock.source",
                        "open-files",
                        "clock",
                        "load",
                        "steal",
                        "pressure",
                        "cache",
                        "data.writable",
                        "data.filesystem",
                        "data.options",
                        "data.device",
                        "data.room",
                        "data.temporary",
                        "data.stale"),
                findings.stream().map(Finding::id).toList());
        assertEquals(
                "",
                findings.stream()
                        .filter(finding -> finding.severity() != Severity.OK
                                && !finding.id().equals("cache"))
                        .map(Finding::toString)
                        .collect(Collectors.joining("\n")));
    }

    @Test
    void leavesNothingBehind() throws IOException {
        examine(request(true));
        try (var children = Files.list(disk)) {
            assertEquals(List.of(), children.toList());
        }
    }

    @Test
    void theHeaviestFindingCounts() {
        assertEquals(Severity.OK, Doctor.worst(List.of()));
        Finding ok = Finding.ok("a", "b", "c");
        Finding warn = Finding.warn("a", "b", "c", "d");
        Finding refuse = Finding.refuse("a", "b", "c", "d");
        assertEquals(Severity.OK, Doctor.worst(List.of(ok)));
        assertEquals(Severity.WARN, Doctor.worst(List.of(ok, warn, ok)));
        assertEquals(Severity.REFUSE, Doctor.worst(List.of(warn, refuse, ok)));
    }

    @Test
    void judgesTheJvm() {
        jvm = new JvmFacts(11, "old", false, 2, Path.of("/somewhere/tmp"));
        assertSeverity(Severity.REFUSE, "jdk");
        jvm = new JvmFacts(25, "new", true, 2, Path.of("/somewhere/tmp"));
        assertSeverity(Severity.REFUSE, "jdk");
        jvm = new JvmFacts(25, "new", false, 1, Path.of("/somewhere/tmp"));
        assertSeverity(Severity.OK, "jdk");
        assertSeverity(Severity.REFUSE, "cores");
    }

    @Test
    void judgesMemory() {
        assertSeverity(Severity.OK, "memory");
        available(2_000);
        assertSeverity(Severity.WARN, "memory");
        available(1_500);
        assertSeverity(Severity.REFUSE, "memory");
        available(12_000);
        machine.file("/sys/fs/cgroup/user.slice/memory.max", Long.toString(GIBIBYTE) + "\n");
        assertSeverity(Severity.REFUSE, "memory");
    }

    private void available(long mebibytes) {
        machine.file("/proc/meminfo", FakeMachine.MEMINFO.replace("12582912", Long.toString(mebibytes * 1024)));
    }

    @Test
    void judgesTheKernelsSettings() {
        machine.file("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave\n")
                .file("/sys/kernel/mm/transparent_hugepage/enabled", "[always] madvise never\n")
                .file("/sys/devices/system/clocksource/clocksource0/current_clocksource", "hpet\n");
        assertSeverity(Severity.WARN, "governor");
        assertSeverity(Severity.WARN, "thp");
        assertSeverity(Severity.WARN, "clock.source");
        machine.file("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance\n");
        assertSeverity(Severity.OK, "governor");
    }

    @Test
    void judgesTheLimitOfOpenFiles() {
        machine.file("/proc/self/limits", FakeMachine.limits("1024"));
        assertSeverity(Severity.WARN, "open-files");
        machine.file("/proc/self/limits", FakeMachine.limits("64"));
        assertSeverity(Severity.REFUSE, "open-files");
        machine.file("/proc/self/limits", FakeMachine.limits("unlimited"));
        assertSeverity(Severity.OK, "open-files");
    }

    @Test
    void judgesTheClock() {
        clockReading = new ClockReading(4_000, 25, 0);
        assertSeverity(Severity.WARN, "clock");
        clockReading = new ClockReading(10, 900, 0);
        assertSeverity(Severity.WARN, "clock");
        clockReading = new ClockReading(10, 25, 1);
        assertSeverity(Severity.REFUSE, "clock");
    }

    @Test
    void judgesWhatElseTheMachineDoes() {
        statAfter = stat(1_012, 22, 8_180);
        pressureAfter = FakeMachine.pressure(0, 1_000 + 200_000);
        assertSeverity(Severity.WARN, "load");
        machine.file("/proc/stat", stat(1_000, 20, 8_000)).file("/proc/pressure/io", FakeMachine.pressure(0, 1_000));
        assertSeverity(Severity.WARN, "pressure");
        machine.file("/proc/stat", stat(1_000, 20, 8_000));
        statAfter = stat(1_000, 30, 8_190);
        assertSeverity(Severity.WARN, "steal");
    }

    @Test
    void missingPressureIsTold() {
        machine.without("/proc/pressure/io");
        pressureAfter = "";
        assertSeverity(Severity.WARN, "pressure");
    }

    @Test
    void memoryForADiskIsRefusedForDurableCells() {
        for (String type : List.of("tmpfs", "ramfs", "overlay")) {
            mount("40 27 0:50 / " + disk + " rw - " + type + " none rw\n");
            assertSeverity(Severity.REFUSE, "data.filesystem");
            assertTrue(
                    examine(request(false)).stream().noneMatch(finding -> finding.severity() == Severity.REFUSE),
                    type + " may hold cells that promise nothing");
        }
    }

    private void mount(String line) {
        machine.file("/proc/self/mountinfo", FakeMachine.MOUNTS + line);
    }

    @Test
    void otherFileSystemsAreWarnedOf() {
        for (String type : List.of("nfs4", "9p", "fuse.sshfs", "exfat")) {
            mount("40 27 0:50 / " + disk + " rw - " + type + " none rw\n");
            assertSeverity(Severity.WARN, "data.filesystem");
        }
        for (String type : List.of("xfs", "btrfs", "zfs", "f2fs")) {
            mount("40 27 0:50 / " + disk + " rw - " + type + " none rw\n");
            assertSeverity(Severity.OK, "data.filesystem");
        }
    }

    @Test
    void optionsThatMakeASyncCheapAreRefused() {
        mount("40 27 254:1 / " + disk + " rw - ext4 /dev/vda1 rw,nobarrier\n");
        assertSeverity(Severity.REFUSE, "data.options");
        mount("40 27 0:50 / " + disk + " rw - btrfs /dev/vda1 rw,compress=zstd:3\n");
        assertSeverity(Severity.WARN, "data.options");
    }

    @Test
    void aDiskInMemoryIsFollowedThroughItsLayers() {
        machine.disk("zram0", "none\n", "253:0");
        mount("40 27 253:0 / " + disk + " rw - ext4 /dev/zram0 rw\n");
        assertSeverity(Severity.REFUSE, "data.device");
        machine.disk("loop0", "none\n", "7:0").file("/sys/devices/block/loop0/loop/backing_file", "/dev/shm/image\n");
        mount("40 27 7:0 / " + disk + " rw - ext4 /dev/loop0 rw\n");
        assertSeverity(Severity.REFUSE, "data.device");
        machine.file("/sys/devices/block/loop0/loop/backing_file", "/var/image\n");
        assertSeverity(Severity.OK, "data.device");
        machine.disk("loop1", "none\n", "7:1").file("/sys/devices/block/loop1/loop/backing_file", "/mnt/x/image\n");
        mount("40 27 7:1 / " + disk + " rw - ext4 /dev/loop1 rw\n41 27 253:0 / /mnt/x rw - ext4 /dev/zram0 rw\n");
        assertSeverity(Severity.REFUSE, "data.device");
    }

    @Test
    void aLoopOnItselfEnds() {
        machine.disk("loop0", "none\n", "7:0")
                .file("/sys/devices/block/loop0/loop/backing_file", disk.resolve("image") + "\n");
        mount("40 27 7:0 / " + disk + " rw - ext4 /dev/loop0 rw\n");
        assertSeverity(Severity.OK, "data.device");
    }

    @Test
    void judgesRoom() {
        var huge = new DoctorRequest(data, Long.MAX_VALUE / 4, 0, 0, false, false);
        Finding room = examine(huge).stream()
                .filter(finding -> finding.id().equals("data.room"))
                .findFirst()
                .orElseThrow();
        assertEquals(Severity.REFUSE, room.severity());
    }

    @Test
    void aFileIsNoDirectory() throws IOException {
        data = Files.writeString(disk.resolve("file"), "bytes");
        assertSeverity(Severity.REFUSE, "data.writable");
        data = disk.resolve("file/below");
        assertSeverity(Severity.REFUSE, "data.writable");
    }

    @Test
    void theTemporaryDirectoryIsNoPlaceForData() {
        jvm = new JvmFacts(17, "x", false, 2, disk);
        data = disk;
        assertSeverity(Severity.REFUSE, "data.temporary");
        data = disk.resolve("below/it");
        assertSeverity(Severity.WARN, "data.temporary");
    }

    @Test
    void findsWhatKilledRunsLeft() throws IOException {
        OwnerId self = OwnerId.ofThisProcess();
        var gone = new OwnerId(self.host(), "another boot", self.namespace(), self.pid(), self.start());
        Files.createDirectories(data.resolve("old"));
        Files.writeString(data.resolve("old").resolve(DataDirectory.MARKER), gone.encode());
        assertSeverity(Severity.WARN, "data.stale");
        assertEquals(data.resolve("old").toString(), only("data.stale").where());
        Files.writeString(data.resolve("old").resolve(DataDirectory.MARKER), "nonsense");
        assertSeverity(Severity.WARN, "data.stale");
        assertFalse(only("data.stale").what().isEmpty());
    }

    @Test
    void anotherRunInTheSameDirectoryIsRefused() throws IOException {
        OwnerId starter = OwnerId.of(
                SystemFiles.ofSystem(), ProcessHandle.current().parent().orElseThrow());
        Files.createDirectories(data);
        Files.writeString(data.resolve(DataDirectory.MARKER), starter.encode());
        assertSeverity(Severity.REFUSE, "data.stale");
        Files.writeString(
                data.resolve(DataDirectory.MARKER), OwnerId.ofThisProcess().encode());
        assertSeverity(Severity.OK, "data.stale");
    }

    @Test
    void examinesThisMachineToTheEnd() {
        data = disk.resolve("data");
        List<Finding> findings = Doctor.ofSystem().examine(request(false));
        assertTrue(findings.size() >= 12, findings.toString());
        for (Finding finding : findings) {
            assertFalse(finding.what().isBlank() || finding.what().contains("\n"), finding.toString());
        }
    }
}
