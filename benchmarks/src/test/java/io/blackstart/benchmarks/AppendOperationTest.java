package io.blackstart.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.blackstart.log.Durability;
import io.blackstart.workload.RecordTape;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppendOperationTest {
    private final RecordTape tape = RecordTape.fixed(1, 64, 1 << 16);

    @TempDir
    Path directory;

    @Test
    void aRecordIsCompleteOnlyWhenTheLogSaysSo() {
        try (var log = new FileLog(directory, Durability.POWER, FileLog.Lie.NONE);
                var idle = DurabilityWaiter.start(
                        new FileLog(directory.resolve("other"), Durability.PROCESS, FileLog.Lie.NONE))) {
            var operation = new AppendOperation(log, tape.cursor(0), idle, 16);
            operation.send(0);
            operation.send(1);
            assertEquals(0, operation.completedCount());
            log.awaitDurable(0);
            assertEquals(2, operation.completedCount());
            assertEquals(2, operation.sentCount());
        }
    }

    @Test
    void theWaiterMakesEveryRecordDurable() {
        try (var log = new FileLog(directory, Durability.POWER, FileLog.Lie.NONE)) {
            AppendOperation operation;
            try (var waiter = DurabilityWaiter.start(log)) {
                operation = new AppendOperation(log, tape.cursor(0), waiter, 1024);
                for (int index = 0; index < 1000; index++) {
                    operation.send(index);
                }
            }
            assertEquals(1000, operation.completedCount());
        }
    }

    @Test
    void theWaiterEndsWithoutARecord() {
        try (var log = new FileLog(directory, Durability.POWER, FileLog.Lie.NONE)) {
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(30), () -> DurabilityWaiter.start(log).close());
        }
    }

    @Test
    void theWaiterWakesFromItsParking() {
        try (var log = new FileLog(directory, Durability.POWER, FileLog.Lie.NONE);
                var waiter = DurabilityWaiter.start(log)) {
            var operation = new AppendOperation(log, tape.cursor(0), waiter, 16);
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
                for (int index = 0; index < 50; index++) {
                    operation.send(index);
                    while (operation.completedCount() <= index) {
                        Thread.onSpinWait();
                    }
                }
            });
        }
    }

    @Test
    void refusesALimitThatIsNoPowerOfTwo() {
        try (var log = new FileLog(directory, Durability.PROCESS, FileLog.Lie.NONE);
                var waiter = DurabilityWaiter.start(log)) {
            assertThrows(IllegalArgumentException.class, () -> new AppendOperation(log, tape.cursor(0), waiter, 12));
        }
    }
}
