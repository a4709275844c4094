package io.blackstart.replication.node;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.log.LogFile;
import io.blackstart.log.LogFiles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.zip.CRC32C;

/**
 * What a replica must remember beside its records; one small file, replaced atomically and forced.
 *
 * <pre>
 *  0       4     8            16           24       32           40          44
 *  +-------+-----+------------+------------+--------+------------+-----------+--------------------+
 *  | magic | CRC | promised   | generation | flags  | acknowl.   | epochs, n | n * (epoch, first) |
 *  +-------+-----+------------+------------+--------+------------+-----------+--------------------+
 * </pre>
 *
 * <p>Little endian; the CRC32C covers all behind it.
 *
 * @param promisedEpoch leaders of a lower epoch are refused
 * @param generation number of the log directory in use; it rises when the copy is made anew
 * @param complete whether the copy has ever held all that was acknowledged when it asked; until then it must not lead
 * @param acknowledgedPosition every record below is known to be acknowledged; it may be more
 * @param history which epoch the records were written in
 */
record ReplicaMeta(
        long promisedEpoch, long generation, boolean complete, long acknowledgedPosition, EpochHistory history) {
    /** A replica that knows nothing. */
    static final ReplicaMeta NEW = new ReplicaMeta(0, 0, false, 0, EpochHistory.EMPTY);

    private static final String NAME = "replica.meta";
    private static final String NEW_NAME = "replica.meta.new";
    private static final int MAGIC = 0x314D5242; // "BRM1"
    private static final int CRC_OFFSET = 4;
    private static final int BODY_OFFSET = 8;
    private static final int FIXED_LENGTH = 44;
    private static final int ENTRY_LENGTH = 16;

    ReplicaMeta withPromisedEpoch(long epoch) {
        return new ReplicaMeta(epoch, generation, complete, acknowledgedPosition, history);
    }

    ReplicaMeta withHistory(EpochHistory other) {
        return new ReplicaMeta(promisedEpoch, generation, complete, acknowledgedPosition, other);
    }

    ReplicaMeta withComplete(long acknowledged) {
        return new ReplicaMeta(promisedEpoch, generation, true, acknowledged, history);
    }

    ReplicaMeta withAcknowledgedPosition(long acknowledged) {
        return new ReplicaMeta(promisedEpoch, generation, complete, acknowledged, history);
    }

    /** An empty copy in the next generation, incomplete until it has caught up. */
    ReplicaMeta anew() {
        return new ReplicaMeta(promisedEpoch, generation + 1, false, 0, EpochHistory.EMPTY);
    }

    /** Reads it; {@link #NEW} when there is none. */
    static ReplicaMeta read(LogFiles files) {
        if (!files.list().contains(NAME)) {
            return NEW;
        }
        try (LogFile file = files.open(NAME, false)) {
            int lengthMax = FIXED_LENGTH + ENTRY_LENGTH * io.blackstart.replication.wire.WireFrame.EPOCH_COUNT_MAX;
            if (file.size() < FIXED_LENGTH || file.size() > lengthMax) {
                throw corrupt(files, "its length is " + file.size());
            }
            var bytes = ByteBuffer.allocate((int) file.size()).order(ByteOrder.LITTLE_ENDIAN);
            while (bytes.hasRemaining()) {
                if (file.read(bytes, bytes.position()) < 0) {
                    throw corrupt(files, "it ended while it was read");
                }
            }
            return decode(files, bytes);
        }
    }

    private static ReplicaMeta decode(LogFiles files, ByteBuffer bytes) {
        int count = bytes.getInt(FIXED_LENGTH - Integer.BYTES);
        boolean sound = bytes.getInt(0) == MAGIC
                && bytes.getInt(CRC_OFFSET) == check(bytes)
                && count >= 0
                && bytes.capacity() == FIXED_LENGTH + (long) count * ENTRY_LENGTH;
        if (!sound) {
            throw corrupt(files, "magic, checksum or length is wrong");
        }
        var entries = new ArrayList<EpochHistory.Entry>();
        for (int index = 0; index < count; index++) {
            int at = FIXED_LENGTH + index * ENTRY_LENGTH;
            entries.add(new EpochHistory.Entry(bytes.getLong(at), bytes.getLong(at + Long.BYTES)));
        }
        return new ReplicaMeta(
                bytes.getLong(8),
                bytes.getLong(16),
                bytes.getLong(24) == 1,
                bytes.getLong(32),
                new EpochHistory(entries));
    }

    /** Writes it; when the call returns it survives loss of power. */
    void write(LogFiles files) {
        int length = FIXED_LENGTH + history.entries().size() * ENTRY_LENGTH;
        var bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0, MAGIC)
                .putLong(8, promisedEpoch)
                .putLong(16, generation)
                .putLong(24, complete ? 1 : 0)
                .putLong(32, acknowledgedPosition)
                .putInt(FIXED_LENGTH - Integer.BYTES, history.entries().size());
        int at = FIXED_LENGTH;
        for (EpochHistory.Entry entry : history.entries()) {
            bytes.putLong(at, entry.epoch()).putLong(at + Long.BYTES, entry.firstPosition());
            at += ENTRY_LENGTH;
        }
        bytes.putInt(CRC_OFFSET, check(bytes));
        if (files.list().contains(NEW_NAME)) {
            files.remove(NEW_NAME);
        }
        try (LogFile file = files.create(NEW_NAME)) {
            file.write(bytes, 0);
            file.force();
        }
        files.rename(NEW_NAME, NAME);
        files.forceDirectory();
    }

    private static int check(ByteBuffer bytes) {
        var crc = new CRC32C();
        crc.update(bytes.duplicate().clear().position(BODY_OFFSET));
        return (int) crc.getValue();
    }

    private static BlackstartException corrupt(LogFiles files, String what) {
        return new BlackstartException(
                ErrorCode.CORRUPT, what, files.directory().resolve(NAME), BlackstartException.NO_POSITION, null);
    }
}
