package io.blackstart.crashkit.recorded;

import io.blackstart.log.MappedRegion;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A mapping of a file in memory: a buffer of its own, compared with the file whenever somebody looks, since a store cannot be
 * seen when it happens.
 */
final class MemoryRegion implements MappedRegion {
    private static final int SECTOR_BYTES = 512;

    private final MemoryDirectory directory;
    private final MemoryLogFile handle;
    private final int offset;
    private final int length;
    private final ByteBuffer buffer;
    private boolean closed;

    MemoryRegion(MemoryDirectory directory, MemoryLogFile handle, int offset, int length) {
        this.directory = directory;
        this.handle = handle;
        this.offset = offset;
        this.length = length;
        this.buffer = RegionPool.take(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    MemoryLogFile handle() {
        return handle;
    }

    MemoryFile file() {
        return handle.file();
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    /** Offset in the region of the first byte that differs from the file, from {@code from} to below {@code end}, or -1. */
    int mismatch(byte[] fileBytes, int from, int end) {
        if (from >= end) {
            return -1;
        }
        int at = buffer.slice(from, end - from).mismatch(ByteBuffer.wrap(fileBytes, offset + from, end - from));
        return at < 0 ? -1 : from + at;
    }

    /** The region's bytes from {@code from} to the last one below {@code end} that differs from the file. */
    byte[] differing(byte[] fileBytes, int from, int end) {
        int last = end - 1;
        int sector = Math.max(from, last & -SECTOR_BYTES);
        while (sector > from && mismatch(fileBytes, sector, last + 1) < 0) {
            last = sector - 1;
            sector = Math.max(from, last & -SECTOR_BYTES);
        }
        while (last > from && buffer.get(last) == fileBytes[offset + last]) {
            last--;
        }
        byte[] bytes = new byte[last - from + 1];
        buffer.get(from, bytes);
        return bytes;
    }

    /** Sees what was written to the file by other means. */
    void receive(int fileOffset, byte[] bytes, int from, int count) {
        int begin = Math.max(fileOffset, offset);
        int end = Math.min(fileOffset + count, offset + length);
        if (begin < end) {
            buffer.put(begin - offset, bytes, from + begin - fileOffset, end - begin);
        }
    }

    @Override
    public ByteBuffer buffer() {
        return buffer;
    }

    @Override
    public void force(int from, int count) {
        if (from < 0 || count < 0 || from + count > length) {
            throw new IllegalArgumentException("offset=" + from + " length=" + count + " must lie within " + length);
        }
        directory.before(FileOperation.FORCE_REGION);
        directory.force(this, from, count);
        directory.afterForce();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            directory.unmap(this);
            RegionPool.give(buffer);
        }
    }
}
