package io.blackstart.replication.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicLong;

/** A plain TCP connection. */
final class ChannelLink implements Link {
    private final SocketChannel channel;
    private final String peer;
    private final AtomicLong sentBytes = new AtomicLong();

    /** Takes over a connected channel. */
    ChannelLink(SocketChannel channel) throws IOException {
        this.channel = channel;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        peer = String.valueOf(channel.getRemoteAddress());
    }

    /** Connects; gives up after {@code timeoutMillis}. */
    static ChannelLink connect(InetSocketAddress address, int timeoutMillis) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.socket().connect(address, timeoutMillis);
            return new ChannelLink(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    @Override
    public void write(ByteBuffer source) throws IOException {
        long length = source.remaining();
        while (source.hasRemaining()) {
            channel.write(source);
        }
        sentBytes.getAndAdd(length);
    }

    @Override
    public String peer() {
        return peer;
    }

    @Override
    public long sentBytes() {
        return sentBytes.get();
    }

    @Override
    public void close() {
        Links.closeQuietly(channel);
    }
}
