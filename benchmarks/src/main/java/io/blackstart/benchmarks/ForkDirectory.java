package io.blackstart.benchmarks;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.measure.DataDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one measuring JVM: made below the launcher's data directory under a name of its own, marked as a
 * {@link DataDirectory} of this process, and removed when the JVM ends. Each shot gets a marked directory of its own within
 * it. Safe for many threads.
 */
final class ForkDirectory implements AutoCloseable {
    private static final Set<String> MEMORY_FILE_SYSTEMS =
            Set.of("tmpfs", "ramfs", "devtmpfs", "overlay", "overlayfs", "aufs");
    private static final int REMOVE_ATTEMPTS = 20;

    private static @Nullable ForkDirectory ofThisJvm;

    private final Path parent;
    private final boolean parentIsOurs;
    private final Path path;
    private int nextOrdinal;
    private boolean closed;

    private ForkDirectory(Path parent, boolean parentIsOurs, Path path) {
        this.parent = parent;
        this.parentIsOurs = parentIsOurs;
        this.path = path;
    }

    /**
     * Makes a new directory below {@code parent}, which is created when missing.
     *
     * @throws BlackstartException IO
     */
    static ForkDirectory open(Path parent) {
        try {
            boolean parentIsOurs = Files.notExists(parent);
            Files.createDirectories(parent);
            Path path = Files.createTempDirectory(
                    parent, "fork-" + ProcessHandle.current().pid() + "-");
            return new ForkDirectory(parent, parentIsOurs, DataDirectory.claim(path));
        } catch (IOException e) {
            throw AllocatedFile.failure("a data directory cannot be made", parent, e);
        }
    }

    /** The directory of this JVM, made at the first call and removed when the JVM ends, kill -9 excepted. */
    static synchronized ForkDirectory ofThisJvm() {
        if (ofThisJvm == null) {
            ofThisJvm = open(ForkSettings.ofThisJvm().dataDirectory());
            Runtime.getRuntime().addShutdownHook(new Thread(ForkDirectory::closeOfThisJvm, "fork-directory-remover"));
        }
        return ofThisJvm;
    }

    /** Removes the directory of this JVM if there is one; afterwards none can be made in it. */
    static void closeOfThisJvm() {
        ForkDirectory directory;
        synchronized (ForkDirectory.class) {
            directory = ofThisJvm;
        }
        if (directory != null) {
            directory.close();
        }
    }

    /** The directory itself. */
    Path path() {
        return path;
    }

    /**
     * Names a directory for one log, which does not exist yet, in a new marked one.
     *
     * @return to be given back to {@link #remove}
     */
    synchronized Path create(String name) {
        if (closed) {
            throw new IllegalStateException("path=" + path + " is already removed");
        }
        return DataDirectory.claim(path.resolve(name + "-" + nextOrdinal++)).resolve("log");
    }

    /**
     * Deletes what {@link #create} named and waits until the file system has committed that, so that neither dirty pages nor
     * the journal's work of one shot are left for the next. Deleting drops dirty pages without writing them.
     */
    void remove(Path directory) {
        Path marked = directory.getParent();
        if (marked == null || !path.equals(marked.getParent())) {
            throw new IllegalArgumentException("directory=" + directory + " is not one of " + path);
        }
        DataDirectory.remove(marked);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw AllocatedFile.failure("a directory cannot be forced", path, e);
        }
    }

    /**
     * Refuses a file system that keeps files in memory, where a force costs nothing and promises nothing.
     *
     * @throws BlackstartException UNSUPPORTED
     */
    void requireDurable() {
        String type;
        try {
            type = Files.getFileStore(path).type();
        } catch (IOException e) {
            throw AllocatedFile.failure("the file system cannot be asked for its type", path, e);
        }
        if (MEMORY_FILE_SYSTEMS.contains(type.toLowerCase(Locale.ROOT))) {
            throw new BlackstartException(
                    ErrorCode.UNSUPPORTED,
                    "a device cannot be measured on " + type + ", name a directory on a real disk with -D"
                            + ForkSettings.DATA,
                    parent,
                    BlackstartException.NO_POSITION,
                    null);
        }
    }

    /**
     * Removes the directory and, when this instance made it and it is empty, the one above. Threads that are still measuring
     * may add files meanwhile, so it tries again before it gives up. Idempotent.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (int attempt = 1; ; attempt++) {
            try {
                DataDirectory.remove(path);
                break;
            } catch (BlackstartException e) {
                if (attempt == REMOVE_ATTEMPTS) {
                    throw e;
                }
            }
        }
        removeParent();
    }

    private void removeParent() {
        if (!parentIsOurs) {
            return;
        }
        try {
            Files.deleteIfExists(parent);
        } catch (DirectoryNotEmptyException e) {
            // Another JVM works there too, and the marker of this one is gone: nothing of ours is left.
            return;
        } catch (IOException e) {
            throw AllocatedFile.failure("a directory cannot be deleted", parent, e);
        }
    }
}
