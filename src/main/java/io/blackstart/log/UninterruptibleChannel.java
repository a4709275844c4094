package io.blackstart.log;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.channels.FileChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Keeps {@link Thread#interrupt} away from file channels, which it would close, for every thread, in the middle of what they
 * do. A force that is cut short so may hide the failure it was about to report, and a failed force must never be repeated
 * (the second one succeeds and the data is gone): so no force may meet an interrupt.
 *
 * <p>The JDK can switch this off for one channel; that needs {@code --add-opens java.base/sun.nio.ch=ALL-UNNAMED}. Without
 * it, {@link SystemLogFile} opens an interrupted channel again, and forces through a second one on a thread that nobody knows.
 */
final class UninterruptibleChannel {
    private static final @Nullable Method SWITCH = findSwitch();

    private UninterruptibleChannel() {}

    private static @Nullable Method findSwitch() {
        try {
            Method method = Class.forName("sun.nio.ch.FileChannelImpl").getMethod("setUninterruptible");
            return method.trySetAccessible() ? method : null;
        } catch (ReflectiveOperationException notThisJdk) {
            return null;
        }
    }

    /** Whether this JVM can switch interrupts off. */
    static boolean available() {
        return SWITCH != null;
    }

    /** Switches interrupts off for {@code channel}; false when this JVM cannot. */
    static boolean apply(FileChannel channel) {
        if (SWITCH == null) {
            return false;
        }
        try {
            SWITCH.invoke(channel);
            return true;
        } catch (IllegalAccessException | IllegalArgumentException | InvocationTargetException otherChannel) {
            return false;
        }
    }

    /** Forces {@code channel} on a thread of its own, which cannot be interrupted, and waits for the end. */
    static void forceApart(FileChannel channel) throws IOException {
        var task = new FutureTask<Void>(() -> {
            channel.force(false);
            return null;
        });
        var thread = new Thread(task, "blackstart-force");
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    task.get();
                    return;
                } catch (InterruptedException again) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    Throwable cause = e.getCause();
                    throw cause instanceof IOException failure ? failure : new IOException("the force died", cause);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
