package io.blackstart.replication.node;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.replication.wire.Link;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A replica that follows: listens, lets one leader (or a follower that passes its records on) in at a time, and appends what
 * it verifies to its own log.
 *
 * <p>Connections that have not greeted are few by design: when too many wait, the oldest is closed. One that says nothing is
 * closed after the silence the options allow. So neither a flood nor dead peers take memory or keep a leader out.
 *
 * <p><b>Threads.</b> All methods by any thread.
 */
public final class Follower implements AutoCloseable {
    /** Connections that may wait for their greeting to be read. */
    static final int GREETING_COUNT_MAX = 32;

    private final FollowerOptions options;
    private final ReplicaLog log;
    private final ServerSocketChannel server;
    private final SilenceWatch watch;
    private final Reception reception;
    private final Deque<Greeting> greetings = new ArrayDeque<>();
    private final LiveSource liveSource;
    private final Thread accepting;

    private volatile boolean closed;

    /** A connection that has not greeted yet, and its thread. */
    private record Greeting(Link link, Thread thread) {}

    /**
     * Begins to listen.
     *
     * @param log closed by this follower, also when this call fails
     * @param options checked ranges
     * @param topology to whom it passes records on
     * @throws BlackstartException IO when it cannot listen there
     */
    public static Follower start(ReplicaLog log, FollowerOptions options, Topology topology) {
        return start(log, options, topology, LiveSource.NONE);
    }

    /** The same with a second way for records to come. */
    public static Follower start(ReplicaLog log, FollowerOptions options, Topology topology, LiveSource liveSource) {
        InetSocketAddress address = options.cluster().member(options.nodeId()).address();
        try {
            return new Follower(
                    log, options, topology, liveSource, options.links().listen(address));
        } catch (IOException e) {
            liveSource.close();
            log.close();
            throw new BlackstartException(
                    ErrorCode.IO,
                    "cannot listen at " + address + ": " + e.getMessage(),
                    null,
                    BlackstartException.NO_POSITION,
                    e);
        }
    }

    private Follower(
            ReplicaLog log,
            FollowerOptions options,
            Topology topology,
            LiveSource liveSource,
            ServerSocketChannel server) {
        this.log = log;
        this.options = options;
        this.server = server;
        this.liveSource = liveSource;
        String name = "replica-" + options.nodeId();
        watch = new SilenceWatch(name, options.replication().silenceMillis());
        reception = new Reception(log, options, topology, liveSource, watch);
        accepting = Threads.start(name + "-accept", this::accept);
    }

    /** Records in its log. */
    public long endPosition() {
        return log.endPosition();
    }

    /** The newest epoch it has promised itself to. */
    public long promisedEpoch() {
        return log.promisedEpoch();
    }

    /** The epoch of its last record; with the end, who has more: the higher epoch, then the higher end. */
    public long lastEpoch() {
        return log.lastEpoch();
    }

    /** Every record below is known to it to be acknowledged. */
    public long knownAcknowledged() {
        return log.knownAcknowledged();
    }

    /** Whether it has once held all that was acknowledged: only then may it be made leader. */
    public boolean isComplete() {
        return log.isComplete();
    }

    /**
     * Refuses leaders below {@code epoch} from now on, for good, and lets the one that is connected go. The first step of
     * making a new leader, which then leads in a higher epoch than this.
     *
     * @throws BlackstartException FENCED when it has promised itself to a newer one
     */
    public void fence(long epoch) {
        reception.fence(epoch);
    }

    /** Waits until it has at least {@code end} records, or the time is over; how many then. */
    public long awaitEnd(long end, long timeoutMillis) throws InterruptedException {
        return log.awaitEndAbove(end - 1, timeoutMillis);
    }

    private void accept() {
        while (!closed) {
            try {
                admit(server.accept());
            } catch (IOException e) {
                if (!closed) {
                    // Out of file descriptors, most likely: those that wait are given up first.
                    options.notices().say(Notices.Kind.REFUSED_CONNECTION, "cannot accept: " + e.getMessage());
                    giveUpOldest(0);
                    Threads.pause(1);
                }
            }
        }
    }

    private void admit(SocketChannel channel) throws IOException {
        giveUpOldest(GREETING_COUNT_MAX - 1);
        Link link = options.links().accepted(channel);
        long since = System.nanoTime();
        watch.watch(link, () -> since);
        Thread thread = new Thread(() -> receive(link), "replica-" + options.nodeId() + "-receive");
        thread.setDaemon(true);
        synchronized (greetings) {
            greetings.add(new Greeting(link, thread));
        }
        thread.start();
    }

    /** Closes those that have waited longest until at most {@code count} are left, and sees them gone. */
    private void giveUpOldest(int count) {
        while (true) {
            @Nullable Greeting oldest = null;
            synchronized (greetings) {
                if (greetings.size() > count) {
                    oldest = greetings.poll();
                }
            }
            if (oldest == null) {
                return;
            }
            oldest.link.close();
            Threads.join(oldest.thread);
            options.notices()
                    .say(
                            Notices.Kind.REFUSED_CONNECTION,
                            "closed " + oldest.link.peer() + ": too many connections wait to greet");
        }
    }

    private void receive(Link link) {
        try (link) {
            reception.receive(link, () -> greeted(link));
        } catch (IOException e) {
            if (!closed && !greeted(link)) {
                return;
            }
            if (!closed) {
                options.notices()
                        .say(
                                Notices.Kind.REFUSED_CONNECTION,
                                "closed " + link.peer() + " before it greeted: " + e.getMessage());
            }
        } catch (BlackstartException e) {
            options.notices().say(Notices.Kind.REFUSED_CONNECTION, "closed " + link.peer() + ": " + e.getMessage());
        } finally {
            greeted(link);
            watch.forget(link);
        }
    }

    /** Takes it out of those that wait; whether it was among them. */
    private boolean greeted(Link link) {
        synchronized (greetings) {
            return greetings.removeIf(greeting -> greeting.link == link);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (log) {
            closeServer();
            Threads.join(accepting);
            giveUpOldest(0);
            reception.close();
            watch.close();
            liveSource.close();
        }
    }

    private void closeServer() {
        try {
            server.close();
        } catch (IOException e) {
            throw new BlackstartException(
                    ErrorCode.IO, "cannot stop listening", null, BlackstartException.NO_POSITION, e);
        }
    }
}
