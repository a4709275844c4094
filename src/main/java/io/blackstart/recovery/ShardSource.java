package io.blackstart.recovery;

import io.blackstart.log.LogDesign;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogOptions;
import io.blackstart.log.MessageLog;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * One shard's log as recovery finds it: closed. Opening it is part of a recovery and is timed.
 *
 * @param name what people call it: the directory, as a rule
 * @param opener opens the log, each time anew; the recovery closes what it opened
 * @param aids opens the directory of what was kept beside the log to recover faster, room indexes and snapshots, each time anew; the
 *     recovery closes what it opened
 */
public record ShardSource(String name, Supplier<MessageLog> opener, Supplier<LogFiles> aids) {
    private static final String AIDS_SUFFIX = ".aids";

    /** A log of a design in a directory, its aids in {@link #aidsDirectory}. */
    public static ShardSource of(LogDesign design, Path directory, LogOptions options) {
        return new ShardSource(
                directory.toString(),
                () -> design.open(LogFiles.system(directory), options),
                () -> LogFiles.system(aidsDirectory(directory)));
    }

    /** Where the aids of the log in {@code directory} are kept: beside it. */
    public static Path aidsDirectory(Path directory) {
        return directory.resolveSibling(directory.getFileName() + AIDS_SUFFIX);
    }
}
