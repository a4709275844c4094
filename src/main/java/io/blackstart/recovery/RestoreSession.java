package io.blackstart.recovery;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.chat.ChatState;
import io.blackstart.chat.ChatStateOptions;
import io.blackstart.log.MessageLog;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What every design that builds states does alike: opens the logs, keeps what was refused, polls the demand, digests, serves from
 * the whole states, reports, closes. For one thread.
 */
public final class RestoreSession implements AutoCloseable {
    /** What says that a log is damaged, rather than that it could not be tried. */
    private static final Set<ErrorCode> DAMAGE =
            EnumSet.of(ErrorCode.CORRUPT, ErrorCode.MISSING, ErrorCode.FOREIGN, ErrorCode.VERSION, ErrorCode.IO);

    private final String design;
    private final RecoverySources sources;
    private final Demand demand;
    private final PhaseClock phases;
    private final List<Shard> shards = new ArrayList<>();
    /** Further states of logs whose rooms are shared out. */
    private final List<Shard> parts = new ArrayList<>();

    private final List<LostRange> lost = new ArrayList<>();
    private long recordCount;
    private long recordBytes;
    private long aidBytes;

    private RestoreSession(String design, RecoverySources sources, Demand demand, RecoveryListener listener) {
        this.design = design;
        this.sources = sources;
        this.demand = demand;
        this.phases = new PhaseClock(listener);
    }

    /**
     * Opens the logs, as phase OPEN; a log that is damaged is left out and told of in the report.
     *
     * @param design name of the recovery design
     * @throws BlackstartException what is no damage
     */
    public static RestoreSession open(
            String design, RecoverySources sources, Demand demand, RecoveryListener listener) {
        var session = new RestoreSession(design, sources, demand, listener);
        boolean opened = false;
        try {
            session.open();
            opened = true;
            return session;
        } finally {
            if (!opened) {
                session.close();
            }
        }
    }

    private void open() {
        demand.begin();
        phases.begin(RecoveryPhase.OPEN);
        ChatStateOptions stateOptions =
                sources.into() == RecoveryInto.STATE ? sources.stateOptions() : new ChatStateOptions(0, 0, 0, 0);
        for (ShardSource source : sources.shards()) {
            try {
                MessageLog log = source.opener().get();
                shards.add(new Shard(source, log, new ChatState(stateOptions), new RecordFetcher(log)));
            } catch (BlackstartException e) {
                refuse(source.name(), LostRange.UNKNOWN, LostRange.UNKNOWN, e);
            }
        }
        phases.end(0, 0);
    }

    /**
     * A log that was opened, and the state that is built from it.
     *
     * @param source whose
     * @param log open
     * @param state empty at first
     * @param fetcher reads single messages for answers
     */
    public record Shard(ShardSource source, MessageLog log, ChatState state, RecordFetcher fetcher) {}

    /** The logs that could be opened, in the order of the sources. */
    public List<Shard> shards() {
        return shards;
    }

    /** One more state for a log, empty, for rooms that no other state of it will know. */
    public Shard split(Shard shard) {
        var part =
                new Shard(shard.source, shard.log, new ChatState(sources.stateOptions()), new RecordFetcher(shard.log));
        parts.add(part);
        return part;
    }

    /** What the caller asked for. */
    public RecoverySources sources() {
        return sources;
    }

    /** The phases. */
    public PhaseClock phases() {
        return phases;
    }

    /** Who waits. */
    public Demand demand() {
        return demand;
    }

    /**
     * A range is left out because of damage.
     *
     * @throws BlackstartException {@code e}, when it does not say that the log is damaged
     */
    public void refuse(String shard, long afterPosition, long endPosition, BlackstartException e) {
        if (!DAMAGE.contains(e.code())) {
            throw e;
        }
        lost.add(new LostRange(shard, afterPosition, endPosition, e.code(), String.valueOf(e.getMessage())));
    }

    /** Whether a log could not be opened, so that a room which the others do not know may still exist. */
    public boolean hasUnopened() {
        return shards.size() < sources.shards().size();
    }

    /** Records read, verified and applied. */
    public long recordCount() {
        return recordCount;
    }

    /** Their bytes, without the log's framing. */
    public long recordBytes() {
        return recordBytes;
    }

    /** Records were read, verified and applied. */
    public void read(long count, long bytes) {
        recordCount += count;
        recordBytes += bytes;
    }

    /** Bytes of aids were read. */
    public void readAid(long bytes) {
        aidBytes += bytes;
    }

    /** Bytes read so far for other reasons than answers. */
    public long scannedBytes() {
        return recordBytes + aidBytes;
    }

    /** Puts a due request to a recovery that can answer none yet. */
    public void pollInVain() {
        if (demand.isDue()) {
            demand.poll(Servable.nothing(scannedBytes()));
        }
    }

    /** Digests, as phase DIGEST, then serves from the states if they are whole, and reports. */
    public RecoveryReport report() {
        List<Shard> all = new ArrayList<>(shards);
        all.addAll(parts);
        List<ChatState> states = all.stream().map(Shard::state).toList();
        phases.begin(RecoveryPhase.DIGEST);
        long digest = ChatState.digest(states);
        phases.end(recordBytes, recordCount);
        if (lost.isEmpty()) {
            demand.finish(new StateServable(all, scannedBytes()));
        }
        return report(RecoveryInto.STATE, digest, states);
    }

    /** Reports of records that were only verified, whose digest is {@code digest}. */
    public RecoveryReport verifyReport(long digest) {
        return report(RecoveryInto.VERIFY, digest, List.of());
    }

    private RecoveryReport report(RecoveryInto into, long digest, List<ChatState> states) {
        return new RecoveryReport(
                design,
                into,
                phases.reports(),
                recordCount,
                recordBytes,
                states.stream().mapToLong(ChatState::duplicateCount).sum(),
                shards.stream()
                        .mapToLong(shard -> shard.log.openReport().trimmedBytes())
                        .sum(),
                states.stream().mapToLong(ChatState::missingCount).sum(),
                lost,
                digest,
                states);
    }

    /** Closes the logs. */
    @Override
    public void close() {
        parts.forEach(part -> part.fetcher.close());
        for (Shard shard : shards) {
            shard.fetcher.close();
            shard.log.close();
        }
    }
}
