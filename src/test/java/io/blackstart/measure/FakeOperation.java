package io.blackstart.measure;

import java.util.ArrayDeque;
import java.util.function.LongUnaryOperator;

/** An operation on a {@link FakeClock}: each send blocks for a time, and completes some time later, in order. */
final class FakeOperation implements RigOperation {
    private final FakeClock clock;
    private final LongUnaryOperator blockNanos;
    private final LongUnaryOperator latencyNanos;
    private final ArrayDeque<Long> dueNanos = new ArrayDeque<>();
    private long completedCount;
    private long lastDueNanos;

    /**
     * An operation.
     *
     * @param blockNanos by index: how long {@code send} takes
     * @param latencyNanos by index: from the start of {@code send} to the completion
     */
    FakeOperation(FakeClock clock, LongUnaryOperator blockNanos, LongUnaryOperator latencyNanos) {
        this.clock = clock;
        this.blockNanos = blockNanos;
        this.latencyNanos = latencyNanos;
    }

    @Override
    public void send(long index) {
        lastDueNanos = Math.max(lastDueNanos, clock.now() + latencyNanos.applyAsLong(index));
        dueNanos.add(lastDueNanos);
        clock.leap(blockNanos.applyAsLong(index));
    }

    @Override
    public long completedCount() {
        while (!dueNanos.isEmpty() && dueNanos.peek() <= clock.now()) {
            dueNanos.remove();
            completedCount++;
        }
        return completedCount;
    }
}
