package io.blackstart.measure;

import java.nio.file.Path;
import java.util.List;

/**
 * A directory below which Blackstart may delete: it holds the marker file {@value #MARKER}, which names the process that owns it. Nothing
 * outside such a directory is ever removed, and no symbolic link is followed.
 */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class DataDirectory {
    /** The file that marks a directory as ours. */
    public static final String MARKER = ".blackstart-data";

    private DataDirectory() {}

    /**
     * Creates a directory with its parents and marks it as owned by this process.
     *
     * @param directory must not exist, or be empty, or be marked by a process that is no more
     * @return {@code directory}
     * @throws io.blackstart.BlackstartException LOCKED when a living process owns it, FOREIGN when it has files and no marker, IO
     */
    public static Path claim(Path directory) {
        throw new UnsupportedOperationException("directory=" + directory);
    }

    /** Whether a directory holds our marker. */
    public static boolean isMarked(Path directory) {
        throw new UnsupportedOperationException("directory=" + directory);
    }

    /**
     * Whether the process that marked a directory still lives. Process id and start time are compared, as ids are used again.
     *
     * @throws io.blackstart.BlackstartException MISSING without a marker, CORRUPT when the marker cannot be understood
     */
    public static boolean isOwnerAlive(Path directory) {
        throw new UnsupportedOperationException("directory=" + directory);
    }

    /**
     * Directories left by runs that were killed: {@code parent} itself and its children, where marked and without a living owner.
     *
     * @param parent where data directories are kept; may be missing
     */
    public static List<Path> stale(Path parent) {
        throw new UnsupportedOperationException("parent=" + parent);
    }

    /**
     * Removes a marked directory with all it holds, the marker last, so that an interrupted removal can be repeated.
     *
     * @throws io.blackstart.BlackstartException FOREIGN without a marker, LOCKED when another living process owns it, IO
     */
    public static void remove(Path directory) {
        throw new UnsupportedOperationException("directory=" + directory);
    }
}
