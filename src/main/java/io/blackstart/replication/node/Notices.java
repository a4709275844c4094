package io.blackstart.replication.node;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One line for each thing that went wrong and was dealt with. A kind that comes in floods says its first line, and at most
 * once a second how many more there were: a flood of connections must not become a flood of text. Any thread.
 */
public final class Notices {
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Consumer<String> sink;
    private final LongSupplier clock;
    private final Map<Kind, Flood> floods = new EnumMap<>(Kind.class);

    /** How often a kind has come since its last line. */
    private static final class Flood {
        private final long saidAtNanos;
        private long heldBack;

        private Flood(long saidAtNanos) {
            this.saidAtNanos = saidAtNanos;
        }
    }

    /** What a line is about. */
    public enum Kind {
        /** A connection was turned away before or during the handshake. */
        REFUSED_CONNECTION,
        /** A leader was refused, or refuses to lead on. */
        REFUSED_LEADER,
        /** A link ended. */
        LINK_ENDED,
        /** A replica was made anew, or cut. */
        COPY_CHANGED,
        /** A log failed. */
        LOG_FAILED,
        /** A follower could not keep up and is fed from the log. */
        FELL_BEHIND
    }

    /** Lines go to {@code sink}, which must not block. */
    public Notices(Consumer<String> sink) {
        this(sink, System::nanoTime);
    }

    Notices(Consumer<String> sink, LongSupplier clock) {
        this.sink = sink;
        this.clock = clock;
    }

    /** Says one line, or counts it. */
    public void say(Kind kind, String line) {
        long more;
        synchronized (floods) {
            long now = clock.getAsLong();
            Flood flood = floods.get(kind);
            if (flood != null && now - flood.saidAtNanos < QUIET_NANOS) {
                flood.heldBack++;
                return;
            }
            more = flood == null ? 0 : flood.heldBack;
            floods.put(kind, new Flood(now));
        }
        sink.accept(more == 0 ? line : line + " (and " + more + " more like it before)");
    }
}
