package io.blackstart.log;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import org.agrona.IoUtil;

/** A mapping of the real file system. */
final class SystemMappedRegion implements MappedRegion {
    private final Path path;
    private final long fileOffset;
    private final MappedByteBuffer buffer;
    private final boolean writable;
    private volatile boolean forceFailed;
    private boolean closed;

    SystemMappedRegion(Path path, long fileOffset, MappedByteBuffer buffer, boolean writable) {
        this.path = path;
        this.fileOffset = fileOffset;
        this.buffer = buffer;
        this.writable = writable;
        buffer.order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public ByteBuffer buffer() {
        return buffer;
    }

    @Override
    public void force(int offset, int length) {
        if (!writable) {
            throw new IllegalStateException("writable=false, nothing to force in " + path);
        }
        if (forceFailed) {
            throw new BlackstartException(
                    ErrorCode.IO,
                    "a force of this mapping failed before, a second would only seem to succeed",
                    path,
                    fileOffset + offset,
                    null);
        }
        try {
            buffer.force(offset, length);
        } catch (UncheckedIOException e) {
            forceFailed = true;
            throw FileFailure.of("cannot force the mapping", path, fileOffset + offset, e.getCause());
        } catch (InternalError e) {
            // The force itself, a native call, is where the JVM tells of a store that it skipped.
            forceFailed = true;
            throw new BlackstartException(
                    ErrorCode.IO, "a mapped page could not be written", path, fileOffset + offset, e);
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            IoUtil.unmap(buffer);
        }
    }
}
