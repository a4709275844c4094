package io.blackstart.log.chronicle;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.log.LogFile;
import io.blackstart.log.LogFiles;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * The file {@value #NAME} beside the queue, which itself does not know whose it is. Written once, before the queue.
 *
 * <pre>
 *   0  magic "BSTARTCQ"       8 bytes, little endian as all
 *   8  format version, 1      4 bytes
 *  12  block bytes            4 bytes
 *  16  log id                 8 bytes
 *  24  CRC32C of bytes 0-23   4 bytes
 * </pre>
 */
final class ChronicleIdentity {
    static final String NAME = "log.identity";
    private static final String TEMPORARY_NAME = "log.identity.new";
    private static final long MAGIC = 0x5143_5452_4154_5342L;
    private static final int VERSION = 1;
    private static final int CRC_OFFSET = 24;
    private static final int LENGTH = 28;

    private ChronicleIdentity() {}

    /** Refuses another log's directory; true when the directory holds no log and the file was made. */
    static boolean checkOrCreate(LogFiles files, long logId, int blockBytes) {
        if (files.list().contains(NAME)) {
            check(files, logId, blockBytes);
            return false;
        }
        if (files.list().stream().anyMatch(name -> name.endsWith(".cq4"))) {
            throw new BlackstartException(
                    ErrorCode.MISSING,
                    "there is a queue, but not the file " + NAME + " that tells whose it is",
                    files.directory(),
                    BlackstartException.NO_POSITION,
                    null);
        }
        create(files, logId, blockBytes);
        return true;
    }

    private static void create(LogFiles files, long logId, int blockBytes) {
        if (files.list().contains(TEMPORARY_NAME)) {
            files.remove(TEMPORARY_NAME);
        }
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(MAGIC).putInt(VERSION).putInt(blockBytes).putLong(logId);
        bytes.putInt(crc(bytes)).flip();
        try (LogFile file = files.create(TEMPORARY_NAME)) {
            file.write(bytes, 0);
            file.force();
        }
        files.rename(TEMPORARY_NAME, NAME);
        files.forceDirectory();
    }

    private static void check(LogFiles files, long logId, int blockBytes) {
        Path path = files.directory().resolve(NAME);
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        try (LogFile file = files.open(NAME, false)) {
            file.read(bytes, 0);
        }
        bytes.clear();
        if (bytes.getLong(0) != MAGIC) {
            throw refusal(ErrorCode.CORRUPT, "the magic is wrong", path);
        }
        if (bytes.getInt(8) != VERSION) {
            throw refusal(ErrorCode.VERSION, "found format " + bytes.getInt(8) + ", know " + VERSION, path);
        }
        if (bytes.getInt(CRC_OFFSET) != crc(bytes)) {
            throw refusal(ErrorCode.CORRUPT, "the check fails", path);
        }
        if (bytes.getLong(16) != logId) {
            throw refusal(ErrorCode.FOREIGN, "found log " + bytes.getLong(16) + ", opening log " + logId, path);
        }
        if (bytes.getInt(12) != blockBytes) {
            throw new IllegalArgumentException(
                    "segmentBytes=" + blockBytes + " but the log was made with " + bytes.getInt(12));
        }
    }

    private static int crc(ByteBuffer bytes) {
        var crc = new CRC32C();
        crc.update(bytes.duplicate().position(0).limit(CRC_OFFSET));
        return (int) crc.getValue();
    }

    private static BlackstartException refusal(ErrorCode code, String message, Path path) {
        return new BlackstartException(code, message, path, BlackstartException.NO_POSITION, null);
    }
}
