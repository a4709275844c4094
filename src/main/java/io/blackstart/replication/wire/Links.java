package io.blackstart.replication.wire;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * How links are made and taken: plain, on loopback only, unless the network is said to be the caller's own.
 */
public final class Links {
    private static final int BACKLOG = 1024;

    private final boolean isolated;

    private Links(boolean isolated) {
        this.isolated = isolated;
    }

    /** Plain connections over loopback; every other address is refused. */
    public static Links loopback() {
        return new Links(false);
    }

    /**
     * Plain connections to any address: only for a network that the caller has made and nobody else can reach, such as network
     * namespaces without a way out.
     */
    public static Links isolatedNetwork() {
        return new Links(true);
    }

    /**
     * Refuses an address that these links must not be used for.
     *
     * @throws IllegalArgumentException when it is not loopback and the network is not isolated
     */
    public void check(InetSocketAddress address) {
        if (!isolated && (address.isUnresolved() || !address.getAddress().isLoopbackAddress())) {
            throw new IllegalArgumentException(
                    "address=" + address + " is not loopback: records would cross the network readable by all");
        }
    }

    /** Connects; gives up after {@code timeoutMillis}. */
    public Link connect(InetSocketAddress address, int timeoutMillis) throws IOException {
        check(address);
        return ChannelLink.connect(address, timeoutMillis);
    }

    /** Listens. */
    public ServerSocketChannel listen(InetSocketAddress address) throws IOException {
        check(address);
        ServerSocketChannel server = ServerSocketChannel.open();
        try {
            server.bind(address, BACKLOG);
            return server;
        } catch (IOException e) {
            server.close();
            throw e;
        }
    }

    /** The link of a connection that was accepted. */
    public Link accepted(SocketChannel channel) throws IOException {
        return new ChannelLink(channel);
    }

    /** Closes what is of no use any more; that it cannot be closed changes nothing. */
    static void closeQuietly(Closeable resource) {
        try {
            resource.close();
        } catch (IOException e) {
            // The connection is given up already; its other end learns of it by silence.
            return;
        }
    }
}
