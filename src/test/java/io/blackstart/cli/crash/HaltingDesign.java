package io.blackstart.cli.crash;

import io.blackstart.log.Durability;
import io.blackstart.log.LogDesign;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogOptions;
import io.blackstart.log.MessageLog;
import java.util.Set;

/** A broken design: takes its JVM with it. */
public final class HaltingDesign implements LogDesign {
    static final String NAME = "halting";
    static final int EXIT_CODE = 9;

    /** Found by its service. */
    public HaltingDesign() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "ends the JVM that opens it";
    }

    @Override
    public Set<Durability> durabilities() {
        return Set.of(Durability.POWER);
    }

    @Override
    public String afterCrash() {
        return "nothing";
    }

    @Override
    public MessageLog open(LogFiles files, LogOptions options) {
        Runtime.getRuntime().halt(EXIT_CODE);
        throw new IllegalStateException("halt returned");
    }
}
