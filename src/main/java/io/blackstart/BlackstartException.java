package io.blackstart;

import java.io.Serial;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A failure of the environment - disk, peer, machine - as opposed to a bug, which is an {@link IllegalArgumentException}
 * or {@link IllegalStateException}. Its message is one line: what happened, where, and where it helps, what to do.
 */
public final class BlackstartException extends RuntimeException {
    /** The value of {@link #position()} when there is none to tell. */
    public static final long NO_POSITION = -1;

    @Serial
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final @Nullable String path;
    private final long position;

    /**
     * Creates a failure without a place.
     *
     * @param code what kind
     * @param message one line
     */
    public BlackstartException(ErrorCode code, String message) {
        this(code, message, null, NO_POSITION, null);
    }

    /**
     * Creates a failure with its place.
     *
     * @param code what kind
     * @param message one line, without path and position, which are added
     * @param path the file or directory, or null
     * @param position the log position, or the byte offset in {@code path}, or {@link #NO_POSITION}
     * @param cause what was thrown below, or null
     */
    public BlackstartException(
            ErrorCode code, String message, @Nullable Path path, long position, @Nullable Throwable cause) {
        super(compose(code, message, path, position), cause);
        this.code = code;
        this.path = path == null ? null : path.toString();
        this.position = position;
    }

    private static String compose(ErrorCode code, String message, @Nullable Path path, long position) {
        var line = new StringBuilder().append(code).append(": ").append(message);
        if (path != null) {
            line.append(" [").append(path);
            if (position != NO_POSITION) {
                line.append(" @ ").append(position);
            }
            line.append(']');
        } else if (position != NO_POSITION) {
            line.append(" [@ ").append(position).append(']');
        }
        return line.toString();
    }

    /** What kind of failure. */
    public ErrorCode code() {
        return code;
    }

    /** The file or directory, or null when there is none to name. */
    public @Nullable Path path() {
        return path == null ? null : Path.of(path);
    }

    /** The log position or byte offset, or {@link #NO_POSITION}. */
    public long position() {
        return position;
    }
}
