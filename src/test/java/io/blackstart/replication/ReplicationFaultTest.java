package io.blackstart.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.crashkit.Ledger;
import io.blackstart.log.Durability;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Faults under load, in one JVM: three replicas in three sites, policy quorum, a stream of records that can be told from each
 * other, and a ledger of what was acknowledged. Whatever happens to one follower, way or leader: nothing acknowledged is
 * lost, order holds, nothing is there twice, memory stays bounded, and in the end every replica has every record.
 *
 * <p>{@code -Dblackstart.replication.repeats=100} for the table in the report; each repeat prints its seed when it fails.
 */
@Timeout(3600)
class ReplicationFaultTest {
    private static final int REPEAT_COUNT = Integer.getInteger("blackstart.replication.repeats", 1);
    private static final long SEED = Long.getLong("blackstart.replication.seed", 20221015L);
    private static final int RECORD_COUNT = 3_000;
    /** Records that may be published and not acknowledged. */
    private static final int IN_FLIGHT = 200;
    /** Direct memory a case may take beyond what was there: rings and batches of all nodes, with room. */
    private static final long DIRECT_BYTES_MAX = 64L << 20;

    @TempDir
    private Path directory;

    /** What happens while records flow. */
    enum Fault {
        FOLLOWER_STOPPED,
        FOLLOWER_PAUSED,
        SLOW_DISK,
        FULL_DISK,
        CUT_BOTH_WAYS,
        CUT_FORWARD,
        CUT_BACK,
        RESET,
        LEADER_REPLACED,
        FOLLOWER_WIPED
    }

    private static final String[] DESIGNS = {"star-tcp", "star-ring"};

    static Stream<Arguments> cases() {
        return Stream.of(DESIGNS)
                .flatMap(design -> Arrays.stream(Fault.values()).map(fault -> Arguments.of(design, fault)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void keepsWhatItAcknowledged(String design, Fault fault) throws IOException, InterruptedException {
        for (int repeat = 0; repeat < REPEAT_COUNT; repeat++) {
            long seed = SEED + repeat;
            long before = directBytes();
            Path at = directory.resolve("repeat-" + repeat);
            try (var set = new ReplicaSet(at, design, seed, "a", "b", "c")) {
                String label = "design=" + design + " fault=" + fault + " seed=" + seed;
                new Case(set, fault, new Random(seed), label).run();
            }
            assertTrue(directBytes() - before < DIRECT_BYTES_MAX, "direct memory grew, seed=" + seed);
            remove(at);
        }
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    private static void remove(Path tree) throws IOException {
        try (Stream<Path> paths = Files.walk(tree)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** One run. Stream 0 is the first leader's, stream 1 the second's. */
    private static final class Case {
        private final ReplicaSet set;
        private final Fault fault;
        private final Random random;
        private final String label;
        private final Ledger ledger = new Ledger(2);
        private final UnsafeBuffer record = new UnsafeBuffer(new byte[ReplicaSet.MAX_RECORD_LENGTH]);

        Case(ReplicaSet set, Fault fault, Random random, String label) {
            this.set = set;
            this.fault = fault;
            this.random = random;
            this.label = label;
        }

        void run() throws IOException, InterruptedException {
            set.options = set.options.withHeartbeat(10, 150);
            if (fault == Fault.SLOW_DISK) {
                set.durability = Durability.POWER;
                set.logDesign = "group-commit";
                set.policy = AckPolicy.parse("quorum/disk");
            }
            set.followAll();
            int broken = RECORD_COUNT / 4 + random.nextInt(RECORD_COUNT / 4);
            int mended = broken + 1 + random.nextInt(RECORD_COUNT / 4);
            long[] expected = fault == Fault.LEADER_REPLACED ? replaceLeader(broken) : survive(broken, mended);
            set.stopAll();
            for (int node = 0; node < 3; node++) {
                assertEquals("", set.differenceOfStreams(node, expected), label);
            }
        }

        private long[] survive(int broken, int mended) throws IOException, InterruptedException {
            try (Replication leader = set.lead(0, 1)) {
                publish(leader, 0, 0, broken);
                breakIt();
                publish(leader, 0, broken, mended);
                // Long enough for silence to be noticed, in some of the cases.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(300)));
                mendIt();
                publish(leader, 0, mended, RECORD_COUNT);
                leader.awaitAcknowledged(RECORD_COUNT - 1L, ReplicaSet.WAIT_NANOS);
                noteAcknowledged(leader, 0, 0);
                for (int node = 1; node < 3; node++) {
                    assertEquals(RECORD_COUNT, set.follower(node).awaitEnd(RECORD_COUNT, 60_000), label);
                }
            }
            assertEquals(RECORD_COUNT, ledger.ackedCount(), label);
            return new long[] {RECORD_COUNT, 0};
        }

        private void breakIt() throws IOException {
            switch (fault) {
                case FOLLOWER_STOPPED -> set.stop(1);
                case FOLLOWER_WIPED -> {
                    set.stop(1);
                    remove(set.directory(1));
                }
                case FOLLOWER_PAUSED -> set.fault(1).pause();
                case SLOW_DISK -> set.fault(1).slowForce(20);
                case FULL_DISK -> set.fault(1).full(true);
                case CUT_BOTH_WAYS -> set.way(1).hold(true, true);
                case CUT_FORWARD -> set.way(1).hold(true, false);
                case CUT_BACK -> set.way(1).hold(false, true);
                case RESET -> set.way(1).reset();
                default -> throw new IllegalStateException("fault=" + fault);
            }
        }

        private void mendIt() {
            switch (fault) {
                case FOLLOWER_STOPPED, FOLLOWER_WIPED -> set.follow(1);
                case FOLLOWER_PAUSED -> set.fault(1).resume();
                case SLOW_DISK -> set.fault(1).slowForce(0);
                case FULL_DISK -> set.fault(1).full(false);
                case CUT_BOTH_WAYS, CUT_FORWARD, CUT_BACK -> set.way(1).pass();
                case RESET -> set.way(1).reset();
                default -> throw new IllegalStateException("fault=" + fault);
            }
        }

        /** The old leader goes on while followers are fenced and the better of them leads; then it comes back and follows. */
        private long[] replaceLeader(int broken) throws InterruptedException {
            try (Replication old = set.lead(0, 1)) {
                publish(old, 0, 0, broken);
                set.follower(1).fence(2);
                set.follower(2).fence(2);
                long fencedAt = old.acknowledgedPosition();
                assertFenced(old, broken);
                assertEquals(fencedAt, old.acknowledgedPosition(), label);
                noteAcknowledged(old, 0, 0);
            }
            int best = set.follower(1).endPosition() >= set.follower(2).endPosition() ? 1 : 2;
            set.stop(best);
            try (Replication next = set.lead(best, 3)) {
                set.follow(0);
                long first = next.endPosition();
                assertTrue(first >= ledger.ackedEnd(0), label + " first=" + first + " " + ledger);
                publish(next, 1, first, RECORD_COUNT);
                next.awaitAcknowledged(RECORD_COUNT - 1L, ReplicaSet.WAIT_NANOS);
                set.follower(0).awaitEnd(RECORD_COUNT, 60_000);
                set.follower(3 - best).awaitEnd(RECORD_COUNT, 60_000);
                return new long[] {first, RECORD_COUNT - first};
            }
        }

        private void assertFenced(Replication old, int from) {
            try {
                publish(old, 0, from, from + IN_FLIGHT);
                old.awaitAcknowledged(from + IN_FLIGHT - 1L, ReplicaSet.WAIT_NANOS);
            } catch (BlackstartException e) {
                assertEquals(ErrorCode.FENCED, e.code(), label);
                return;
            }
            throw new AssertionError(label + ": the old leader was still acknowledged");
        }

        /** Publishes positions {@code from} to {@code to - 1} as the next records of a stream. */
        private void publish(Replication leader, int stream, long from, long to) {
            long offset = from - ledger.sentEnd(stream);
            for (long position = from; position < to; position++) {
                if (position - offset >= IN_FLIGHT && position - IN_FLIGHT >= offset) {
                    leader.awaitAcknowledged(position - IN_FLIGHT, ReplicaSet.WAIT_NANOS);
                    noteAcknowledged(leader, stream, offset);
                }
                long index = position - offset;
                ledger.sent(stream, index);
                int length = set.oracle.fill(stream, index, record, 0);
                assertEquals(position, leader.publish(record, 0, length), label);
            }
        }

        private void noteAcknowledged(Replication leader, int stream, long offset) {
            long acknowledged = Math.min(leader.acknowledgedPosition() - offset, ledger.sentEnd(stream));
            if (acknowledged > 0) {
                ledger.acked(stream, acknowledged - 1);
            }
        }
    }
}
