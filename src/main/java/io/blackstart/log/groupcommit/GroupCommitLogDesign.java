package io.blackstart.log.groupcommit;

import io.blackstart.log.Durability;
import io.blackstart.log.LogDesign;
import io.blackstart.log.LogDesigns;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogOption;
import io.blackstart.log.LogOptions;
import io.blackstart.log.MessageLog;
import io.blackstart.log.SegmentStore;
import io.blackstart.log.ThreadRule;
import java.util.List;
import java.util.Set;

/** Design {@code group-commit}: records of many producers become durable together, with one force. */
public final class GroupCommitLogDesign implements LogDesign {
    /** Smallest and largest ring. */
    private static final long RING_BYTES_MIN = 1 << 12;

    private static final long RING_BYTES_MAX = 1 << 29;

    private static final LogOption RING_BYTES = new LogOption(
            "ringBytes",
            "0",
            "memory between producers and journal, a power of two from 4096 to 536870912, at least room for two of the "
                    + "largest records; 0 for a sixteenth of a segment, from 65536 to 4194304");

    /** Creates the design; fails with a {@link LinkageError} where the library is missing. */
    public GroupCommitLogDesign() {
        LogDesigns.requireLibrary("com.lmax.disruptor.MultiProducerSequencer", "com.lmax:disruptor");
    }

    @Override
    public String name() {
        return "group-commit";
    }

    @Override
    public String summary() {
        return "many producers into an LMAX Disruptor ring, one journal thread that writes a batch and forces once, CRC32C frames";
    }

    @Override
    public Set<Durability> durabilities() {
        return Set.of(Durability.PROCESS, Durability.POWER);
    }

    @Override
    public ThreadRule threadRule() {
        return ThreadRule.MANY_WRITERS;
    }

    @Override
    public String afterCrash() {
        return "Leaves all that was acknowledged, a prefix of the last batch and a torn rest of it, which opening trims. A "
                + "durable mark tells a cut at a record's border and damage to what was acknowledged from a torn tail, "
                + "exactly after kill -9; after power loss the mark may be older, or gone, and what is cut between it and "
                + "the true end cannot be told. Class PROCESS keeps after power loss what was forced at the last opening "
                + "and a prefix of the rest.";
    }

    @Override
    public List<LogOption> options() {
        return List.of(RING_BYTES);
    }

    @Override
    public MessageLog open(LogFiles files, LogOptions options) {
        LogDesigns.check(this, options);
        int ringBytes = ringBytes(options);
        return new GroupCommitLog(SegmentStore.open(files, options), ringBytes);
    }

    private static int ringBytes(LogOptions options) {
        long least = FrameRing.leastBytes(options.maxRecordLength());
        long asked = LogDesigns.number(options, RING_BYTES, 0, RING_BYTES_MAX);
        if (asked == 0) {
            long share = Math.max(1 << 16, Math.min(1 << 22, options.segmentBytes() / 16));
            return (int) Math.max(share, least);
        }
        if (Long.bitCount(asked) != 1 || asked < Math.max(RING_BYTES_MIN, least)) {
            throw new IllegalArgumentException("ringBytes=" + asked + " must be a power of two, at least "
                    + Math.max(RING_BYTES_MIN, least) + " for maxRecordLength=" + options.maxRecordLength());
        }
        return (int) asked;
    }
}
