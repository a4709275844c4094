package io.blackstart.cli.run;

import org.jspecify.annotations.Nullable;

/** Asks a run to stop and ends the fork that measures. Safe for many threads; once set it stays. */
public final class StopSignal {
    private boolean stopped;
    private @Nullable Process fork;

    /** Stops: no fork is started any more, and the one that runs is ended. */
    public synchronized void stop() {
        stopped = true;
        if (fork != null) {
            fork.destroyForcibly();
        }
    }

    /** Whether {@link #stop} was called. */
    public synchronized boolean isStopped() {
        return stopped;
    }

    /** Binds the fork that was just started; ends it when the stop came before it. */
    synchronized void attach(Process started) {
        fork = started;
        if (stopped) {
            started.destroyForcibly();
        }
    }

    /** Forgets the fork, which was waited for. */
    synchronized void detach() {
        fork = null;
    }
}
