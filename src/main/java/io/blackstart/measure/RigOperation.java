package io.blackstart.measure;

/** What the {@link OpenLoopRig} drives: operations are sent one by one and complete in the order in which they were sent. */
public interface RigOperation {
    /**
     * Sends one operation. May return before it completes, and may block while the system under test pushes back. Called by one thread,
     * with indexes that count up from 0.
     */
    void send(long index);

    /**
     * How many operations have completed: 0 to {@code completedCount() - 1} are done. Never falls, never exceeds what was sent. Asked by the
     * sending thread in a tight loop; must neither block nor allocate.
     */
    long completedCount();
}
