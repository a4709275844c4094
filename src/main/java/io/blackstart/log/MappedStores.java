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
            // Any native call that is none to the compiler will do: on its way back the JVM throws what is pending.
            long bytes = Runtime.getRuntime().totalMemory();
            return bytes < 0 ? new InternalError("totalMemory=" + bytes) : null;
        } catch (InternalError owed) {
            return owed;
        }
    }

    /**
     * Refuses to go on when a store of this thread was skipped since it last asked. Costs a native call: for what is done once
     * a force or a segment, not once a record.
     *
     * @throws BlackstartException IO
     */
    public static void requireArrived() {
        InternalError owed = settle();
        if (owed != null) {
            throw failure(owed);
        }
    }
}
