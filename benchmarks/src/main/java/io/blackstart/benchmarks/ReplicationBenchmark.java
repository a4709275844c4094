package io.blackstart.benchmarks;

import io.blackstart.replication.AckPolicy;
import io.blackstart.replication.Replication;
import io.blackstart.workload.RecordSource;
import io.blackstart.workload.RecordTape;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * <b>Question:</b> how many records a second does a replicated log acknowledge under a policy, and what does each cost on the
 * wire and in processor time?
 *
 * <p><b>Timed:</b> publishing 65,536 records, with at most 16,384 not acknowledged, until the last is acknowledged. The
 * leader runs in this JVM, each follower in a JVM of its own, in its site's network.
 *
 * <p><b>Excluded:</b> starting the replicas; followers that the policy does not wait for catch up after the clock has stopped.
 *
 * <p><b>Counted beside:</b> payload bytes; bytes the leader gave to the network; processor time of the leader's JVM and of all
 * followers; the largest lag of a follower and the largest and mean exposed window, sampled every few milliseconds.
 *
 * <p><b>What would make it lie:</b> a follower that drops, repeats or reorders, so in the end every log is compared with the
 * tape; a window larger than the ring, which would measure the log's reader instead of the ring; more replicas than
 * processors, where every JVM takes from every other: beside it stands a limit taken with as many processes.
 *
 * <p>{@code java -jar benchmarks/target/benchmarks.jar ReplicationBenchmark -p design=star-ring -p policy=all/memory}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(ReplicationBenchmark.RECORDS_PER_SHOT)
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
            JvmArguments.EXPORT_MISC,
            JvmArguments.OPEN_NIO_CHANNELS,
            JvmArguments.OPEN_REFLECT,
            JvmArguments.OPEN_NIO,
            JvmArguments.NO_ANALYTICS,
            JvmArguments.NO_BOUNDS_CHECKS
        })
public class ReplicationBenchmark {
    /** Records of one shot. */
    public static final int RECORDS_PER_SHOT = 1 << 16;
    /** Records that may be published and not acknowledged. */
    static final int WINDOW = 1 << 14;

    /** Name of the design, as {@code blackstart designs} lists it. */
    @Param({"star-tcp", "star-ring", "chain", "relay", "aeron-mdc"})
    public String design;

    /** Who must have a record, such as {@code quorum/disk}. */
    @Param("all/memory")
    public String policy;

    /** Copies, the leader's too. */
    @Param("3")
    public int replicas;

    /** Sites, among which the copies are dealt in turn. */
    @Param("3")
    public int sites;

    /** {@code loopback}, or {@code namespaces} which need root. */
    @Param("loopback")
    public String network;

    /** Limit of each link between sites in megabits a second; 0 for none. */
    @Param("0")
    public int megabits;

    /** Microseconds added to a round trip between sites. */
    @Param("0")
    public long roundTripMicros;

    /** Bytes of each record, or {@code chat}. */
    @Param("256")
    public String record;

    private ReplicationUnderTest test;
    private Replication leader;
    private RecordTape tape;
    private RecordSource records;
    private LagSampler sampler;
    private long published;
    private long sentBefore;
    private long leaderNanosBefore;
    private long followerNanosBefore;

    /** Starts the replicas. */
    @Setup(Level.Trial)
    public void start() {
        tape = Tapes.of(record);
        records = tape.cursor(0);
        var setting = new ReplicationSetting(
                design,
                AckPolicy.parse(policy),
                new ReplicaPlan(replicas, sites),
                network,
                megabits,
                roundTripMicros,
                record,
                Map.of());
        test = ReplicationUnderTest.start(setting);
        leader = test.leader();
        Checks.note("promise", setting.policy().toString(), leader.promise());
    }

    /** Waits until all replicas are level, and reads the counters. */
    @Setup(Level.Iteration)
    public void level() {
        test.awaitEverywhere(published);
        followerNanosBefore = test.followerProcessorNanos();
        leaderNanosBefore = FollowerJob.processorNanos();
        sentBefore = leader.sentBytes();
        sampler = LagSampler.start(leader);
    }

    /** Publishes a shot and waits until its last record is acknowledged; nanoseconds a record. */
    @Benchmark
    public long publish() {
        long end = published + RECORDS_PER_SHOT;
        for (long position = published; position < end; position++) {
            records.next();
            leader.publish(records.buffer(), records.offset(), records.length());
            if (position >= WINDOW && leader.acknowledgedPosition() <= position - WINDOW) {
                test.awaitAcknowledged(position - WINDOW + 1);
            }
        }
        published = end;
        test.awaitAcknowledged(end);
        return end;
    }

    /** Counts. */
    @TearDown(Level.Iteration)
    public void count(Counters counters) {
        counters.payloadBytes = tape.streamBytes(published) - tape.streamBytes(published - RECORDS_PER_SHOT);
        sampler.stop(counters);
        counters.leaderNanos = FollowerJob.processorNanos() - leaderNanosBefore;
        test.awaitEverywhere(published);
        counters.wireBytes = leader.sentBytes() - sentBefore;
        counters.followerNanos = test.followerProcessorNanos() - followerNanosBefore;
    }

    /** Compares every replica with what was sent, and ends them. */
    @TearDown(Level.Trial)
    public void verify() {
        try (ReplicationUnderTest finished = test) {
            finished.verify(published);
        }
    }

    /** What one shot took, beside time. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Counters {
        /** Bytes of all records of the shot. */
        public long payloadBytes;
        /** Bytes the leader gave to the network for them, frames and heartbeats included. */
        public long wireBytes;
        /** Processor time of the leader's JVM. */
        public long leaderNanos;
        /** Processor time of all followers' JVMs. */
        public long followerNanos;
        /** Largest lag of a follower that was seen, in records. */
        public long lagMaxRecords;
        /** Largest number of acknowledged records that were seen in one site only. */
        public long exposedMaxRecords;
        /** Mean of it over all looks. */
        public long exposedMeanRecords;
    }
}
