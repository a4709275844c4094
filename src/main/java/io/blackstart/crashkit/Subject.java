package io.blackstart.crashkit;

import io.blackstart.log.LogDesign;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogOptions;
import io.blackstart.log.MessageLog;

/**
 * The log under test.
 *
 * @param design opens it
 * @param options what it is opened with; {@code options.durability()} is the class it promises
 */
public record Subject(LogDesign design, LogOptions options) {
    /** Checks that the design offers the class. */
    public Subject {
        if (!design.durabilities().contains(options.durability())) {
            throw new IllegalArgumentException("durability=" + options.durability() + " is not one of "
                    + design.durabilities() + ", the classes of design=" + design.name());
        }
    }

    /** The design's name. */
    public String name() {
        return design.name();
    }

    /** Opens the log in the directory of {@code files}. */
    public MessageLog open(LogFiles files) {
        return design.open(files, options);
    }
}
