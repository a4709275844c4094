package io.blackstart.log;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells a full disk from every other failure of a file. The JDK has no code for it, only the system's own text. */
final class FileFailure {
    /** What Linux, macOS and Windows say for ENOSPC and EDQUOT. */
    private static final List<String> FULL_TEXTS = List.of(
            "no space left on device",
            "disk quota exceeded",
            "not enough space on the disk",
            "there is not enough space");

    /** Below this much usable space, a failure told in another language than English is taken for a full disk. */
    private static final long SPACE_BYTES_MIN = 4096;

    private FileFailure() {}

    /** A failure of {@code path}, DISK_FULL or IO. */
    static BlackstartException of(String what, Path path, @Nullable IOException cause) {
        return of(what, path, BlackstartException.NO_POSITION, cause);
    }

    /** The same with the byte offset in the file. */
    static BlackstartException of(String what, Path path, long offset, @Nullable IOException cause) {
        ErrorCode code = isDiskFull(path, cause) ? ErrorCode.DISK_FULL : ErrorCode.IO;
        return new BlackstartException(code, what + ": " + reason(cause), path, offset, cause);
    }

    private static String reason(@Nullable IOException cause) {
        if (cause == null) {
            return "no reason was told";
        }
        String text = cause instanceof FileSystemException named ? named.getReason() : cause.getMessage();
        return text == null ? cause.getClass().getSimpleName() : text;
    }

    private static boolean isDiskFull(Path path, @Nullable IOException cause) {
        String reason = reason(cause).toLowerCase(java.util.Locale.ROOT);
        if (FULL_TEXTS.stream().anyMatch(reason::contains)) {
            return true;
        }
        boolean foreignText = !StandardCharsets.US_ASCII.newEncoder().canEncode(reason);
        return foreignText && usableBytes(path) < SPACE_BYTES_MIN;
    }

    private static long usableBytes(Path path) {
        Path parent = existing(path);
        try {
            return parent == null ? Long.MAX_VALUE : Files.getFileStore(parent).getUsableSpace();
        } catch (IOException unknown) {
            return Long.MAX_VALUE;
        }
    }

    private static @Nullable Path existing(Path path) {
        return Files.exists(path) ? path : path.getParent();
    }
}
