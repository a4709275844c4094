package io.blackstart.crashkit.recorded;

import io.blackstart.log.LogFile;
import io.blackstart.log.LogFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A directory of files in memory that notes what is done to it, one opener's view: several may be open on one directory, as
 * several processes on a real one. Safe for many threads.
 */
final class RecordingLogFiles implements LogFiles {
    private final MemoryDirectory directory;
    private final List<MemoryLogFile> handles = new ArrayList<>();
    private volatile boolean namesChanged;

    RecordingLogFiles(MemoryDirectory directory) {
        this.directory = directory;
    }

    @Override
    public Path directory() {
        return directory.path();
    }

    @Override
    public List<String> list() {
        directory.before(FileOperation.LIST);
        return directory.list();
    }

    @Override
    public LogFile create(String name) {
        directory.before(FileOperation.CREATE);
        namesChanged = true;
        return kept(directory.create(name));
    }

    @Override
    public LogFile open(String name, boolean writable) {
        directory.before(FileOperation.OPEN);
        return kept(directory.open(name, writable));
    }

    /** Whether a name or a byte was changed through this instance; others may have the directory open as well. */
    boolean changed() {
        synchronized (handles) {
            return namesChanged || handles.stream().anyMatch(MemoryLogFile::wrote);
        }
    }

    private LogFile kept(MemoryLogFile handle) {
        synchronized (handles) {
            handles.add(handle);
        }
        return handle;
    }

    @Override
    public void rename(String from, String to) {
        directory.before(FileOperation.RENAME);
        namesChanged = true;
        directory.rename(from, to);
    }

    @Override
    public void remove(String name) {
        directory.before(FileOperation.REMOVE);
        namesChanged = true;
        directory.remove(name);
    }

    @Override
    public void forceDirectory() {
        directory.before(FileOperation.FORCE_DIRECTORY);
        directory.forceDirectory();
    }

    @Override
    public void lock() {
        directory.before(FileOperation.LOCK);
        directory.lock(this);
    }

    @Override
    public long bootId() {
        return directory.bootId();
    }

    @Override
    public void close() {
        synchronized (handles) {
            handles.forEach(LogFile::close);
        }
        directory.unlock(this);
    }
}
