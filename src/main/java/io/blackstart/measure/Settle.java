package io.blackstart.measure;

import io.blackstart.BlackstartException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.agrona.concurrent.NanoClock;

/**
 * Lets the disk work of one fork end before the next begins: rule 13 of the measuring rules. Syncs all file systems, then waits until the
 * kernel's writeback debt is small. Work that a disk or a host does after it has acknowledged cannot be seen.
 */
public final class Settle {
    /** Debt below which a machine counts as settled, unless told otherwise: what daemons leave at any time. */
    public static final long DEFAULT_DEBT_BYTES = 8L << 20;

    /** How long to wait for it at most, unless told otherwise. */
    public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(15);

    private static final long LOOK_EVERY_NANOS = 20_000_000;

    private final SystemFiles files;
    private final Runnable sync;
    private final NanoClock clock;
    private final LongConsumer parkNanos;

    Settle(SystemFiles files, Runnable sync, NanoClock clock, LongConsumer parkNanos) {
        this.files = files;
        this.sync = sync;
        this.clock = clock;
        this.parkNanos = parkNanos;
    }

    /** Settling on this machine. */
    public static Settle ofSystem() {
        return new Settle(SystemFiles.ofSystem(), Settle::sync, System::nanoTime, LockSupport::parkNanos);
    }

    /** Writes all dirty pages of all file systems, through the command {@code sync}. */
    static void sync() {
        Command.run(List.of("sync"));
    }

    /** {@link #settle(long, Duration)} with the defaults. */
    public SettleReport settle() {
        return settle(DEFAULT_DEBT_BYTES, DEFAULT_LIMIT);
    }

    /**
     * Syncs and waits. Never throws for a machine that does not settle: the report says so.
     *
     * @param debtBytes the bound at or below which the machine counts as settled, 0 or more
     * @param limit how long to wait at most after the sync, which itself may take as long as the disk needs
     * @throws IllegalArgumentException when one is negative
     */
    public SettleReport settle(long debtBytes, Duration limit) {
        if (debtBytes < 0 || limit.isNegative()) {
            throw new IllegalArgumentException("debtBytes=" + debtBytes + ", limit=" + limit);
        }
        long startNanos = clock.nanoTime();
        long before = debtBytesNow();
        try {
            sync.run();
        } catch (BlackstartException e) {
            return new SettleReport(
                    false, before, debtBytesNow(), clock.nanoTime() - startNanos, "no sync: " + e.getMessage());
        }
        long syncedNanos = clock.nanoTime();
        long debt = debtBytesNow();
        if (debt < 0) {
            String reason = SystemFiles.NOT_READABLE + "no " + MemInfo.PATH + ", synced only";
            return new SettleReport(false, before, debt, syncedNanos - startNanos, reason);
        }
        while (debt > debtBytes && clock.nanoTime() - syncedNanos < limit.toNanos()) {
            parkNanos.accept(LOOK_EVERY_NANOS);
            debt = debtBytesNow();
        }
        String reason = debt <= debtBytes
                ? ""
                : debt + " bytes wait for writeback after " + limit.toMillis() + " ms, above " + debtBytes;
        return new SettleReport(debt <= debtBytes, before, debt, clock.nanoTime() - startNanos, reason);
    }

    private long debtBytesNow() {
        return files.read(MemInfo.PATH)
                .optional()
                .map(text -> MemInfo.parse(text).writebackDebtBytes())
                .orElse(-1L);
    }
}
