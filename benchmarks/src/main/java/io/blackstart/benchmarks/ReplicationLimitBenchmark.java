package io.blackstart.benchmarks;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * <b>Question:</b> what does the network between the replicas give at most?
 *
 * <p><b>Timed:</b> {@link #link} sends 32 MiB to each follower's place at once, one TCP connection each, until all have it:
 * {@code copyBytes} by that time is what each copy gets when as many are sent, link bandwidth divided by copies where they
 * share one. {@link #roundTrip} sends 256 bytes to the first follower's place and waits for one byte.
 *
 * <p><b>Excluded:</b> building the network, connecting. Nothing is checked, framed or stored.
 *
 * <p><b>What would make it lie:</b> other processes; so it uses the same number of JVMs in the same places.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Threads(1)
@Fork(
        value = 3,
        jvmArgsPrepend = {
            JvmArguments.HEAP_MIN,
            JvmArguments.HEAP_MAX,
            JvmArguments.COLLECTOR,
            JvmArguments.DIRECT_MAX,
            JvmArguments.EXPORT_MISC
        })
public class ReplicationLimitBenchmark {
    private static final int COPY_BYTES = 1 << 25;
    private static final int CHUNK_BYTES = 1 << 16;
    private static final int PING_BYTES = 256;
    private static final int PING_COUNT = 2_000;

    /** Copies, the leader's too. */
    @Param("3")
    public int replicas;

    /** Sites, among which the copies are dealt in turn. */
    @Param("3")
    public int sites;

    /** {@code loopback} or {@code namespaces}. */
    @Param("loopback")
    public String network;

    /** Limit of each link between sites in megabits a second; 0 for none. */
    @Param("0")
    public int megabits;

    /** Microseconds added to a round trip between sites. */
    @Param("0")
    public long roundTripMicros;

    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final List<HelperProcess> sinks = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private SiteNetwork siteNetwork;
    private ExecutorService senders;

    /** Builds the network and a sink for each follower. */
    @Setup(Level.Trial)
    public void build() throws IOException {
        var plan = new ReplicaPlan(replicas, sites);
        siteNetwork = SiteNetwork.build(network, sites, megabits);
        senders = Executors.newFixedThreadPool(Math.max(1, replicas - 1));
        for (int node = 1; node < replicas; node++) {
            int port = ReplicationUnderTest.freePort();
            String host = siteNetwork.address(plan.siteOf(node));
            sinks.add(HelperProcess.job(
                    "sink " + node,
                    siteNetwork.prefix(plan.siteOf(node)),
                    List.of("sink", "--host", host, "--port", Integer.toString(port))));
            int way = plan.siteOf(node) == 0 || roundTripMicros == 0 ? port : delay(plan.siteOf(node), port);
            var socket = new Socket();
            socket.connect(new InetSocketAddress(host, way));
            socket.setTcpNoDelay(true);
            sockets.add(socket);
        }
    }

    private int delay(int site, int port) {
        int way = ReplicationUnderTest.freePort();
        sinks.add(DelayJob.start(siteNetwork, site, way, port, roundTripMicros));
        return way;
    }

    /** Sends one copy to each place at once. */
    @Benchmark
    public int link(Counters counters) throws InterruptedException, ExecutionException {
        var sending = new ArrayList<Future<Integer>>();
        for (Socket socket : sockets) {
            sending.add(senders.submit(() -> send(socket, COPY_BYTES)));
        }
        int answers = 0;
        for (Future<Integer> sent : sending) {
            answers += sent.get();
        }
        counters.copyBytes = COPY_BYTES;
        return answers;
    }

    /** Sends a small message and waits for its answer, many times; {@code roundTripNanos} is the mean. */
    @Benchmark
    public int roundTrip(Counters counters) throws IOException {
        long begin = System.nanoTime();
        int answers = 0;
        for (int ping = 0; ping < PING_COUNT; ping++) {
            answers += send(sockets.get(0), PING_BYTES);
        }
        counters.roundTripNanos = (System.nanoTime() - begin) / PING_COUNT;
        return answers;
    }

    private int send(Socket socket, int length) throws IOException {
        var out = new DataOutputStream(socket.getOutputStream());
        byte[] head = java.nio.ByteBuffer.allocate(Long.BYTES + Math.min(length, PING_BYTES))
                .putLong(length)
                .array();
        out.write(head);
        for (int left = length - (head.length - Long.BYTES); left > 0; left -= CHUNK_BYTES) {
            out.write(chunk, 0, Math.min(left, CHUNK_BYTES));
        }
        return socket.getInputStream().read();
    }

    /** Ends everything. */
    @TearDown(Level.Trial)
    public void end() throws IOException {
        senders.shutdownNow();
        for (Socket socket : sockets) {
            socket.close();
        }
        sinks.forEach(HelperProcess::close);
        siteNetwork.close();
    }

    /** What was seen. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Counters {
        /** Bytes of one copy. */
        public long copyBytes;
        /** Mean time of a message and its answer. */
        public long roundTripNanos;
    }
}
