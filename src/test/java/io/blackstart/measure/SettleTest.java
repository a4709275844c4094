package io.blackstart.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettleTest {
    private static final long MEBIBYTE = 1L << 20;

    @TempDir
    Path root;

    private final FakeClock clock = new FakeClock(0);
    private long debtKibibytes;
    private int syncCount;

    private Settle settle(long drainedKibibytesPerLook) {
        var machine = new FakeMachine(root);
        publish(machine);
        return new Settle(machine.files(), () -> syncCount++, clock, nanos -> {
            clock.park(nanos);
            debtKibibytes = Math.max(0, debtKibibytes - drainedKibibytesPerLook);
            publish(machine);
        });
    }

    private void publish(FakeMachine machine) {
        machine.file("/proc/meminfo", "Dirty: " + debtKibibytes / 2 + " kB\nWriteback: " + debtKibibytes / 2 + " kB\n");
    }

    @Test
    void waitsUntilTheDebtIsSmall() {
        debtKibibytes = 10_240;
        SettleReport report = settle(1_024).settle(2 * MEBIBYTE, Duration.ofSeconds(10));
        assertEquals(new SettleReport(true, 10 * MEBIBYTE, 2 * MEBIBYTE, 8 * 20_000_000, ""), report);
        assertEquals(1, syncCount);
    }

    @Test
    void doesNotWaitWhenNothingIsOwed() {
        SettleReport report = settle(0).settle();
        assertEquals(new SettleReport(true, 0, 0, 0, ""), report);
    }

    @Test
    void endsAtTheLimit() {
        debtKibibytes = 10_240;
        SettleReport report = settle(0).settle(MEBIBYTE, Duration.ofSeconds(1));
        assertFalse(report.settled());
        assertEquals(10 * MEBIBYTE, report.debtBytesAfter());
        assertEquals(1_000_000_000, report.durationNanos());
        assertEquals("10485760 bytes wait for writeback after 1000 ms, above 1048576", report.reason());
    }

    @Test
    void saysSoWithoutKernelFiles() {
        var files = new SystemFiles(root.resolve("none"));
        SettleReport report = new Settle(files, () -> syncCount++, clock, clock::park).settle();
        assertEquals(new SettleReport(false, -1, -1, 0, "not readable: no /proc/meminfo, synced only"), report);
        assertEquals(1, syncCount);
    }

    @Test
    void saysSoWhenNothingSyncs() {
        Runnable failing = () -> {
            throw new BlackstartException(ErrorCode.MISSING, "cannot run sync");
        };
        SettleReport report = new Settle(new SystemFiles(root), failing, clock, clock::park).settle();
        assertFalse(report.settled());
        assertTrue(report.reason().startsWith("no sync: "), report.reason());
    }

    @Test
    void refusesBoundsThatAreNone() {
        Settle settle = settle(0);
        assertThrows(IllegalArgumentException.class, () -> settle.settle(-1, Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> settle.settle(0, Duration.ofNanos(-1)));
    }
}
