package io.blackstart.log;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * How far a log was acknowledged, kept beside it in a small mapped file, so that damage to what was acknowledged can be told
 * from a torn tail, even a cut exactly at the border of a record. Updated by plain stores into memory after a force and before
 * the acknowledgement: some ten nanoseconds.
 *
 * <p><b>kill -9</b> leaves the mark exact: the stores are in the page cache. <b>Power loss</b> may leave an older mark, or
 * none: the file is only forced at opening, at each new segment and at closing. Both are harmless. An older mark is a true
 * lower bound, since all below it was forced before it was stored.
 *
 * <p>Class PROCESS acknowledges what is not forced. Its mark counts while the operating system runs that ran then
 * ({@link LogFiles#bootId}); afterwards only the forced position does.
 *
 * <p>Updates come from one thread at a time.
 */
public final class DurableMark implements AutoCloseable {
    private final long logId;
    private final long bootId;
    private final boolean process;
    private final MappedRegion region;
    private final ByteBuffer view;
    private final UnsafeBuffer slots;
    private final UnsafeBuffer word;
    private final CRC32C crc = new CRC32C();
    private long sequence;

    private DurableMark(LogFiles files, LogOptions options, MappedRegion region, long sequence) {
        this.logId = options.logId();
        this.bootId = files.bootId();
        this.process = options.durability() == Durability.PROCESS;
        this.region = region;
        this.view = region.buffer().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        this.slots = new UnsafeBuffer(region.buffer());
        this.word = new UnsafeBuffer(region.buffer(), MarkDescriptor.WORD_OFFSET, Long.BYTES);
        this.sequence = sequence;
    }

    /**
     * What a mark says about the log it was found with.
     *
     * @param sequence of the newest slot
     * @param forcedPosition all below was forced
     * @param acknowledgedPosition all below must be there; at least {@code forcedPosition}
     * @param clean whether nothing can stand behind {@code acknowledgedPosition}
     * @param unforcedMayBeGone whether records behind {@code forcedPosition} were acknowledged by an operating system that
     *     has ended since, so that any of them may be missing
     * @param process whether the writer's class was PROCESS
     */
    public record Reading(
            long sequence,
            long forcedPosition,
            long acknowledgedPosition,
            boolean clean,
            boolean unforcedMayBeGone,
            boolean process) {}

    /**
     * Reads the mark of a log, changing nothing.
     *
     * @param files where
     * @param logId the log's
     * @return what it says, null when there is none that passes its check
     * @throws BlackstartException FOREIGN, VERSION, CORRUPT when the file is none, IO
     */
    public static @Nullable Reading read(LogFiles files, long logId) {
        if (!files.list().contains(MarkDescriptor.NAME)) {
            return null;
        }
        ByteBuffer bytes = MarkDescriptor.emptyFile();
        try (LogFile file = files.open(MarkDescriptor.NAME, false)) {
            file.read(bytes, 0);
        }
        bytes.clear();
        MarkDescriptor.Slot newest = MarkDescriptor.newest(bytes);
        if (newest == null) {
            return null;
        }
        check(newest, logId, files.directory().resolve(MarkDescriptor.NAME));
        return reading(
                newest, MarkDescriptor.position(logId, bytes.getLong(MarkDescriptor.WORD_OFFSET)), files.bootId());
    }

    private static void check(MarkDescriptor.Slot slot, long logId, Path path) {
        if (!slot.known()) {
            throw new BlackstartException(
                    ErrorCode.VERSION,
                    "found mark format " + Integer.toUnsignedString(slot.version()) + ", know "
                            + MarkDescriptor.VERSION,
                    path,
                    BlackstartException.NO_POSITION,
                    null);
        }
        if (slot.logId() != logId) {
            throw new BlackstartException(
                    ErrorCode.FOREIGN,
                    "found the mark of log " + slot.logId() + ", opening log " + logId,
                    path,
                    BlackstartException.NO_POSITION,
                    null);
        }
    }

    private static Reading reading(MarkDescriptor.Slot slot, long word, long bootId) {
        boolean sameBoot = slot.bootId() == bootId
                || slot.bootId() == LogFiles.UNKNOWN_BOOT_ID
                || bootId == LogFiles.UNKNOWN_BOOT_ID;
        long acknowledged = Math.max(slot.acknowledgedPosition(), word);
        boolean gone = !sameBoot && acknowledged > slot.forcedPosition();
        return new Reading(
                slot.sequence(),
                slot.forcedPosition(),
                gone ? slot.forcedPosition() : acknowledged,
                slot.clean() && !gone,
                gone,
                slot.process());
    }

    /**
     * Opens the mark for updates. Makes the file, durably, when there is none of full size.
     *
     * @param files where
     * @param options log id and class
     * @param last what {@link #read} gave
     * @throws BlackstartException DISK_FULL, IO
     */
    static DurableMark open(LogFiles files, LogOptions options, @Nullable Reading last) {
        if (!hasFullSize(files)) {
            create(files);
        }
        try (LogFile file = files.open(MarkDescriptor.NAME, true)) {
            MappedRegion region = file.map(0, MarkDescriptor.FILE_LENGTH, true);
            return new DurableMark(files, options, region, last == null ? 0 : last.sequence);
        }
    }

    private static boolean hasFullSize(LogFiles files) {
        if (!files.list().contains(MarkDescriptor.NAME)) {
            return false;
        }
        try (LogFile file = files.open(MarkDescriptor.NAME, false)) {
            return file.size() == MarkDescriptor.FILE_LENGTH;
        }
    }

    /** Real zeros, forced, under a temporary name first: a full disk is met here and never under the mapping. */
    private static void create(LogFiles files) {
        if (files.list().contains(MarkDescriptor.TEMPORARY_NAME)) {
            files.remove(MarkDescriptor.TEMPORARY_NAME);
        }
        try (LogFile file = files.create(MarkDescriptor.TEMPORARY_NAME)) {
            file.write(MarkDescriptor.emptyFile(), 0);
            file.force();
        } catch (BlackstartException e) {
            removeAfter(files, e);
            throw e;
        }
        files.rename(MarkDescriptor.TEMPORARY_NAME, MarkDescriptor.NAME);
        files.forceDirectory();
    }

    private static void removeAfter(LogFiles files, BlackstartException failure) {
        try {
            if (files.list().contains(MarkDescriptor.TEMPORARY_NAME)) {
                files.remove(MarkDescriptor.TEMPORARY_NAME);
            }
        } catch (BlackstartException second) {
            failure.addSuppressed(second);
        }
    }

    /**
     * Stores that all below {@code position} is forced and therefore acknowledged. No system call.
     *
     * @param position at least that of the update before
     * @throws BlackstartException IO when the page cannot be written
     */
    public void forced(long position) {
        sequence++;
        try {
            MarkDescriptor.advance(view, MarkDescriptor.slotOffset(sequence), sequence, position, position, crc);
            requireArrived();
        } catch (InternalError e) {
            throw MappedStores.failure(e);
        }
        VarHandle.releaseFence();
    }

    /**
     * Stores that all below {@code position} is acknowledged though not forced: one aligned word, for class PROCESS. Stores
     * made before by this thread are in memory when it is.
     *
     * @throws BlackstartException IO when the page cannot be written
     */
    public void acknowledged(long position) {
        try {
            long stored = MarkDescriptor.word(logId, position);
            word.putLongRelease(0, stored);
            if (word.getLongVolatile(0) != stored) {
                throw MappedStores.lost();
            }
        } catch (InternalError e) {
            throw MappedStores.failure(e);
        }
    }

    /**
     * Stores the whole truth and forces it: at opening, before the first record, at closing.
     *
     * @param forcedPosition all below is forced
     * @param acknowledgedPosition all below is acknowledged
     * @param clean whether nothing stands behind it; must be taken back before a record is written there
     * @throws BlackstartException IO
     */
    public void restart(long forcedPosition, long acknowledgedPosition, boolean clean) {
        lowerWord(acknowledgedPosition);
        // Both slots, so that no older one can tell another story should the newer be torn.
        for (int slot = 0; slot < 2; slot++) {
            sequence++;
            var whole = new MarkDescriptor.Slot(
                    MarkDescriptor.VERSION,
                    clean,
                    process,
                    logId,
                    sequence,
                    forcedPosition,
                    acknowledgedPosition,
                    bootId);
            store(whole);
        }
        acknowledged(acknowledgedPosition);
        force();
    }

    /** Reads back what the last update changed. */
    private void requireArrived() {
        if (slots.getLongVolatile(MarkDescriptor.sequenceOffset(sequence)) != sequence) {
            throw MappedStores.lost();
        }
    }

    private void store(MarkDescriptor.Slot whole) {
        try {
            MarkDescriptor.store(view, MarkDescriptor.slotOffset(sequence), whole, crc);
            requireArrived();
        } catch (InternalError e) {
            throw MappedStores.failure(e);
        }
    }

    /**
     * Takes back a word that tells of more than is left: records of class PROCESS that a power cut took. Forced before the
     * slots are stored, or a crash in between would find the new slots, of the operating system that runs, beside the old word.
     */
    private void lowerWord(long acknowledgedPosition) {
        if (MarkDescriptor.position(logId, word.getLong(0)) > acknowledgedPosition) {
            acknowledged(acknowledgedPosition);
            force();
        }
    }

    /**
     * Makes the mark durable.
     *
     * @throws BlackstartException IO
     */
    public void force() {
        region.force(0, MarkDescriptor.FILE_LENGTH);
    }

    /** Unmaps, storing nothing. Idempotent. */
    @Override
    public void close() {
        region.close();
    }
}
