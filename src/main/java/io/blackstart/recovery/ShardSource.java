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
 */
public record ShardSource(String name, Supplier<MessageLog> opener) {
    /** A log of a design in a directory. */
    public static ShardSource of(LogDesign design, Path directory, LogOptions options) {
        return new ShardSource(directory.toString(), () -> design.open(LogFiles.system(directory), options));
    }
}
