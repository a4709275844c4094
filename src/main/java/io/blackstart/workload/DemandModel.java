package io.blackstart.workload;

import io.blackstart.chat.ChatDigest;
import io.blackstart.chat.HeaderDecoder;
import io.blackstart.chat.RecordKind;
import io.blackstart.chat.ScreenRequest;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * Draws what users will ask of a service that made-up traffic fills, and while the traffic is made learns what the right answers
 * are: the last sequence and the newest messages of each room that will be asked for. Knows nothing of logs and states. For one
 * thread.
 */
public final class DemandModel {
    private record Drawn(long roomId, int count) {}

    private final List<Drawn> drawn = new ArrayList<>();
    private final Long2ObjectHashMap<Newest> rooms = new Long2ObjectHashMap<>();
    private final HeaderDecoder header = new HeaderDecoder();

    /**
     * Draws.
     *
     * @param traffic what fills the service
     * @param options what is asked for
     */
    public DemandModel(WorkloadOptions traffic, DemandOptions options) {
        var model = new RoomModel(traffic);
        var random = new Xoshiro256(options.seed());
        for (int i = 0; i < options.requestCount(); i++) {
            long roomId = model.roomId(model.drawSend(random.nextLong()));
            double drawnRecency = -options.recencyMeanMessages() * StrictMath.log(1 - random.nextDouble());
            int count = (int) Math.min(options.recencyMaxMessages(), 1 + Math.floor(drawnRecency));
            drawn.add(new Drawn(roomId, count));
            Newest newest = rooms.get(roomId);
            if (newest == null || newest.terms.length < count) {
                rooms.put(roomId, new Newest(count));
            }
        }
    }

    /** Learns from the next record of the traffic, which comes in the order in which it was made. */
    public void observe(DirectBuffer buffer, int offset, int length) {
        header.wrap(buffer, offset, length);
        boolean isMessage = header.kind() == RecordKind.MESSAGE || header.kind() == RecordKind.MEDIA;
        Newest newest = isMessage ? rooms.get(header.roomId()) : null;
        if (newest != null && header.sequence() > newest.last) {
            newest.add(ChatDigest.messageTerm(
                    header.sequence(), header.senderId(), header.clientMessageId(), header.sentAtMillis(), length));
        }
    }

    /** The requests with the answers that are right after what was observed. */
    public List<ScreenRequest> requests() {
        return drawn.stream()
                .map(request -> {
                    Newest newest = rooms.get(request.roomId);
                    return new ScreenRequest(request.roomId, request.count, newest.last, newest.sum(request.count));
                })
                .toList();
    }

    /** The newest messages of one room, in a ring. */
    private static final class Newest {
        private final long[] terms;
        private long last;

        Newest(int count) {
            terms = new long[count];
        }

        void add(long term) {
            terms[(int) (++last % terms.length)] = term;
        }

        long sum(int count) {
            long sum = 0;
            for (long sequence = last; sequence > Math.max(0, last - count); sequence--) {
                sum += terms[(int) (sequence % terms.length)];
            }
            return sum;
        }
    }
}
