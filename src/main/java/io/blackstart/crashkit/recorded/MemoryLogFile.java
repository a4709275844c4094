package io.blackstart.crashkit.recorded;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.log.LogFile;
import io.blackstart.log.MappedRegion;
import java.nio.ByteBuffer;

/** One handle of a file in memory. */
final class MemoryLogFile implements LogFile {
    private final MemoryDirectory directory;
    private final MemoryFile file;
    private final String name;
    private final boolean writable;
    private volatile boolean closed;
    private volatile boolean wrote;

    MemoryLogFile(MemoryDirectory directory, MemoryFile file, String name, boolean writable) {
        this.directory = directory;
        this.file = file;
        this.name = name;
        this.writable = writable;
    }

    /** Whether it wrote, cut or mapped for writing. */
    boolean wrote() {
        return wrote;
    }

    MemoryFile file() {
        return file;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        open();
        return directory.size(file);
    }

    @Override
    public void write(ByteBuffer source, long offset) {
        writable();
        directory.before(FileOperation.WRITE);
        directory.write(this, source, offset);
    }

    @Override
    public int read(ByteBuffer target, long offset) {
        open();
        if (offset < 0) {
            throw new IllegalArgumentException("offset=" + offset + " must not be negative");
        }
        directory.before(FileOperation.READ);
        return directory.read(this, target, offset);
    }

    @Override
    public void force() {
        open();
        directory.before(FileOperation.FORCE);
        directory.force(this);
        directory.afterForce();
    }

    @Override
    public void truncate(long bytes) {
        writable();
        directory.before(FileOperation.TRUNCATE);
        directory.truncate(this, bytes);
    }

    @Override
    public MappedRegion map(long offset, int length, boolean toWrite) {
        open();
        if (toWrite) {
            writable();
        }
        directory.before(FileOperation.MAP);
        return directory.map(this, offset, length);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            directory.closed(name);
        }
    }

    private void open() {
        if (closed) {
            throw new BlackstartException(
                    ErrorCode.CLOSED, "the file was closed", directory.path().resolve(name), -1, null);
        }
    }

    private void writable() {
        open();
        if (!writable) {
            throw new IllegalStateException("name=" + name + " was opened for reading");
        }
        wrote = true;
    }
}
