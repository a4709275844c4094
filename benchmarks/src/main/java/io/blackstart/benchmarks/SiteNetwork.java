package io.blackstart.benchmarks;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.NearestName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The network between sites. {@code loopback}: all on 127.0.0.1, nothing between them. {@code namespaces}: each site but the
 * leader's has a network namespace of its own, every two sites a veth link, each direction limited by a token bucket.
 *
 * <p>Nothing stays behind, however this JVM ends: a namespace has no name and lives as long as the processes in it, which end
 * with their standard input, and a link goes with the namespace at one of its ends. Needs root, {@code ip}, {@code tc},
 * {@code unshare} and {@code nsenter}.
 */
final class SiteNetwork implements AutoCloseable {
    /** All on 127.0.0.1. */
    static final String LOOPBACK = "loopback";
    /** A namespace a site. */
    static final String NAMESPACES = "namespaces";

    private static final String SUBNET = "10.213.";
    private static final int BURST_BYTES = 1 << 20;
    private static final int QUEUE_BYTES = 8 << 20;

    private final boolean namespaces;
    private final List<HelperProcess> anchors = new ArrayList<>();

    private SiteNetwork(boolean namespaces) {
        this.namespaces = namespaces;
    }

    /**
     * Builds it.
     *
     * @param kind {@link #LOOPBACK} or {@link #NAMESPACES}
     * @param siteCount sites, the leader's first
     * @param megabitsPerSecond of each direction of each link; 0 for no limit, and for loopback
     * @throws BlackstartException UNSUPPORTED when this machine does not let us
     */
    static SiteNetwork build(String kind, int siteCount, int megabitsPerSecond) {
        if (!List.of(LOOPBACK, NAMESPACES).contains(kind)) {
            throw new UsageException(NearestName.unknown("network", kind, List.of(LOOPBACK, NAMESPACES)));
        }
        if (kind.equals(LOOPBACK)) {
            if (megabitsPerSecond != 0) {
                throw new UsageException("megabits=" + megabitsPerSecond + ": loopback has no limit, use namespaces");
            }
            return new SiteNetwork(false);
        }
        var network = new SiteNetwork(true);
        try {
            network.link(siteCount, megabitsPerSecond);
            return network;
        } catch (BlackstartException e) {
            network.close();
            throw e;
        }
    }

    private void link(int siteCount, int megabitsPerSecond) {
        for (int site = 1; site < siteCount; site++) {
            anchors.add(HelperProcess.start("site " + ReplicaPlan.siteName(site), List.of("unshare", "--net", "cat")));
        }
        for (int site = 1; site < siteCount; site++) {
            awaitNamespace(anchors.get(site - 1).pid());
            run(inSite(site, "ip", "link", "set", "lo", "up"));
        }
        for (int one = 0; one < siteCount; one++) {
            for (int other = one + 1; other < siteCount; other++) {
                link(one, other, megabitsPerSecond);
            }
        }
    }

    /** The kernel gives a process its namespace a moment after its start. */
    private static void awaitNamespace(long pid) {
        var own = java.nio.file.Path.of("/proc/self/ns/net");
        var others = java.nio.file.Path.of("/proc/" + pid + "/ns/net");
        try {
            var ownName = java.nio.file.Files.readSymbolicLink(own);
            while (ownName.equals(java.nio.file.Files.readSymbolicLink(others))) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            throw new BlackstartException(
                    ErrorCode.UNSUPPORTED,
                    "no network namespace can be made: root is needed",
                    others,
                    BlackstartException.NO_POSITION,
                    e);
        }
    }

    private void link(int one, int other, int megabitsPerSecond) {
        String name = "bs" + ProcessHandle.current().pid() % 100_000 + "x" + one + other;
        String peer = name + "p";
        run(inSite(
                one,
                "ip",
                "link",
                "add",
                name,
                "type",
                "veth",
                "peer",
                "name",
                peer,
                "netns",
                Long.toString(anchors.get(other - 1).pid())));
        end(one, other, name, megabitsPerSecond);
        end(other, one, peer, megabitsPerSecond);
    }

    private void end(int site, int far, String device, int megabitsPerSecond) {
        run(inSite(site, "ip", "addr", "add", address(site) + "/32", "dev", device));
        run(inSite(site, "ip", "link", "set", device, "up"));
        run(inSite(site, "ip", "route", "add", address(far) + "/32", "dev", device, "src", address(site)));
        if (megabitsPerSecond > 0) {
            run(inSite(
                    site,
                    "tc",
                    "qdisc",
                    "add",
                    "dev",
                    device,
                    "root",
                    "tbf",
                    "rate",
                    megabitsPerSecond + "mbit",
                    "burst",
                    Integer.toString(BURST_BYTES),
                    "limit",
                    Integer.toString(QUEUE_BYTES)));
        }
    }

    private List<String> inSite(int site, String... command) {
        var words = new ArrayList<>(prefix(site));
        words.addAll(List.of(command));
        return words;
    }

    /** What to put before a command so that it runs in a site. */
    List<String> prefix(int site) {
        return namespaces && site > 0
                ? List.of("nsenter", "--net=/proc/" + anchors.get(site - 1).pid() + "/ns/net")
                : List.of();
    }

    /** The address of a site. */
    String address(int site) {
        return namespaces ? SUBNET + ProcessHandle.current().pid() % 250 + "." + (site + 1) : "127.0.0.1";
    }

    /** Whether the addresses are beyond loopback, in a network that only this measurement can reach. */
    boolean isIsolated() {
        return namespaces;
    }

    private static void run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            int status = process.waitFor();
            if (status != 0) {
                throw new BlackstartException(
                        ErrorCode.UNSUPPORTED, "'" + String.join(" ", command) + "' failed: " + said);
            }
        } catch (IOException e) {
            throw new BlackstartException(
                    ErrorCode.UNSUPPORTED,
                    "'" + command.get(0) + "' cannot be run: " + e.getMessage(),
                    null,
                    BlackstartException.NO_POSITION,
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BlackstartException(ErrorCode.IO, "interrupted while a network was built");
        }
    }

    @Override
    public void close() {
        anchors.forEach(HelperProcess::close);
    }
}
