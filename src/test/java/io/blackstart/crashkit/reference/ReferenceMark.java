package io.blackstart.crashkit.reference;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.log.LogFile;
import io.blackstart.log.LogFiles;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * How far the reference log was acknowledged: two slots in sectors of their own, written in turn, forced before each
 * acknowledgement. So after any crash the newer sound slot is exact.
 *
 * <pre>slot: log id 8 | sequence 8 | position 8 | CRC32C of these 4</pre>
 */
final class ReferenceMark {
    static final String NAME = "reference.mark";
    private static final String TEMPORARY = "reference.mark.new";
    private static final int SLOT_DISTANCE = 512;
    private static final int SLOT_LENGTH = 28;

    private final LogFiles files;
    private final long logId;
    private long sequence;
    private int newest;
    private long position;

    ReferenceMark(LogFiles files, long logId) {
        this.files = files;
        this.logId = logId;
    }

    long position() {
        return position;
    }

    /** Whether there is one; refuses one that is damaged or another log's. */
    boolean read() {
        if (!files.list().contains(NAME)) {
            return false;
        }
        ByteBuffer bytes = ByteBuffer.allocate(2 * SLOT_DISTANCE);
        try (LogFile file = files.open(NAME, false)) {
            file.read(bytes, 0);
        }
        bytes.clear();
        boolean foreign = false;
        sequence = 0;
        for (int slot = 0; slot < 2; slot++) {
            int at = slot * SLOT_DISTANCE;
            boolean sound = bytes.getInt(at + 24) == check(bytes, at) && bytes.getLong(at + 8) > 0;
            foreign |= sound && bytes.getLong(at) != logId;
            if (sound && bytes.getLong(at) == logId && bytes.getLong(at + 8) > sequence) {
                sequence = bytes.getLong(at + 8);
                position = bytes.getLong(at + 16);
                newest = slot;
            }
        }
        if (sequence == 0) {
            throw new BlackstartException(
                    foreign ? ErrorCode.FOREIGN : ErrorCode.CORRUPT, "the mark tells nothing of log " + logId);
        }
        return true;
    }

    void create(Runnable forceDirectory) {
        if (files.list().contains(TEMPORARY)) {
            files.remove(TEMPORARY);
        }
        sequence = 1;
        newest = 0;
        position = 0;
        try (LogFile file = files.create(TEMPORARY)) {
            file.write(slot(), 0);
            file.force();
        }
        files.rename(TEMPORARY, NAME);
        forceDirectory.run();
    }

    void store(long acknowledged) {
        sequence++;
        position = acknowledged;
        newest = 1 - newest;
        try (LogFile file = files.open(NAME, true)) {
            file.write(slot(), (long) newest * SLOT_DISTANCE);
            file.force();
        }
    }

    private ByteBuffer slot() {
        ByteBuffer slot = ByteBuffer.allocate(SLOT_LENGTH);
        slot.putLong(0, logId).putLong(8, sequence).putLong(16, position);
        return slot.putInt(24, check(slot, 0));
    }

    private static int check(ByteBuffer bytes, int at) {
        var crc = new CRC32C();
        crc.update(bytes.duplicate().limit(at + 24).position(at));
        return (int) crc.getValue();
    }
}
