package io.blackstart.log;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.nio.file.Path;
import java.util.List;

/**
 * The seam through which our designs reach one directory of files, so that a recording or a failing one can stand in. Called
 * a few times a batch or segment, never per record. Names are plain file names below {@link #directory}, never paths.
 *
 * <p>All calls throw {@link BlackstartException} with path; a full disk is DISK_FULL, never plain IO. An
 * interrupted caller keeps its flag and its call completes.
 */
public interface LogFiles extends AutoCloseable {
    /** Answer of {@link #bootId} where it cannot be told. */
    long UNKNOWN_BOOT_ID = 0;

    /** The directory itself. */
    Path directory();

    /** Plain names of everything in the directory, sorted. */
    List<String> list();

    /** Creates a file that must not exist, open for reading and writing. Durable only after {@link #forceDirectory}. */
    LogFile create(String name);

    /** Opens an existing regular file; a directory or symbolic link is refused with CORRUPT. */
    LogFile open(String name, boolean writable);

    /**
     * Opens an existing regular file for reading past the page cache, in aligned blocks.
     *
     * @throws BlackstartException UNSUPPORTED where that cannot be done; always unless overridden
     */
    default LogFile openDirect(String name) {
        throw new BlackstartException(
                ErrorCode.UNSUPPORTED,
                "files cannot be read past the page cache here",
                directory().resolve(name),
                BlackstartException.NO_POSITION,
                null);
    }

    /** Renames, replacing the target atomically. Durable only after {@link #forceDirectory}. */
    void rename(String from, String to);

    /** Removes a file. Durable only after {@link #forceDirectory}. */
    void remove(String name);

    /** Makes creates, renames and removes so far durable. */
    void forceDirectory();

    /**
     * A number that is the same as long as the operating system below {@link #directory} runs, and another after it has
     * started anew: what was written but not forced may be gone exactly when this number changes.
     *
     * @return the number, or {@link #UNKNOWN_BOOT_ID}, which is then taken for "still the same"
     */
    default long bootId() {
        return UNKNOWN_BOOT_ID;
    }

    /**
     * Takes the directory for this instance alone, against other processes and other instances in this one, until
     * {@link #close}. A dead owner's lock does not block.
     *
     * @throws BlackstartException LOCKED
     */
    void lock();

    /** Releases the lock and whatever is still open. Idempotent. */
    @Override
    void close();

    /** The real file system below {@code directory}, which is created, with its parents, when missing. */
    static LogFiles system(Path directory) {
        return new SystemLogFiles(directory);
    }
}
