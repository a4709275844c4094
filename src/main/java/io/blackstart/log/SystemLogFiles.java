package io.blackstart.log;

import java.nio.file.Path;
import java.util.List;

/** The real file system. */
final class SystemLogFiles implements LogFiles {
    private final Path directory;

    SystemLogFiles(Path directory) {
        this.directory = directory;
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public List<String> list() {
        throw new UnsupportedOperationException();
    }

    @Override
    public LogFile create(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public LogFile open(String name, boolean writable) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void rename(String from, String to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void forceDirectory() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void lock() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
