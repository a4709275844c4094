package io.blackstart.benchmarks;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The other end of a link that is measured itself: takes messages of a length and those bytes, and answers each with one byte.
 * Ends with standard input.
 */
@Command(name = "sink")
final class SinkJob implements Runnable {
    private static final int BUFFER_BYTES = 1 << 18;

    @Option(names = "--host", required = true, description = "where to listen")
    private String host = "";

    @Option(names = "--port", required = true, description = "where to listen")
    private int port;

    @Override
    public void run() {
        try (var server = new ServerSocket()) {
            server.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            var accepting = new Thread(() -> accept(server), "sink-accept");
            accepting.setDaemon(true);
            accepting.start();
            System.out.println(HelperProcess.READY);
            while (System.in.read() >= 0) {
                // Nothing is asked of a sink; it ends with its input.
            }
        } catch (IOException e) {
            throw new io.blackstart.BlackstartException(
                    io.blackstart.ErrorCode.IO,
                    "the sink cannot listen at " + host + ":" + port + ": " + e.getMessage());
        }
    }

    private static void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                var thread = new Thread(() -> drain(socket), "sink");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void drain(Socket socket) {
        byte[] bytes = new byte[BUFFER_BYTES];
        try (socket;
                var in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
                OutputStream out = socket.getOutputStream()) {
            socket.setTcpNoDelay(true);
            while (true) {
                long left = in.readLong();
                while (left > 0) {
                    int count = in.read(bytes, 0, (int) Math.min(left, bytes.length));
                    if (count < 0) {
                        throw new EOFException();
                    }
                    left -= count;
                }
                out.write(1);
            }
        } catch (IOException e) {
            // The sender has what it wanted.
            return;
        }
    }
}
