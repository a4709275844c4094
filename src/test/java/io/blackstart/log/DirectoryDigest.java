package io.blackstart.log;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.Stream;

/** A digest over names and bytes of a directory, but for the lock file, which is no part of a log. */
public final class DirectoryDigest {
    private DirectoryDigest() {}

    /** SHA-256 of all names and bytes. */
    public static byte[] of(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            List<Path> sorted = entries.filter(path -> !path.endsWith(SystemLogFiles.LOCK_NAME))
                    .sorted()
                    .toList();
            for (Path path : sorted) {
                digest.update(path.toString().getBytes(StandardCharsets.UTF_8));
                if (Files.isRegularFile(path)) {
                    digest.update(Files.readAllBytes(path));
                }
            }
            return digest.digest();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
