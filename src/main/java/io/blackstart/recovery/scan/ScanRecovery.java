package io.blackstart.recovery.scan;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.chat.ChatState;
import io.blackstart.log.MessageLog;
import io.blackstart.recovery.LostRange;
import io.blackstart.recovery.Recovery;
import io.blackstart.recovery.RecoveryInto;
import io.blackstart.recovery.RecoveryListener;
import io.blackstart.recovery.RecoveryPhase;
import io.blackstart.recovery.RecoveryReport;
import io.blackstart.recovery.RecoverySources;
import io.blackstart.recovery.ShardSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Reads each log from its beginning to its end on the calling thread, oldest record first, and applies record after record. The
 * baseline that other designs are compared with: simple, and as fast as one core verifies, decodes and applies.
 */
public final class ScanRecovery implements Recovery {
    /** What says that a log is damaged, rather than that it could not be tried. */
    private static final Set<ErrorCode> DAMAGE =
            EnumSet.of(ErrorCode.CORRUPT, ErrorCode.MISSING, ErrorCode.FOREIGN, ErrorCode.VERSION, ErrorCode.IO);

    /** Creates the design; for the service loader. */
    public ScanRecovery() {}

    @Override
    public String name() {
        return "scan";
    }

    @Override
    public String summary() {
        return "one thread reads each log from its beginning, oldest record first";
    }

    @Override
    public RecoveryReport recover(RecoverySources sources, RecoveryListener listener) {
        var phases = new PhaseClock(listener);
        var lost = new ArrayList<LostRange>();
        var shards = new ArrayList<OpenShard>();
        try {
            phases.begin(RecoveryPhase.OPEN);
            sources.shards().forEach(source -> open(source, shards, lost));
            phases.end(0, 0);
            return sources.into() == RecoveryInto.STATE
                    ? apply(sources, shards, phases, lost)
                    : verify(shards, phases, lost);
        } finally {
            shards.forEach(shard -> shard.log().close());
        }
    }

    private static void open(ShardSource source, List<OpenShard> shards, List<LostRange> lost) {
        try {
            shards.add(new OpenShard(source.name(), source.opener().get()));
        } catch (BlackstartException e) {
            lost.add(refused(source.name(), LostRange.UNKNOWN, LostRange.UNKNOWN, e));
        }
    }

    private RecoveryReport apply(
            RecoverySources sources, List<OpenShard> shards, PhaseClock phases, List<LostRange> lost) {
        var states = new ArrayList<ChatState>();
        shards.forEach(shard -> states.add(new ChatState(sources.stateOptions())));
        phases.begin(RecoveryPhase.SCAN);
        var consumer = new ScanConsumer.Applying(phases);
        for (int i = 0; i < shards.size(); i++) {
            consumer.into(states.get(i));
            read(shards.get(i), consumer, lost);
        }
        phases.end(consumer.recordBytes(), consumer.recordCount());
        phases.begin(RecoveryPhase.DIGEST);
        long digest = ChatState.digest(states);
        long missing = states.stream().mapToLong(ChatState::missingCount).sum();
        phases.end(consumer.recordBytes(), consumer.recordCount());
        long skipped = states.stream().mapToLong(ChatState::duplicateCount).sum();
        return new RecoveryReport(
                name(),
                RecoveryInto.STATE,
                phases.reports(),
                consumer.recordCount(),
                consumer.recordBytes(),
                skipped,
                trimmedBytes(shards),
                missing,
                lost,
                digest,
                states);
    }

    private RecoveryReport verify(List<OpenShard> shards, PhaseClock phases, List<LostRange> lost) {
        phases.begin(RecoveryPhase.SCAN);
        var consumer = new ScanConsumer.Verifying(phases);
        shards.forEach(shard -> read(shard, consumer, lost));
        phases.end(consumer.recordBytes(), consumer.recordCount());
        return new RecoveryReport(
                name(),
                RecoveryInto.VERIFY,
                phases.reports(),
                consumer.recordCount(),
                consumer.recordBytes(),
                0,
                trimmedBytes(shards),
                0,
                lost,
                consumer.digest(),
                List.of());
    }

    /** Reads a log to its end or to its first bad record. */
    private static void read(OpenShard shard, ScanConsumer consumer, List<LostRange> lost) {
        long endPosition = shard.log().endPosition();
        consumer.beginLog();
        BlackstartException refusal;
        try {
            shard.log().read(0, consumer);
            refusal = consumer.refusal();
        } catch (BlackstartException e) {
            refusal = e;
        }
        if (refusal != null) {
            lost.add(refused(shard.name(), consumer.lastPosition(), endPosition, refusal));
        }
    }

    private static LostRange refused(String shard, long afterPosition, long endPosition, BlackstartException e) {
        if (!DAMAGE.contains(e.code())) {
            throw e;
        }
        return new LostRange(shard, afterPosition, endPosition, e.code(), String.valueOf(e.getMessage()));
    }

    private static long trimmedBytes(List<OpenShard> shards) {
        return shards.stream()
                .mapToLong(shard -> shard.log().openReport().trimmedBytes())
                .sum();
    }

    /** A log that was opened, and whose. */
    private record OpenShard(String name, MessageLog log) {}
}
