package io.blackstart.benchmarks;

import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;

/**
 * CRC32C over the bytes of all records of a log, in order. The digests of package chat leave texts to the log's own checksums;
 * not every log has them, so this compares them from outside. One thread.
 */
final class ContentChecksum {
    private final CRC32C crc = new CRC32C();
    private byte[] copy = new byte[1 << 16];

    /** Adds the next record. */
    void add(DirectBuffer buffer, int offset, int length) {
        if (length > copy.length) {
            copy = new byte[length];
        }
        buffer.getBytes(offset, copy, 0, length);
        crc.update(copy, 0, length);
    }

    /** Of all records so far. */
    long value() {
        return crc.getValue();
    }
}
