package io.blackstart.crashkit.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.crashkit.CaseVerdict;
import io.blackstart.crashkit.FailingCase;
import io.blackstart.crashkit.KitLimits;
import io.blackstart.crashkit.KitListener;
import io.blackstart.crashkit.KitOptions;
import io.blackstart.crashkit.KitReport;
import io.blackstart.crashkit.KitSize;
import io.blackstart.crashkit.Subject;
import io.blackstart.crashkit.recorded.RecordedTier;
import io.blackstart.log.Durability;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogOptions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A log that is sound but for a few openings, at each of which it does something worse than losing a record. */
class HostileLogTest {
    private static final long CASE_TIMEOUT_NANOS = 2_000_000_000L;
    private static final int HOARD_BYTES = 1 << 27;

    private final AtomicInteger openings = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);

    private final class Hostile extends ReferenceLog {
        private byte[] hoard = {};

        Hostile(LogFiles files, LogOptions options) {
            super(files, options);
        }

        @Override
        void lock() {
            super.lock();
            switch (openings.incrementAndGet()) {
                case 2_000 -> hang();
                case 2_200 -> hoard(new byte[HOARD_BYTES]);
                case 2_400 -> files.open("../elsewhere", true).close();
                case 2_600 -> throw new AssertionError("made up");
                default -> {}
            }
        }

        /** Kept, or the compiler would leave the allocation out. */
        private void hoard(byte[] taken) {
            hoard = taken;
            assertEquals(HOARD_BYTES, hoard.length);
        }

        /** Interrupts do not help. */
        private void hang() {
            while (end.getCount() > 0) {
                try {
                    end.await();
                } catch (InterruptedException ignored) {
                    // Once more.
                }
            }
        }
    }

    private KitReport run(KitOptions options) {
        var subject = new Subject(
                new ReferenceDesign("hostile", "misbehaves now and then", Hostile::new),
                LogOptions.of(5, Durability.POWER));
        return new RecordedTier().run(subject, options, KitListener.SILENT);
    }

    @Test
    void eachEndsInItsVerdictAndTheKitGoesOn() {
        var limits = new KitLimits(CASE_TIMEOUT_NANOS, KitLimits.DEFAULT.allocationBytesMax(), 2);
        KitReport report;
        try {
            report = run(KitOptions.of(KitSize.BUILD, 8).withLimits(limits));
        } finally {
            end.countDown();
        }

        assertEquals(1, report.count(CaseVerdict.HANG), report::toString);
        assertEquals(1, report.count(CaseVerdict.UNBOUNDED), report::toString);
        assertEquals(1, report.count(CaseVerdict.OUTSIDE), report::toString);
        assertEquals(4, report.failing().size(), report::toString);
        assertEquals(List.of(), report.skipped());
        assertTrue(report.count(CaseVerdict.OK) > 5_000, report::toString);
        assertTrue(report.counts().keySet().containsAll(List.of("second-opener", "no-room")), report::toString);
        assertTrue(
                report.failing().stream().map(FailingCase::detail).anyMatch(detail -> detail.contains("made up")),
                report::toString);
    }

    @Test
    void stopsAndSaysSoWhenTooManyHang() {
        openings.set(1_900);
        var limits = new KitLimits(CASE_TIMEOUT_NANOS, KitLimits.DEFAULT.allocationBytesMax(), 1);
        KitReport report;
        try {
            report = run(KitOptions.of(KitSize.BUILD, 8).withLimits(limits));
        } finally {
            end.countDown();
        }

        assertEquals(1, report.count(CaseVerdict.HANG), report::toString);
        assertEquals(1, report.skipped().size(), report::toString);
        assertTrue(report.skipped().get(0).contains("hanging cases=1"), report::toString);
    }
}
