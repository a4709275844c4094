package io.blackstart.log;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Stores to mapped memory that never arrive. Where a page cannot be had for writing - on a full file system that copies on write,
 * after the device is gone - the kernel answers a store with SIGBUS, the JVM skips it and throws an {@link InternalError} some
 * time later, wherever the thread next leaves compiled code. By then the record is acknowledged. So who acknowledges by a store
 * reads it back first and, where it is not there, throws {@link #lost}. Stateless.
 */
public final class MappedStores {
    private static final int DELIVERY_BYTES = 2 << 20;
    private static final byte[] NOTHING = {};

    /** Kept in a field, so that no compiler leaves the array out. */
    @SuppressWarnings("unused")
    private static volatile byte[] delivery = NOTHING;

    private MappedStores() {}

    /** A store that was read back and was not there. Takes delivery of the error that the JVM still owes this thread. */
    public static BlackstartException lost() {
        return failure(settle());
    }

    /** What an error that the JVM threw for a skipped store becomes. */
    public static BlackstartException failure(@Nullable InternalError owed) {
        return new BlackstartException(
                ErrorCode.IO,
                "a mapped page could not be written; the disk may be full or gone",
                null,
                BlackstartException.NO_POSITION,
                owed);
    }

    /** The error that the JVM still owes this thread for a store that it skipped, null when it owes none. */
    private static @Nullable InternalError settle() {
        try {
            // Too large for the thread's own buffer: the JVM itself must make it, and throws what is pending on the way
            // back.
            delivery = new byte[DELIVERY_BYTES];
            delivery = NOTHING;
            return null;
        } catch (InternalError owed) {
            return owed;
        }
    }
}
