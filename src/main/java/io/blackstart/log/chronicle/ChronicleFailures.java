package io.blackstart.log.chronicle;

import net.openhft.chronicle.core.Jvm;
import net.openhft.chronicle.core.onoes.ExceptionHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Hears what the library only logs: a failed msync is an error line to it, not an exception. Kept for each thread; warnings
 * and notes are dropped.
 */
final class ChronicleFailures {
    private static final Listener LISTENER = new Listener();
    private static final ThreadLocal<@Nullable String> LAST = new ThreadLocal<>();

    private ChronicleFailures() {}

    /** Takes the place of the library's log, for the whole JVM, and forgets what this thread heard. */
    static void install() {
        ExceptionHandler nothing = ExceptionHandler.ignoresEverything();
        Jvm.setExceptionHandlers(LISTENER, nothing, nothing, nothing);
        clear();
    }

    static void clear() {
        LAST.remove();
    }

    /** The last error of this thread since {@link #clear}, or null. */
    static @Nullable String last() {
        return LAST.get();
    }

    private static final class Listener implements ExceptionHandler {
        @Override
        public void on(Logger logger, @Nullable String message, @Nullable Throwable thrown) {
            LAST.set(thrown == null ? String.valueOf(message) : message + ": " + thrown);
        }
    }
}
