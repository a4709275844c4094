package io.blackstart.replication;

import io.blackstart.crashkit.Oracle;
import io.blackstart.log.Durability;
import io.blackstart.log.LogDesigns;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogOptions;
import io.blackstart.log.MessageLog;
import io.blackstart.replication.node.Follower;
import io.blackstart.replication.node.FollowerOptions;
import io.blackstart.replication.node.LeaderOptions;
import io.blackstart.replication.node.LogOpener;
import io.blackstart.replication.node.Notices;
import io.blackstart.replication.node.ReplicaLog;
import io.blackstart.replication.wire.Links;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A cluster in this JVM: node 0 in site A, and the others by the list of sites. Each follower is reached through a
 * {@link Interference}, which can cut, hold and reset what passes.
 */
final class ReplicaSet implements AutoCloseable {
    static final long CLUSTER_ID = 0xB1AC57A7L;
    static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(60);
    static final int MAX_RECORD_LENGTH = 512;

    final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();
    final Notices notices = new Notices(lines::add);
    final Oracle oracle;
    final Cluster cluster;
    final Map<Integer, Follower> followers = new TreeMap<>();
    final Map<Integer, FaultyLog> logs = new ConcurrentHashMap<>();
    ReplicationOptions options =
            ReplicationOptions.DEFAULT.withHeartbeat(20, 400).withRing(1 << 16, 500);
    String logDesign = "mapped";
    Durability durability = Durability.PROCESS;
    AckPolicy policy = AckPolicy.parse("quorum/memory");

    private final Path directory;
    private final ReplicationDesign design;
    private final Map<Integer, InetSocketAddress> listening = new TreeMap<>();
    private final Map<Integer, Interference> ways = new TreeMap<>();

    ReplicaSet(Path directory, String design, long seed, String... sites) {
        this.directory = directory;
        this.design = ReplicationDesigns.find(design);
        oracle = new Oracle(seed, MAX_RECORD_LENGTH);
        var members = new ArrayList<Member>();
        for (int node = 0; node < sites.length; node++) {
            listening.put(node, freeAddress());
            ways.put(node, Interference.before(address(node)));
            members.add(new Member(node, sites[node], way(node).address()));
        }
        cluster = new Cluster(CLUSTER_ID, members);
    }

    /**
     * A port that nobody listens at just now. Below those that systems give to outgoing connections: one of those may be taken
     * by a connection before the follower listens at it, or while it is stopped.
     */
    static InetSocketAddress freeAddress() {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
            var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            if (isFree(address)) {
                return address;
            }
        }
        throw new IllegalStateException("no free port among 100 from 10000 to 31999");
    }

    private static boolean isFree(InetSocketAddress address) {
        try (var socket = new ServerSocket(address.getPort(), 1, address.getAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** Where a follower really listens. */
    InetSocketAddress address(int node) {
        return Objects.requireNonNull(listening.get(node));
    }

    /** What lies before a follower. */
    Interference way(int node) {
        return Objects.requireNonNull(ways.get(node));
    }

    Path directory(int node) {
        return directory.resolve("node-" + node);
    }

    /** The faults of a node's disk. */
    FaultyLog fault(int node) {
        return logs.computeIfAbsent(node, key -> new FaultyLog());
    }

    private MessageLog openMessageLog(Path path) {
        LogOptions logOptions =
                LogOptions.of(CLUSTER_ID, durability).withSegmentBytes(1 << 18).withMaxRecordLength(MAX_RECORD_LENGTH);
        return LogDesigns.find(logDesign).open(LogFiles.system(path), logOptions);
    }

    ReplicaLog openLog(int node) {
        LogOpener opener = path -> fault(node).over(openMessageLog(path));
        return ReplicaLog.open(directory(node), opener);
    }

    Follower follow(int node) {
        // The follower listens behind its way, so it is told its own true address.
        var members = new ArrayList<>(cluster.members());
        members.set(node, new Member(node, cluster.member(node).site(), address(node)));
        var own = new Cluster(CLUSTER_ID, members);
        Follower follower =
                design.follow(openLog(node), new FollowerOptions(own, node, options, Links.loopback(), notices));
        followers.put(node, follower);
        return follower;
    }

    void followAll() {
        for (int node = 1; node < cluster.members().size(); node++) {
            follow(node);
        }
    }

    Replication lead(int node, long epoch) {
        return design.lead(
                openLog(node), new LeaderOptions(cluster, node, epoch, policy, options, Links.loopback(), notices));
    }

    /** Publishes the oracle's records {@code from} to {@code to - 1} as stream 0. */
    void publish(Replication leader, long from, long to) {
        var record = new UnsafeBuffer(new byte[MAX_RECORD_LENGTH]);
        for (long index = from; index < to; index++) {
            int length = oracle.fill(0, index, record, 0);
            leader.publish(record, 0, length);
        }
    }

    Follower follower(int node) {
        return Objects.requireNonNull(followers.get(node), "nobody follows there");
    }

    void stopAll() {
        List.copyOf(followers.keySet()).forEach(this::stop);
    }

    void stop(int node) {
        Follower follower = followers.remove(node);
        if (follower != null) {
            follower.close();
        }
    }

    /** Compares what a closed node's log holds with these records of stream 0; empty when it is equal. */
    String difference(int node, long[] expected) {
        return difference(node, expected.length, at -> 0, at -> expected[at]);
    }

    /** The same with the first {@code counts[0]} records of stream 0 and then {@code counts[1]} of stream 1. */
    String differenceOfStreams(int node, long[] counts) {
        int first = (int) counts[0];
        return difference(
                node, (int) (first + counts[1]), at -> at < first ? 0 : 1, at -> at < first ? at : at - first);
    }

    private String difference(int node, int expectedCount, IntUnaryOperator stream, IntToLongFunction index) {
        Path logDirectory;
        try (ReplicaLog replica = openLog(node)) {
            logDirectory = replica.logDirectory();
        }
        var found = new StringBuilder();
        long[] count = new long[1];
        try (MessageLog log = openMessageLog(logDirectory)) {
            log.read(0, (position, buffer, offset, length) -> {
                int at = (int) count[0]++;
                boolean equal = at < expectedCount
                        && oracle.matches(stream.applyAsInt(at), index.applyAsLong(at), buffer, offset, length);
                if (!equal) {
                    found.append("node ")
                            .append(node)
                            .append(" differs at record ")
                            .append(at);
                    return false;
                }
                return true;
            });
        }
        if (found.length() == 0 && count[0] != expectedCount) {
            found.append("node ")
                    .append(node)
                    .append(" has ")
                    .append(count[0])
                    .append(" of ")
                    .append(expectedCount);
        }
        return found.toString();
    }

    @Override
    public void close() {
        stopAll();
        ways.values().forEach(Interference::close);
    }
}
