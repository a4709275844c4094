package io.blackstart.benchmarks;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A longer way for TCP, in user space, for kernels without netem: what comes in goes on after half the round trip, in both
 * directions. Ends with standard input.
 */
@Command(name = "delay")
final class DelayJob implements Runnable {
    private static final int CHUNK_BYTES = 1 << 16;
    /** Chunks under way in one direction: with 64 KiB each more than any link here times 10 ms. */
    private static final int CHUNK_COUNT_MAX = 256;

    @Option(names = "--host", required = true, description = "where to listen, and where the target is")
    private String host = "";

    @Option(names = "--port", required = true, description = "where to listen")
    private int port;

    @Option(names = "--target-port", required = true, description = "where it goes on to")
    private int targetPort;

    @Option(names = "--round-trip-micros", required = true, description = "added to a round trip")
    private long roundTripMicros;

    /** Bytes and when they may go on; no bytes mean the end. */
    private static final class Chunk {
        private final long dueNanos;
        private final byte[] bytes;

        Chunk(long dueNanos, byte[] bytes) {
            this.dueNanos = dueNanos;
            this.bytes = bytes;
        }
    }

    /** Starts one in a process of its own, in a site. */
    static HelperProcess start(SiteNetwork network, int site, int port, int targetPort, long roundTripMicros) {
        return HelperProcess.job(
                "delay of site " + ReplicaPlan.siteName(site),
                network.prefix(site),
                List.of(
                        "delay",
                        "--host",
                        network.address(site),
                        "--port",
                        Integer.toString(port),
                        "--target-port",
                        Integer.toString(targetPort),
                        "--round-trip-micros",
                        Long.toString(roundTripMicros)));
    }

    @Override
    public void run() {
        try (var server = new ServerSocket()) {
            server.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            start("delay-accept", () -> accept(server));
            System.out.println(HelperProcess.READY);
            while (System.in.read() >= 0) {
                // Nothing is asked of it; it ends with its input.
            }
        } catch (IOException e) {
            throw new BlackstartException(
                    ErrorCode.IO, "the delay cannot listen at " + host + ":" + port + ": " + e.getMessage());
        }
    }

    private static void start(String name, Runnable body) {
        var thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket from = server.accept();
                var to = new Socket(host, targetPort);
                from.setTcpNoDelay(true);
                to.setTcpNoDelay(true);
                way(from, to);
                way(to, from);
            } catch (IOException e) {
                // The target does not listen yet; whoever connects tries again.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
    }

    private void way(Socket from, Socket to) {
        BlockingQueue<Chunk> queue = new ArrayBlockingQueue<>(CHUNK_COUNT_MAX);
        start("delay-read", () -> read(from, queue));
        start("delay-write", () -> write(queue, from, to));
    }

    private void read(Socket from, BlockingQueue<Chunk> queue) {
        long delayNanos = TimeUnit.MICROSECONDS.toNanos(roundTripMicros) / 2;
        byte[] bytes = new byte[CHUNK_BYTES];
        try {
            try (InputStream in = from.getInputStream()) {
                for (int count = in.read(bytes); count > 0; count = in.read(bytes)) {
                    queue.put(new Chunk(System.nanoTime() + delayNanos, Arrays.copyOf(bytes, count)));
                }
            } catch (IOException e) {
                // The end of this way, as below.
                LockSupport.parkNanos(delayNanos);
            }
            queue.put(new Chunk(System.nanoTime(), new byte[0]));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(BlockingQueue<Chunk> queue, Socket from, Socket to) {
        try (from;
                to;
                OutputStream out = to.getOutputStream()) {
            for (Chunk chunk = queue.take(); chunk.bytes.length > 0; chunk = queue.take()) {
                for (long left = chunk.dueNanos - System.nanoTime();
                        left > 0;
                        left = chunk.dueNanos - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                out.write(chunk.bytes);
            }
        } catch (IOException e) {
            // Both ends are closed: each learns of it.
            queue.clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
