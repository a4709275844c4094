package io.blackstart.replication.node;

import io.blackstart.log.MessageLog;
import java.nio.file.Path;

/** Opens the log of a replica, or creates it. The one place that knows design and options; a failing log can stand in. */
@FunctionalInterface
public interface LogOpener {
    /**
     * Opens the log in a directory, which is created when it is missing.
     *
     * @throws io.blackstart.BlackstartException when the log cannot be opened
     */
    MessageLog open(Path directory);
}
