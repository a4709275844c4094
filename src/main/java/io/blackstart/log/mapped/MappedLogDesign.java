package io.blackstart.log.mapped;

import io.blackstart.log.Durability;
import io.blackstart.log.LogDesign;
import io.blackstart.log.LogDesigns;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogOptions;
import io.blackstart.log.MessageLog;
import io.blackstart.log.SegmentStore;
import java.util.Set;

/** Design {@code mapped}: the appender copies the record into a mapped page, and it survives kill -9. */
public final class MappedLogDesign implements LogDesign {
    /** Creates the design; for {@link java.util.ServiceLoader}. */
    public MappedLogDesign() {}

    @Override
    public String name() {
        return "mapped";
    }

    @Override
    public String summary() {
        return "one writer, Agrona over memory-mapped segments that are really allocated before use, CRC32C frames";
    }

    @Override
    public Set<Durability> durabilities() {
        return Set.of(Durability.PROCESS, Durability.POWER);
    }

    @Override
    public String afterCrash() {
        return "Leaves all that was acknowledged, a prefix of the rest and at most one torn record, which opening trims. A "
                + "durable mark tells a cut at a record's border and damage to what was acknowledged from a torn tail, "
                + "exactly after kill -9; after power loss the mark may be older, or gone, and what is cut between it and "
                + "the true end cannot be told. Class PROCESS keeps after power loss what was forced at the last opening "
                + "and a prefix of the rest.";
    }

    @Override
    public MessageLog open(LogFiles files, LogOptions options) {
        LogDesigns.check(this, options);
        return new MappedLog(SegmentStore.open(files, options));
    }
}
