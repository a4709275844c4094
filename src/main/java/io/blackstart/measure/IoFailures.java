package io.blackstart.measure;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;

/** Turns an IOException into the one exception of the library, a full disk told from all else. */
final class IoFailures {
    private IoFailures() {}

    static BlackstartException of(String message, Path path, IOException cause) {
        String reason = String.valueOf(cause.getMessage());
        boolean full = reason.contains("No space left") || reason.contains("quota exceeded");
        return new BlackstartException(
                full ? ErrorCode.DISK_FULL : ErrorCode.IO,
                message + ": " + cause.getClass().getSimpleName() + " " + reason,
                path,
                BlackstartException.NO_POSITION,
                cause);
    }
}
