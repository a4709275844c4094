package io.blackstart.cli.run;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a run end well when the user types Ctrl-C or the process gets TERM or HUP: sets the stop signal, then holds the JVM
 * back until the main thread has cleaned up and closed this.
 */
public final class StopHook implements AutoCloseable {
    /** Removing a data directory takes long on a slow disk; beyond this the janitor does it. */
    private static final long CLEANUP_TIMEOUT_SECONDS = 60;

    private final CountDownLatch cleaned = new CountDownLatch(1);
    private final Thread thread;

    private StopHook(StopSignal stop) {
        this.thread = new Thread(
                () -> {
                    stop.stop();
                    awaitCleanup();
                },
                "blackstart-stop");
    }

    /** Sets {@code stop} when the JVM is asked to end. */
    public static StopHook install(StopSignal stop) {
        var hook = new StopHook(stop);
        Runtime.getRuntime().addShutdownHook(hook.thread);
        return hook;
    }

    private void awaitCleanup() {
        try {
            if (!cleaned.await(CLEANUP_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("blackstart: cleaning up takes long, the janitor goes on with it");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells that nothing is left to clean up: the JVM may end. */
    @Override
    public void close() {
        cleaned.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException alreadyEnding) {
            // The hook runs, and has just been told that it may return.
            return;
        }
    }
}
