package io.blackstart.recovery.backwards;

import io.blackstart.recovery.RecoveryPhase;
import io.blackstart.recovery.RecoveryReport;
import io.blackstart.recovery.RestoreSession;
import io.blackstart.recovery.Screen;
import io.blackstart.recovery.Servable;
import java.util.ArrayList;
import java.util.List;

/** Restores all shards from their newest segments back and serves what is certain meanwhile. For one thread. */
final class BackwardRestore implements Servable, AutoCloseable {
    private final RestoreSession session;
    private final boolean useIndexes;
    private final List<ShardRestore> shards = new ArrayList<>();
    private final RoomLook look = new RoomLook();

    private BackwardRestore(RestoreSession session, boolean useIndexes) {
        this.session = session;
        this.useIndexes = useIndexes;
    }

    /** Restores the logs of a session; with indexes, it serves through them what is not restored yet. */
    static RecoveryReport run(RestoreSession session, boolean useIndexes) {
        try (var restore = new BackwardRestore(session, useIndexes)) {
            for (RestoreSession.Shard shard : session.shards()) {
                restore.shards.add(new ShardRestore(session, shard, useIndexes));
            }
            session.phases().begin(RecoveryPhase.SCAN);
            restore.serve();
            restore.fill();
            session.phases().end(session.recordBytes(), session.recordCount());
            session.readAid(restore.indexBytes());
        }
        return session.report();
    }

    /** One segment of each shard in turn, newest first, so that no shard waits for another. */
    private void fill() {
        int longest = shards.stream().mapToInt(ShardRestore::segmentCount).max().orElse(0);
        for (int back = 1; back <= longest; back++) {
            for (ShardRestore shard : shards) {
                if (back <= shard.segmentCount()) {
                    shard.applyAll(shard.segmentCount() - back, this::serve);
                    serve();
                    session.phases().progress(session.recordBytes(), session.recordCount());
                }
            }
        }
    }

    private void serve() {
        if (session.demand().isDue()) {
            session.demand().poll(this);
        }
    }

    @Override
    public boolean answer(long roomId, int count, Screen screen) {
        boolean unknown = session.hasUnopened();
        for (ShardRestore shard : shards) {
            RoomLook.Outcome outcome = look.look(shard, useIndexes, roomId, count);
            Integer liar = outcome == RoomLook.Outcome.FOUND ? look.read(shard, screen) : null;
            while (liar != null) {
                shard.distrust(liar);
                outcome = look.look(shard, useIndexes, roomId, count);
                liar = outcome == RoomLook.Outcome.FOUND ? look.read(shard, screen) : null;
            }
            if (outcome == RoomLook.Outcome.FOUND) {
                return true;
            }
            unknown |= outcome == RoomLook.Outcome.UNKNOWN;
        }
        screen.begin(roomId, 0);
        return !unknown;
    }

    private long indexBytes() {
        return shards.stream().mapToLong(ShardRestore::indexBytes).sum();
    }

    @Override
    public long readBytes() {
        return session.scannedBytes()
                + indexBytes()
                + session.shards().stream()
                        .mapToLong(shard -> shard.fetcher().readBytes())
                        .sum();
    }

    @Override
    public void close() {
        shards.forEach(ShardRestore::close);
    }
}
