package io.blackstart.log;

import com.sun.nio.file.ExtendedOpenOption;
import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The real file system.
 *
 * <p>The lock is a {@link FileLock} on a file of its own, {@value #LOCK_NAME}, which holds nothing, is opened once a process
 * and is never removed: POSIX drops a process's lock on a file as soon as <em>any</em> of its channels on that file is closed.
 * A second instance in this process is told by a registry, before it could open that file.
 */
final class SystemLogFiles implements LogFiles {
    /** The file that is locked. */
    static final String LOCK_NAME = "log.lock";

    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    /** Directories locked by this process, by file key. */
    private static final Set<Object> LOCKED_HERE = ConcurrentHashMap.newKeySet();
    /** Channels that must stay open although their lock was not given: closing them would drop the owner's. */
    private static final Set<FileChannel> NEVER_CLOSED = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final boolean mayBeUninterruptible;
    private final Set<SystemLogFile> openFiles = ConcurrentHashMap.newKeySet();
    /** Directories whose entries were made here and are not durable yet, besides the directory itself. */
    private final List<Path> parentsToForce = new ArrayList<>();

    private @Nullable Object lockedKey;
    private @Nullable FileChannel lockChannel;
    private boolean directoryForceFailed;
    private boolean closed;

    SystemLogFiles(Path directory) {
        this(directory, true);
    }

    /** With {@code mayBeUninterruptible} false, as on a JVM that cannot switch interrupts off. */
    SystemLogFiles(Path directory, boolean mayBeUninterruptible) {
        this.directory = directory.toAbsolutePath().normalize();
        this.mayBeUninterruptible = mayBeUninterruptible;
        try {
            createDirectories();
        } catch (IOException e) {
            throw FileFailure.of("cannot create the directory", this.directory, e);
        }
    }

    private void createDirectories() throws IOException {
        var missing = new ArrayList<Path>();
        for (Path at = directory; at != null && !Files.isDirectory(at); at = at.getParent()) {
            missing.add(at);
        }
        Files.createDirectories(directory);
        missing.stream().map(Path::getParent).filter(Objects::nonNull).forEach(parentsToForce::add);
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public List<String> list() {
        var names = new ArrayList<String>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(entry -> names.add(Objects.toString(entry.getFileName())));
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw FileFailure.of("cannot list", directory, e.getCause());
        } catch (IOException e) {
            throw FileFailure.of("cannot list", directory, e);
        }
        names.sort(null);
        return List.copyOf(names);
    }

    @Override
    public LogFile create(String name) {
        Path path = resolve(name);
        Set<OpenOption> options = Set.of(
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        try {
            return track(SystemLogFile.open(this, name, options, mayBeUninterruptible));
        } catch (FileAlreadyExistsException e) {
            throw new BlackstartException(
                    ErrorCode.IO, "the file exists already", path, BlackstartException.NO_POSITION, e);
        } catch (IOException e) {
            throw FileFailure.of("cannot create", path, e);
        }
    }

    @Override
    public LogFile open(String name, boolean writable) {
        Path path = resolve(name);
        try {
            requireRegular(path);
            return track(SystemLogFile.open(this, name, SystemLogFile.options(writable), mayBeUninterruptible));
        } catch (NoSuchFileException e) {
            throw new BlackstartException(ErrorCode.MISSING, "no such file", path, BlackstartException.NO_POSITION, e);
        } catch (IOException e) {
            throw FileFailure.of("cannot open", path, e);
        }
    }

    @Override
    public LogFile openDirect(String name) {
        Path path = resolve(name);
        try {
            requireRegular(path);
            Set<OpenOption> options =
                    Set.of(StandardOpenOption.READ, ExtendedOpenOption.DIRECT, LinkOption.NOFOLLOW_LINKS);
            return track(SystemLogFile.open(this, name, options, mayBeUninterruptible));
        } catch (NoSuchFileException e) {
            throw new BlackstartException(ErrorCode.MISSING, "no such file", path, BlackstartException.NO_POSITION, e);
        } catch (IOException | UnsupportedOperationException e) {
            throw new BlackstartException(
                    ErrorCode.UNSUPPORTED,
                    "this file system cannot read past the page cache: " + e.getMessage(),
                    path,
                    BlackstartException.NO_POSITION,
                    e);
        }
    }

    private static void requireRegular(Path path) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            String kind = attributes.isSymbolicLink()
                    ? "a symbolic link"
                    : attributes.isDirectory() ? "a directory" : "a special file";
            throw new BlackstartException(
                    ErrorCode.CORRUPT,
                    kind + " stands where a regular file must be",
                    path,
                    BlackstartException.NO_POSITION,
                    null);
        }
    }

    private LogFile track(SystemLogFile file) {
        openFiles.add(file);
        return file;
    }

    void forget(SystemLogFile file) {
        openFiles.remove(file);
    }

    @Override
    public void rename(String from, String to) {
        Path source = resolve(from);
        try {
            Files.move(source, resolve(to), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            throw new BlackstartException(
                    ErrorCode.UNSUPPORTED,
                    "this file system cannot rename atomically",
                    source,
                    BlackstartException.NO_POSITION,
                    e);
        } catch (IOException e) {
            throw FileFailure.of("cannot rename to " + to, source, e);
        }
        openFiles.stream().filter(file -> file.name().equals(from)).forEach(file -> file.renamed(to));
    }

    @Override
    public void remove(String name) {
        Path path = resolve(name);
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw FileFailure.of("cannot remove", path, e);
        }
    }

    @Override
    public synchronized void forceDirectory() {
        if (directoryForceFailed) {
            throw new BlackstartException(
                    ErrorCode.IO,
                    "a force of this directory failed before, a second would only seem to succeed",
                    directory,
                    BlackstartException.NO_POSITION,
                    null);
        }
        boolean interrupted = Thread.interrupted();
        try {
            forceEntries(directory);
            for (Path parent : parentsToForce) {
                forceEntries(parent);
            }
            parentsToForce.clear();
        } catch (IOException e) {
            directoryForceFailed = true;
            throw FileFailure.of("cannot force the directory", directory, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void forceEntries(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (mayBeUninterruptible && UninterruptibleChannel.apply(channel)) {
                channel.force(true);
            } else {
                UninterruptibleChannel.forceApart(channel);
            }
        }
    }

    @Override
    public synchronized void lock() {
        if (lockedKey != null) {
            throw new IllegalStateException("this instance holds the lock already, directory=" + directory);
        }
        boolean interrupted = Thread.interrupted();
        try {
            Object key = directoryKey();
            if (!LOCKED_HERE.add(key)) {
                throw locked("another instance in this process has it open", null);
            }
            try {
                lockChannel = lockFile();
                lockedKey = key;
            } finally {
                if (lockedKey == null) {
                    LOCKED_HERE.remove(key);
                }
            }
        } catch (IOException e) {
            throw FileFailure.of("cannot lock", directory, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Object directoryKey() throws IOException {
        Object key = Files.readAttributes(directory, BasicFileAttributes.class).fileKey();
        return key == null ? directory.toRealPath() : key;
    }

    private FileChannel lockFile() throws IOException {
        Path path = directory.resolve(LOCK_NAME);
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            requireRegular(path);
        }
        Set<OpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileChannel channel = FileChannel.open(path, options);
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // This very class, loaded a second time in this process, holds it.
            NEVER_CLOSED.add(channel);
            throw locked("another instance in this process has it open", e);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        if (lock == null) {
            channel.close();
            throw locked("another process has it open", null);
        }
        return channel;
    }

    private BlackstartException locked(String message, @Nullable Throwable cause) {
        return new BlackstartException(ErrorCode.LOCKED, message, directory, BlackstartException.NO_POSITION, cause);
    }

    @Override
    public long bootId() {
        try {
            String text = Files.readString(BOOT_ID, StandardCharsets.US_ASCII).strip();
            // FNV-1a; 0 means unknown.
            long hash = 0xcbf29ce484222325L;
            for (int i = 0; i < text.length(); i++) {
                hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
            }
            return hash == UNKNOWN_BOOT_ID ? 1 : hash;
        } catch (IOException notLinux) {
            return UNKNOWN_BOOT_ID;
        }
    }

    private Path resolve(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.contains("/") || name.contains("\\")) {
            throw new IllegalArgumentException("name=" + name + " is not a plain file name");
        }
        return directory.resolve(name);
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            List.copyOf(openFiles).forEach(SystemLogFile::close);
        } finally {
            unlock();
        }
    }

    private void unlock() {
        try {
            if (lockChannel != null) {
                lockChannel.close();
            }
        } catch (IOException e) {
            throw FileFailure.of("cannot unlock", directory, e);
        } finally {
            if (lockedKey != null) {
                LOCKED_HERE.remove(lockedKey);
            }
        }
    }
}
