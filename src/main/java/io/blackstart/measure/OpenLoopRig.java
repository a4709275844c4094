package io.blackstart.measure;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.NanoClock;

/**
 * Drives an operation at the times of a schedule, whatever the system under test does, and measures from the intended send: an operation that had to
 * wait because the one before it stalled has waited, and its response time says so. Service time, from the actual send, is kept apart; it
 * is the figure that hides stalls.
 *
 * <p>One thread does all of it, the one that calls {@link #run}. Between sends it looks at the completions, so that on two processors the other
 * one is left to the system under test. While something is in flight, or the next send is nearer than 2 ms, it spins politely;
 * otherwise it parks until 1 ms before. From the moment the run begins nothing is allocated.
 *
 * <p>The rig's own error: a completion is noticed at the next look, which comes within some 100 ns, but not before a send in progress returns
 * and not while the operating system has taken the thread away. So samples err to the long side only, at most by
 * {@link RigReading#pollGapMaxNanos()}. What the rig itself costs is measured by driving {@link #nothing()}.
 *
 * <p>The rig ends after its count of operations, or when it has fallen too far behind; only a {@code send} that never returns can hold it. An
 * operation that was sent and never completed is recorded with its age at the end, a lower bound, and the reading is saturated.
 * Not thread-safe; may be used again.
 */
public final class OpenLoopRig {
    /** Below this share of the offered rate a reading is saturated. */
    public static final double SATURATION_RATIO = 0.99;

    private final NanoClock clock;
    private final EpochClock wallClock;
    private final LongConsumer parkNanos;

    /** A rig on this machine's monotonic clock. */
    public OpenLoopRig() {
        this(System::nanoTime, System::currentTimeMillis, LockSupport::parkNanos);
    }

    OpenLoopRig(NanoClock clock, EpochClock wallClock, LongConsumer parkNanos) {
        this.clock = clock;
        this.wallClock = wallClock;
        this.parkNanos = parkNanos;
    }

    /**
     * Runs to the end on the calling thread. An interrupt does not end it and stays set.
     *
     * @param schedule when operations arrive; a fresh one
     * @param operation what is driven; nothing sent to it yet
     * @param options how long
     * @throws IllegalArgumentException when the schedule goes back in time, or spans no time at all
     * @throws IllegalStateException when the operation counts completions backwards, or more than were sent
     * @throws io.blackstart.BlackstartException TIMEOUT when the rig gave up before two operations were recorded
     */
    public RigReading run(ArrivalSchedule schedule, RigOperation operation, RigOptions options) {
        var loop = new SendLoop(schedule, operation, options, clock, parkNanos);
        return loop.run(wallClock.time());
    }

    /** An operation that does nothing and is done at once: what the rig reads of it is the rig's own share. */
    public static RigOperation nothing() {
        return new RigOperation() {
            private long sentCount;

            @Override
            public void send(long index) {
                sentCount = index + 1;
            }

            @Override
            public long completedCount() {
                return sentCount;
            }
        };
    }
}
