package io.blackstart.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.log.Durability;
import java.nio.file.Path;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every design does when nothing goes wrong, and what it does about leaders that are over. */
@Timeout(120)
class ReplicationTest {
    @TempDir
    private Path directory;

    static Stream<String> designs() {
        return ReplicationDesigns.all().stream().map(ReplicationDesign::name);
    }

    private static long[] upTo(long end) {
        return LongStream.range(0, end).toArray();
    }

    @ParameterizedTest
    @MethodSource("designs")
    void everyReplicaEndsWithTheSameRecords(String design) {
        try (var set = new ReplicaSet(directory, design, 1, "a", "a", "b")) {
            set.policy = AckPolicy.parse("all/memory");
            set.followAll();
            try (Replication leader = set.lead(0, 1)) {
                set.publish(leader, 0, 5_000);
                assertEquals(5_000, leader.awaitAcknowledged(4_999, ReplicaSet.WAIT_NANOS));
                assertEquals(0, leader.exposedCount());
                assertTrue(leader.replicas().stream().allMatch(replica -> replica.lagCount() == 0));
            }
            set.stopAll();
            for (int node = 0; node < 3; node++) {
                assertEquals("", set.difference(node, upTo(5_000)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("designs")
    void acknowledgesDiskOnlyWhatIsForced(String design) {
        try (var set = new ReplicaSet(directory, design, 2, "a", "b", "b")) {
            set.durability = Durability.POWER;
            set.logDesign = "group-commit";
            set.policy = AckPolicy.parse("all/disk");
            set.followAll();
            try (Replication leader = set.lead(0, 1)) {
                set.publish(leader, 0, 500);
                leader.awaitAcknowledged(499, ReplicaSet.WAIT_NANOS);
                assertTrue(leader.replicas().stream().allMatch(replica -> replica.durablePosition() == 500));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("designs")
    void aFollowerThatComesLateGetsEverything(String design) throws InterruptedException {
        try (var set = new ReplicaSet(directory, design, 3, "a", "b", "b")) {
            set.follow(1);
            try (Replication leader = set.lead(0, 1)) {
                set.publish(leader, 0, 20_000);
                leader.awaitAcknowledged(19_999, ReplicaSet.WAIT_NANOS);
                assertEquals(20_000, set.follow(2).awaitEnd(20_000, 60_000));
                set.publish(leader, 20_000, 21_000);
                assertEquals(21_000, set.follower(2).awaitEnd(21_000, 60_000));
            }
            set.stopAll();
            assertEquals("", set.difference(2, upTo(21_000)));
        }
    }

    @ParameterizedTest
    @MethodSource("designs")
    void anOldLeaderIsRefusedAndFenced(String design) {
        try (var set = new ReplicaSet(directory, design, 4, "a", "b", "b")) {
            set.followAll();
            try (Replication old = set.lead(0, 1)) {
                set.publish(old, 0, 100);
                old.awaitAcknowledged(99, ReplicaSet.WAIT_NANOS);
                set.follower(1).fence(2);
                set.follower(2).fence(2);
                BlackstartException refused = assertThrows(BlackstartException.class, () -> {
                    set.publish(old, 100, 101);
                    old.awaitAcknowledged(100, ReplicaSet.WAIT_NANOS);
                });
                assertEquals(ErrorCode.FENCED, refused.code());
                assertEquals(100, old.acknowledgedPosition());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("designs")
    void theOldLeadersTailGoesWhenItComesBackAsFollower(String design) throws InterruptedException {
        try (var set = new ReplicaSet(directory, design, 5, "a", "b", "b")) {
            set.followAll();
            try (Replication old = set.lead(0, 1)) {
                set.publish(old, 0, 100);
                old.awaitAcknowledged(99, ReplicaSet.WAIT_NANOS);
                set.follower(1).awaitEnd(100, 60_000);
                set.follower(2).awaitEnd(100, 60_000);
                set.stop(1);
                set.stop(2);
                set.publish(old, 100, 150);
            }
            set.follow(2);
            try (Replication next = set.lead(1, 2)) {
                set.follow(0);
                set.publish(next, 200, 300);
                next.awaitAcknowledged(199, ReplicaSet.WAIT_NANOS);
                set.follower(0).awaitEnd(200, 60_000);
                set.follower(2).awaitEnd(200, 60_000);
            }
            set.stopAll();
            long[] expected = LongStream.concat(LongStream.range(0, 100), LongStream.range(200, 300))
                    .toArray();
            for (int node = 0; node < 3; node++) {
                assertEquals("", set.difference(node, expected));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("designs")
    void aWipedReplicaMustNotLead(String design) {
        try (var set = new ReplicaSet(directory, design, 6, "a", "b", "b")) {
            BlackstartException refused = assertThrows(BlackstartException.class, () -> set.lead(0, 2));
            assertEquals(ErrorCode.FENCED, refused.code());
        }
    }
}
