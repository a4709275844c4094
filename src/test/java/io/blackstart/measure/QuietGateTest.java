package io.blackstart.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuietGateTest {
    private static final long OWN_PID = 100;

    @TempDir
    Path root;

    private FakeMachine machine;
    private FakeClock clock;
    private long ioWaitedMicros;

    @BeforeEach
    void machine() {
        machine = new FakeMachine(root);
        clock = new FakeClock(0);
        cpu(0, 0, 0);
        machine.file("/proc/pressure/io", FakeMachine.pressure(90, 5_000_000));
        process(1, 0, false, 50, 0);
        process(OWN_PID, 1, false, 10, 0);
    }

    /** Ticks since the start of the test: work of all processes, stolen ones, idle ones. */
    private void cpu(long work, long steal, long idle) {
        machine.file(
                "/proc/stat",
                "cpu  " + (7_000 + work) + " 0 0 " + (90_000 + idle) + " 0 0 0 " + (30 + steal) + " 0 0\n");
    }

    private void process(long pid, long parentPid, boolean kernel, long own, long reaped) {
        String text = "%d (some name) S %d 1 1 0 -1 %d 0 0 0 0 %d 0 %d 0 20 0 1 0 77 0 0\n"
                .formatted(pid, parentPid, kernel ? 0x0020_0040 : 0x0040_0000, own, reaped);
        machine.file("/proc/" + pid + "/stat", text);
    }

    private QuietGate gate() {
        return new QuietGate(machine.files(), OWN_PID, clock, nanos -> {
            clock.park(nanos);
            machine.file("/proc/pressure/io", FakeMachine.pressure(90, 5_000_000 + ioWaitedMicros));
        });
    }

    @Test
    void ourOwnWorkIsNotOthers() {
        QuietGate gate = gate();
        QuietGate.Sample before = gate.before();
        // The fork (200) took 300 ticks and was reaped; its own child had 40, which the fork reaped before.
        process(OWN_PID, 1, false, 15, 340);
        cpu(345, 0, 655);
        assertEquals(new QuietReading(0, 0, 0, true, ""), gate.after(before));
    }

    @Test
    void livingDescendantsAreOurs() {
        process(200, OWN_PID, false, 0, 0);
        process(300, 200, false, 5, 0);
        QuietGate gate = gate();
        QuietGate.Sample before = gate.before();
        process(200, OWN_PID, false, 100, 0);
        process(300, 200, false, 55, 50);
        cpu(200, 0, 800);
        assertEquals(0, gate.after(before).otherCpuRatio());
    }

    @Test
    void aDescendantThatEndsKeepsItsTime() throws IOException {
        process(200, OWN_PID, false, 1_000, 0);
        QuietGate gate = gate();
        QuietGate.Sample before = gate.before();
        machine.without("/proc/200/stat");
        process(OWN_PID, 1, false, 10, 1_100);
        cpu(100, 0, 900);
        assertEquals(0, gate.after(before).otherCpuRatio());
    }

    @Test
    void theWorkOfOthersMarksTheFork() {
        QuietGate gate = gate();
        QuietGate.Sample before = gate.before();
        process(OWN_PID, 1, false, 310, 0);
        cpu(360, 0, 640);
        QuietReading reading = gate.after(before);
        assertEquals(0.06, reading.otherCpuRatio(), 1e-12);
        assertFalse(reading.quiet());
        assertEquals("other processes used 6.0 % of the processors, above 5 %", reading.reason());
    }

    @Test
    void othersUpToTheBoundAreQuiet() {
        QuietGate gate = gate();
        QuietGate.Sample before = gate.before();
        cpu(50, 0, 950);
        QuietReading reading = gate.after(before);
        assertEquals(0.05, reading.otherCpuRatio());
        assertTrue(reading.quiet());
    }

    @Test
    void threadsOfTheKernelAreNotOthers() {
        process(2, 0, true, 10, 0);
        process(9, 2, true, 1_000, 0);
        QuietGate gate = gate();
        QuietGate.Sample before = gate.before();
        process(9, 2, true, 1_200, 0);
        cpu(210, 0, 790);
        assertEquals(0.01, gate.after(before).otherCpuRatio(), 1e-12);
    }

    @Test
    void stolenTimeMarksTheFork() {
        QuietGate gate = gate();
        QuietGate.Sample before = gate.before();
        cpu(0, 11, 989);
        QuietReading reading = gate.after(before);
        assertEquals(0.011, reading.stealRatio(), 1e-12);
        assertEquals("the hypervisor took 1.1 % of the processors, above 1 %", reading.reason());
        assertFalse(reading.quiet());
    }

    @Test
    void waitingForDisksBeforeTheForkMarksIt() {
        ioWaitedMicros = 50_000;
        QuietGate gate = gate();
        QuietGate.Sample before = gate.before();
        cpu(0, 0, 1_000);
        QuietReading reading = gate.after(before);
        // 50 of 250 ms, whatever the averages still remember of the fork before.
        assertEquals(0.2, reading.ioPressureRatio(), 1e-12);
        assertEquals("before the fork something waited for a disk 20.0 % of the time, above 10 %", reading.reason());
    }

    @Test
    void everyBoundPassedIsTold() {
        ioWaitedMicros = 250_000;
        QuietGate gate = gate();
        QuietGate.Sample before = gate.before();
        cpu(100, 100, 800);
        assertEquals(3, List.of(gate.after(before).reason().split("; ", -1)).size());
    }

    @Test
    void samplingThatOvershootsIsNotBelowNothing() {
        QuietGate gate = gate();
        QuietGate.Sample before = gate.before();
        process(OWN_PID, 1, false, 110, 0);
        cpu(90, 0, 910);
        assertEquals(0, gate.after(before).otherCpuRatio());
    }

    @Test
    void withoutKernelFilesNothingIsGated() {
        var gate = new QuietGate(new SystemFiles(root.resolve("none")), OWN_PID, clock, clock::park);
        QuietReading reading = gate.after(gate.before());
        assertEquals(new QuietReading(-1, -1, -1, true, "not readable: no /proc/stat"), reading);
        assertFalse(reading.gated());
    }

    @Test
    void withoutPressureTheRestIsGated() {
        machine.without("/proc/pressure/io");
        var gate = new QuietGate(machine.files(), OWN_PID, clock, clock::park);
        QuietGate.Sample before = gate.before();
        cpu(500, 0, 500);
        QuietReading reading = gate.after(before);
        assertEquals(-1, reading.ioPressureRatio());
        assertEquals(0.5, reading.otherCpuRatio());
        assertFalse(reading.quiet());
        assertTrue(reading.gated());
    }

    @Test
    void aForkShorterThanATickIsNotGated() {
        QuietGate gate = gate();
        assertEquals(
                "not readable: the fork was shorter than a tick",
                gate.after(gate.before()).reason());
    }

    @Test
    void theIdleWindowIsWatchedToItsEnd() {
        // A park that returns early, as it may.
        var gate = new QuietGate(machine.files(), OWN_PID, clock, nanos -> clock.park(nanos / 2 + 1));
        gate.idle(Duration.ofSeconds(1));
        assertTrue(clock.parkedNanos() >= 1_000_000_000);
    }

    @Test
    void readsThisMachine() {
        QuietGate gate = QuietGate.ofSystem();
        QuietReading reading = gate.after(gate.before());
        assertTrue(reading.otherCpuRatio() <= 1 && reading.stealRatio() <= 1 && reading.ioPressureRatio() <= 1);
    }
}
