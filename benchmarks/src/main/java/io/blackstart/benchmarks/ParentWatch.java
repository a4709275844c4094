package io.blackstart.benchmarks;

import java.io.IOException;
import java.io.InputStream;

/**
 * Ends this JVM when its launcher dies. The launcher holds the other end of standard input and never writes; however it
 * ends, the kernel closes the pipe, and no measurement runs on unseen, burning the processors of the next one.
 */
final class ParentWatch implements Runnable {
    private final InputStream fromParent;
    private final Runnable orphaned;

    /**
     * Prepares a watch.
     *
     * @param fromParent ends when the parent does
     * @param orphaned runs then, on the watching thread
     */
    ParentWatch(InputStream fromParent, Runnable orphaned) {
        this.fromParent = fromParent;
        this.orphaned = orphaned;
    }

    /** Starts watching standard input; at its end the data directory is removed and the JVM halts. */
    static void start() {
        var thread = new Thread(new ParentWatch(System.in, ParentWatch::removeAndHalt), "parent-watch");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            while (fromParent.read() != -1) {
                // Whatever a terminal types means nothing here.
            }
        } catch (IOException e) {
            // A pipe that can no longer be read has no parent behind it either.
            System.err.println("blackstart: standard input failed: " + e.getMessage());
        }
        orphaned.run();
    }

    /** Halts instead of exiting: shutdown hooks would wait for threads that are still measuring. */
    private static void removeAndHalt() {
        try {
            ForkDirectory.closeOfThisJvm();
        } finally {
            Runtime.getRuntime().halt(ExitCode.ENVIRONMENT.value());
        }
    }
}
