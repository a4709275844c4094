package io.blackstart.benchmarks;

import io.blackstart.log.Durability;
import io.blackstart.replication.Cluster;
import io.blackstart.replication.Replication;
import io.blackstart.replication.ReplicationDesign;
import io.blackstart.replication.ReplicationDesigns;
import io.blackstart.replication.ReplicationOptions;
import io.blackstart.replication.node.LeaderOptions;
import io.blackstart.replication.node.ReplicaLog;
import io.blackstart.replication.wire.Links;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A replicated log: the leader in this JVM, each follower in one of its own, in its site's network. Made, measured, compared,
 * removed.
 */
final class ReplicationUnderTest implements AutoCloseable {
    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final ReplicationSetting setting;
    private final SiteNetwork network;
    private final Path directory;
    private final List<Integer> ports = new ArrayList<>();
    private final List<Integer> delayedPorts = new ArrayList<>();
    private final Map<Integer, HelperProcess> followers = new TreeMap<>();
    private final List<HelperProcess> delays = new ArrayList<>();
    private @Nullable Replication leader;
    private Path leaderLog = Path.of("");

    private ReplicationUnderTest(ReplicationSetting setting, SiteNetwork network, Path directory) {
        this.setting = setting;
        this.network = network;
        this.directory = directory;
    }

    /** Starts everything and waits until all replicas are there. */
    static ReplicationUnderTest start(ReplicationSetting setting) {
        ForkDirectory forkDirectory = ForkDirectory.ofThisJvm();
        if (setting.logDurability() == Durability.POWER) {
            forkDirectory.requireDurable();
        }
        SiteNetwork network =
                SiteNetwork.build(setting.network(), setting.plan().siteCount(), setting.megabitsPerSecond());
        var test = new ReplicationUnderTest(setting, network, forkDirectory.create("replication"));
        boolean started = false;
        try {
            test.start();
            started = true;
            return test;
        } finally {
            if (!started) {
                test.close();
            }
        }
    }

    /** The design of that name. */
    static ReplicationDesign design(String name) {
        try {
            return ReplicationDesigns.find(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private void start() {
        int nodeCount = setting.plan().replicaCount();
        for (int node = 0; node < nodeCount; node++) {
            ports.add(freePort());
            delayedPorts.add(freePort());
        }
        for (int node = 1; node < nodeCount; node++) {
            startFollower(node);
            if (setting.roundTripMicros() > 0 && setting.plan().siteCount() > 1) {
                delays.add(DelayJob.start(
                        network,
                        setting.plan().siteOf(node),
                        delayedPorts.get(node),
                        ports.get(node),
                        setting.roundTripMicros()));
            }
        }
        ReplicaLog log = ReplicaLog.open(
                directory.resolve("node-0"), FollowerJob.opener(setting.logDesign(), setting.logDurability()));
        leaderLog = log.logDirectory();
        leader = design(setting.design())
                .lead(
                        log,
                        new LeaderOptions(
                                view(0),
                                0,
                                1,
                                setting.policy(),
                                ReplicationOptions.parse(setting.options()),
                                links(),
                                FollowerJob.notices(0)));
    }

    private Links links() {
        return network.isIsolated() ? Links.isolatedNetwork() : Links.loopback();
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new io.blackstart.BlackstartException(
                    io.blackstart.ErrorCode.IO, "no port is free: " + e.getMessage());
        }
    }

    /** The cluster as a node sees it: those of other sites behind the longer way, if there is one. */
    private Cluster view(int from) {
        var addresses = new ArrayList<InetSocketAddress>();
        ReplicaPlan plan = setting.plan();
        for (int node = 0; node < plan.replicaCount(); node++) {
            boolean far = plan.siteOf(node) != plan.siteOf(from) && setting.roundTripMicros() > 0;
            addresses.add(new InetSocketAddress(
                    network.address(plan.siteOf(node)), far ? delayedPorts.get(node) : ports.get(node)));
        }
        return plan.cluster(addresses);
    }

    /** Starts a follower, on what its directory holds. */
    void startFollower(int node) {
        var arguments = new ArrayList<>(List.of(
                "follow",
                "--design",
                setting.design(),
                "--members",
                ReplicaPlan.text(view(node)),
                "--node",
                Integer.toString(node),
                "--log",
                setting.logDesign(),
                "--durability",
                setting.logDurability().name(),
                "--directory",
                directory.resolve("node-" + node).toString()));
        if (network.isIsolated()) {
            arguments.add("--isolated");
        }
        setting.options().forEach((name, value) -> arguments.addAll(List.of("--option", name + "=" + value)));
        followers.put(
                node,
                HelperProcess.job(
                        "replica " + node, network.prefix(setting.plan().siteOf(node)), arguments));
    }

    /** Ends a follower as kill -9 does. */
    void killFollower(int node) {
        HelperProcess follower = followers.remove(node);
        if (follower != null) {
            follower.kill();
        }
    }

    /** The leader. */
    Replication leader() {
        return Objects.requireNonNull(leader, "start has failed");
    }

    /** Waits until the record before {@code end} is acknowledged. */
    void awaitAcknowledged(long end) {
        leader().awaitAcknowledged(end - 1, WAIT_NANOS);
    }

    /** Waits until every follower has {@code end} records. */
    void awaitEverywhere(long end) {
        followers.values().forEach(follower -> Checks.requireQuietly("replica-end", end, follower.ask("await " + end)));
    }

    /** Processor time of all followers so far. */
    long followerProcessorNanos() {
        return followers.values().stream()
                .mapToLong(follower -> Long.parseLong(follower.ask("cpu")))
                .sum();
    }

    /** Closes everything and compares every replica's log with the first {@code count} records of the tape. */
    void verify(long count) {
        awaitEverywhere(count);
        leader().close();
        String expected = count + " equal";
        for (Map.Entry<Integer, HelperProcess> follower : followers.entrySet()) {
            Checks.require(
                    "replica-" + follower.getKey(),
                    expected,
                    follower.getValue().ask("verify " + setting.record() + " " + count));
        }
        Checks.require(
                "replica-0",
                expected,
                FollowerJob.verify(leaderLog, setting.logDesign(), setting.logDurability(), setting.record(), count));
    }

    @Override
    public void close() {
        if (leader != null) {
            leader.close();
        }
        followers.values().forEach(HelperProcess::close);
        delays.forEach(HelperProcess::close);
        network.close();
        ForkDirectory.ofThisJvm().remove(directory);
    }
}
