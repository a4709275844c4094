package io.blackstart.crashkit.reference;

import io.blackstart.log.Durability;
import io.blackstart.log.LogDesign;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogOptions;
import io.blackstart.log.MessageLog;
import io.blackstart.log.ThreadRule;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A reference log or a mutant of it as a design.
 *
 * @param name of the design
 * @param summary what is right, or wrong, with it
 * @param opener makes one
 */
record ReferenceDesign(String name, String summary, BiFunction<LogFiles, LogOptions, ReferenceLog> opener)
        implements LogDesign {
    @Override
    public Set<Durability> durabilities() {
        return Set.of(Durability.POWER);
    }

    @Override
    public ThreadRule threadRule() {
        return ThreadRule.MANY_WRITERS;
    }

    @Override
    public String afterCrash() {
        return "the mark is exact, so even a cut at a record's border shows";
    }

    @Override
    public MessageLog open(LogFiles files, LogOptions options) {
        return opener.apply(files, options).open();
    }
}
