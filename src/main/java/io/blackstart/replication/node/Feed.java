package io.blackstart.replication.node;

import java.io.IOException;

/** Brings records to one peer over one connection: what a design adds to the session they all share. */
@FunctionalInterface
public interface Feed {
    /**
     * Feeds the peer until the connection ends or the thread is interrupted. Calls {@link PeerConnection#heartbeat} at least
     * as often as the options say.
     *
     * @param peer greeted, and fed up to {@code from}
     * @param from position of the first record it lacks
     * @throws IOException when the connection has ended
     */
    void run(PeerConnection peer, long from) throws IOException, InterruptedException;
}
