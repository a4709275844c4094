package io.blackstart.measure;

/**
 * What the {@link OpenLoopRig} drives. Operations are sent one by one and complete in the order in which they were sent, alone or in groups. An
 * operation that is over when {@link #send} returns simply counts there.
 */
public interface RigOperation {
    /**
     * Sends one operation. May return before it completes, and may block while the system under test pushes back: that wait is measured.
     * What it throws ends the run.
     *
     * @param index counts up from 0, warm-up included; always the same thread
     */
    void send(long index);

    /**
     * How many operations have completed: those with index 0 to {@code completedCount() - 1} are done. Never falls, never exceeds what
     * was sent. Asked in a tight loop by the thread that sends; must neither block nor allocate.
     */
    long completedCount();
}
