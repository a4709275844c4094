package io.blackstart.results;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Files that are there whole or not at all: written under a temporary name, forced, renamed, and the directory forced, so
 * that after {@code kill -9} or power loss a reader sees the old file or the new one.
 */
final class DurableFiles {
    private static final int COPY_BYTES = 1 << 16;

    private DurableFiles() {}

    /** Puts {@code bytes} at {@code target}, replacing what was there. */
    static void replace(Path target, byte[] bytes) {
        Path temporary = temporary(target);
        try {
            createDirectories(target);
            try (FileChannel channel = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            rename(temporary, target);
        } catch (IOException e) {
            throw failure("cannot be written", target, e);
        }
    }

    /** Makes a file that something else wrote under {@link #temporary} durable and gives it its name. */
    static void adopt(Path target) {
        Path temporary = temporary(target);
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            rename(temporary, target);
        } catch (IOException e) {
            throw failure("cannot be taken over", target, e);
        }
    }

    /** The name under which {@code target} is written before it is whole. */
    static Path temporary(Path target) {
        return target.resolveSibling(target.getFileName() + RunFiles.PARTIAL_SUFFIX);
    }

    /** Creates the directory of {@code target} and forces those that are new. */
    static void createDirectories(Path target) throws IOException {
        Path directory = target.toAbsolutePath().getParent();
        if (directory == null || Files.isDirectory(directory)) {
            return;
        }
        createDirectories(directory);
        Files.createDirectory(directory);
        forceDirectoryOf(directory);
    }

    private static void rename(Path temporary, Path target) throws IOException {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectoryOf(target);
    }

    private static void forceDirectoryOf(Path path) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory == null || System.getProperty("os.name", "").startsWith("Windows")) {
            return; // Windows opens no directory as a channel; NTFS journals the rename
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** SHA-256 of a file's content, in lower-case hex digits. */
    static String sha256(Path file) {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            byte[] buffer = new byte[COPY_BYTES];
            while (in.read(buffer) >= 0) {
                // the stream feeds the digest
            }
        } catch (IOException e) {
            throw failure("cannot be read", file, e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** SHA-256 of bytes, in lower-case hex digits. */
    static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(sha256().digest(bytes));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** A failure of input or output with its code. */
    static BlackstartException failure(String what, Path path, IOException cause) {
        String reason = cause instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : cause.getClass().getSimpleName() + " " + cause.getMessage();
        boolean full = reason.toLowerCase(Locale.ROOT).contains("no space left");
        return new BlackstartException(
                full ? ErrorCode.DISK_FULL : ErrorCode.IO,
                what + ": " + reason,
                path,
                BlackstartException.NO_POSITION,
                cause);
    }
}
