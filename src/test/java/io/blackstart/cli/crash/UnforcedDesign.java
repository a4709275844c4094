package io.blackstart.cli.crash;

import io.blackstart.log.Durability;
import io.blackstart.log.LogDesign;
import io.blackstart.log.LogDesigns;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogOptions;
import io.blackstart.log.MessageLog;
import java.util.Set;

/** A broken design: claims POWER and never forces, so that a power cut takes what it acknowledged. */
public final class UnforcedDesign implements LogDesign {
    static final String NAME = "unforced";

    /** Found by its service. */
    public UnforcedDesign() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "mapped, without a force";
    }

    @Override
    public Set<Durability> durabilities() {
        return Set.of(Durability.POWER);
    }

    @Override
    public String afterCrash() {
        return "anything";
    }

    @Override
    public MessageLog open(LogFiles files, LogOptions options) {
        var unforced = new LogOptions(
                options.logId(),
                Durability.PROCESS,
                options.segmentBytes(),
                options.preallocatedBytes(),
                options.maxRecordLength(),
                options.extra());
        return LogDesigns.find("mapped").open(files, unforced);
    }
}
