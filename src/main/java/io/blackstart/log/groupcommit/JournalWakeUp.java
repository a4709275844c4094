package io.blackstart.log.groupcommit;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets the journal sleep while there is nothing to write, and producers wake it; a producer who finds it awake pays one fence
 * and one read. The Disruptor's signalling half; the journal waits here and not at a barrier.
 */
final class JournalWakeUp implements WaitStrategy {
    private volatile @Nullable Thread sleeper;

    /** Sleeps until signalled, unless {@code awake} holds already. May return without reason. */
    void sleepUnless(BooleanSupplier awake) {
        sleeper = Thread.currentThread();
        if (!awake.getAsBoolean()) {
            LockSupport.park(this);
        }
        sleeper = null;
    }

    @Override
    public void signalAllWhenBlocking() {
        // Published (release) before looking whether somebody sleeps; the sleeper says so before it looks whether
        // anything is
        // published. Without this fence both could look first.
        VarHandle.fullFence();
        Thread thread = sleeper;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    @Override
    public long waitFor(long sequence, Sequence cursor, Sequence dependent, SequenceBarrier barrier)
            throws AlertException {
        throw new UnsupportedOperationException("the journal waits in sleepUnless");
    }
}
