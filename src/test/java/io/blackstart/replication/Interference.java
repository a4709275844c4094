package io.blackstart.replication;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What can happen between two nodes, in user space: bytes pass, are held up in one direction or both, or the connection is
 * reset. Connections made while it is cut are taken and hear nothing, as with a network that drops packets.
 */
final class Interference implements AutoCloseable {
    private static final int COPY_BYTES = 1 << 16;

    private final ServerSocket server;
    private final InetSocketAddress target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object gate = new Object();
    private boolean holdsForward;
    private boolean holdsBack;
    private volatile boolean closed;

    private Interference(ServerSocket server, InetSocketAddress target) {
        this.server = server;
        this.target = target;
    }

    static Interference before(InetSocketAddress target) {
        try {
            var way = new Interference(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
            daemon(way::accept);
            return way;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort());
    }

    /** Holds up what goes to the follower, what comes back, or both; nothing is lost, as with TCP. */
    void hold(boolean forward, boolean back) {
        synchronized (gate) {
            holdsForward = forward;
            holdsBack = back;
            gate.notifyAll();
        }
    }

    void pass() {
        hold(false, false);
    }

    /** Resets every connection there is. */
    void reset() {
        sockets.removeIf(socket -> {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
                return true;
            } catch (IOException e) {
                return false;
            }
        });
    }

    private static void daemon(Runnable body) {
        var thread = new Thread(body, "interference");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket from = server.accept();
                daemon(() -> connect(from));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void connect(Socket from) {
        try {
            var to = new Socket();
            to.connect(target);
            from.setTcpNoDelay(true);
            to.setTcpNoDelay(true);
            sockets.add(from);
            sockets.add(to);
            daemon(() -> copy(from, to, true));
            copy(to, from, false);
        } catch (IOException e) {
            closeBoth(from, from);
        }
    }

    private void copy(Socket from, Socket to, boolean forward) {
        byte[] bytes = new byte[COPY_BYTES];
        try (InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                awaitGate(forward);
                out.write(bytes, 0, count);
            }
        } catch (IOException | InterruptedException e) {
            closeBoth(from, to);
        } finally {
            closeBoth(from, to);
        }
    }

    private void awaitGate(boolean forward) throws InterruptedException {
        synchronized (gate) {
            while (!closed && (forward ? holdsForward : holdsBack)) {
                gate.wait();
            }
        }
    }

    private void closeBoth(Socket one, Socket other) {
        for (Socket socket : new Socket[] {one, other}) {
            sockets.remove(socket);
            try {
                socket.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        pass();
        try {
            server.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        reset();
    }
}
