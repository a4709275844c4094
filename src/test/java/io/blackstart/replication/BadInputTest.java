package io.blackstart.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.log.Durability;
import io.blackstart.replication.wire.Handshake;
import io.blackstart.replication.wire.Links;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What comes to a follower's door and is no leader of its cluster: one line each, and service goes on. */
@Timeout(120)
class BadInputTest {
    @TempDir
    private Path directory;

    private static byte[] hello(long clusterId, long epoch, int nodeId) {
        ByteBuffer frame =
                Handshake.hello(Handshake.helloHeader(clusterId, epoch, nodeId, 0, nodeId, false), List.of());
        byte[] bytes = new byte[frame.remaining()];
        frame.get(bytes);
        return bytes;
    }

    /** Says these bytes and waits until the other end has closed. */
    private static byte[] say(ReplicaSet set, byte[] bytes) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(set.address(1));
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
            return readAll(socket);
        }
    }

    private static byte[] readAll(Socket socket) throws IOException {
        try (InputStream in = socket.getInputStream()) {
            return in.readAllBytes();
        } catch (java.net.SocketException e) {
            return new byte[0];
        }
    }

    private static void stillServes(ReplicaSet set) {
        try (Replication leader = set.lead(0, 1)) {
            set.publish(leader, 0, 10);
            leader.awaitAcknowledged(9, ReplicaSet.WAIT_NANOS);
        }
    }

    private static void awaitLine(ReplicaSet set, String part) throws InterruptedException {
        while (set.lines.stream().noneMatch(line -> line.contains(part))) {
            Thread.onSpinWait();
            if (Thread.interrupted()) {
                throw new InterruptedException("no line with '" + part + "' in " + set.lines);
            }
        }
    }

    private void refused(byte[] bytes, String part) throws IOException, InterruptedException {
        try (var set = new ReplicaSet(directory, "star-tcp", 1, "a", "b")) {
            set.policy = AckPolicy.parse("all/memory");
            set.follow(1);
            say(set, bytes);
            awaitLine(set, part);
            stillServes(set);
        }
    }

    @Test
    void refusesAnUnknownPeer() throws IOException, InterruptedException {
        refused(hello(ReplicaSet.CLUSTER_ID, 1, 99), "does not know this peer");
    }

    @Test
    void refusesAnotherCluster() throws IOException, InterruptedException {
        refused(hello(5, 1, 0), "found cluster 5");
    }

    @Test
    void refusesAnotherVersion() throws IOException, InterruptedException {
        byte[] newer = hello(ReplicaSet.CLUSTER_ID, 1, 0);
        newer[4] = 9;
        refused(newer, "found replication version 9, know 1");
    }

    @Test
    void refusesWhatIsNoFrame() throws IOException, InterruptedException {
        refused(
                "GET / HTTP/1.1\r\nHost: elsewhere.example\r\nUser-Agent: nobody in particular\r\n\r\n"
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                "this is not a Blackstart replica");
    }

    @Test
    void refusesABadChecksum() throws IOException, InterruptedException {
        byte[] bad = hello(ReplicaSet.CLUSTER_ID, 1, 0);
        bad[30] ^= 1;
        refused(bad, "crc32c");
    }

    @Test
    void refusesAnEpochThatIsOver() throws IOException, InterruptedException {
        try (var set = new ReplicaSet(directory, "star-tcp", 1, "a", "b")) {
            set.follow(1).fence(7);
            byte[] answer = say(set, hello(ReplicaSet.CLUSTER_ID, 6, 0));
            awaitLine(set, "it serves a newer epoch");
            assertEquals(
                    7,
                    ByteBuffer.wrap(answer)
                            .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                            .getLong(24));
        }
    }

    @Test
    void closesAConnectionThatSaysNothing() throws IOException, InterruptedException {
        try (var set = new ReplicaSet(directory, "star-tcp", 1, "a", "b")) {
            set.policy = AckPolicy.parse("all/memory");
            set.follow(1);
            assertEquals(0, say(set, new byte[] {'B'}).length);
            awaitLine(set, "before it greeted");
            stillServes(set);
        }
    }

    @Test
    void aFloodOfConnectionsNeitherKeepsTheLeaderOutNorFillsTheLog() throws IOException, InterruptedException {
        int count = 2_000;
        try (var set = new ReplicaSet(directory, "star-tcp", 1, "a", "b")) {
            set.policy = AckPolicy.parse("all/memory");
            set.follow(1);
            var held = new ArrayList<Socket>();
            try {
                for (int index = 0; index < count; index++) {
                    var socket = new Socket();
                    held.add(socket);
                    socket.connect(set.address(1));
                }
                stillServes(set);
                long threads = Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().equals("replica-1-receive"))
                        .count();
                assertTrue(threads <= 40, "threads=" + threads);
                awaitLine(set, "too many connections wait to greet");
                assertTrue(set.lines.size() < 100, "lines=" + set.lines.size());
            } finally {
                for (Socket socket : held) {
                    socket.close();
                }
            }
        }
    }

    @Test
    void refusesALeaderWhoseLogLacksWhatWasAcknowledged() throws InterruptedException {
        try (var set = new ReplicaSet(directory, "star-tcp", 1, "a", "b", "b")) {
            set.policy = AckPolicy.parse("quorum/memory");
            set.follow(1);
            try (Replication leader = set.lead(0, 1)) {
                set.publish(leader, 0, 10);
                leader.awaitAcknowledged(9, ReplicaSet.WAIT_NANOS);
                set.follow(2);
                set.follower(2).awaitEnd(10, 60_000);
                set.stop(2);
                set.publish(leader, 10, 20);
                leader.awaitAcknowledged(19, ReplicaSet.WAIT_NANOS);
                awaitKnown(set, 20);
            }
            set.policy = AckPolicy.parse("leader/memory");
            try (Replication poorer = set.lead(2, 2)) {
                awaitLine(set, "it has acknowledged records which this leader lacks");
                assertEquals(20, set.follower(1).endPosition());
                assertEquals(10, poorer.endPosition());
            }
        }
    }

    private static void awaitKnown(ReplicaSet set, long position) throws InterruptedException {
        while (set.follower(1).knownAcknowledged() < position) {
            Thread.onSpinWait();
            if (Thread.interrupted()) {
                throw new InterruptedException("the follower never heard");
            }
        }
    }

    @Test
    void refusesDiskFromALogThatDoesNotForce() {
        try (var set = new ReplicaSet(directory, "star-tcp", 1, "a", "b")) {
            set.durability = Durability.PROCESS;
            set.policy = AckPolicy.parse("all/disk");
            BlackstartException refused = assertThrows(BlackstartException.class, () -> set.lead(0, 1));
            assertEquals(ErrorCode.UNSUPPORTED, refused.code());
        }
    }

    @Test
    void refusesPlainConnectionsBeyondLoopback() {
        Links links = Links.loopback();
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> links.check(new InetSocketAddress("192.0.2.1", 9000)));
        assertTrue(String.valueOf(refused.getMessage()).contains("is not loopback"));
    }
}
