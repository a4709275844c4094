package io.blackstart.recovery;

import io.blackstart.chat.ChatState;
import java.util.List;

/** Serves from states that are whole: what they do not know does not exist. */
final class StateServable implements Servable {
    private final List<RestoreSession.Shard> shards;
    private final long scannedBytes;

    StateServable(List<RestoreSession.Shard> shards, long scannedBytes) {
        this.shards = shards;
        this.scannedBytes = scannedBytes;
    }

    @Override
    public boolean answer(long roomId, int count, Screen screen) {
        screen.begin(roomId, 0);
        for (RestoreSession.Shard shard : shards) {
            ChatState state = shard.state();
            long last = state.lastSequence(roomId);
            if (last != 0) {
                screen.begin(roomId, last);
                for (long sequence = last; sequence > Math.max(0, last - count); sequence--) {
                    long position = state.position(roomId, sequence);
                    if (position >= 0) {
                        shard.fetcher().fetch(position, sequence, screen);
                    }
                }
            }
        }
        return true;
    }

    @Override
    public long readBytes() {
        return scannedBytes
                + shards.stream()
                        .mapToLong(shard -> shard.fetcher().readBytes())
                        .sum();
    }
}
