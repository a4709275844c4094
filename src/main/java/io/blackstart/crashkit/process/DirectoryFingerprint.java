package io.blackstart.crashkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/** A number that changes when a file below a directory does: its name, its length or one of its bytes. Stateless. */
final class DirectoryFingerprint {
    private static final int BUFFER_BYTES = 1 << 16;

    private DirectoryFingerprint() {}

    /** The fingerprint as of now; 0 when there is no such directory. */
    static long of(Path directory) {
        if (!Files.isDirectory(directory)) {
            return 0;
        }
        try (Stream<Path> tree = Files.walk(directory)) {
            List<Path> files = tree.sorted().toList();
            var names = new CRC32C();
            var contents = new CRC32C();
            for (Path file : files) {
                names.update(directory.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                names.update(0);
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    update(contents, file);
                }
            }
            return names.getValue() << 32 | contents.getValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void update(CRC32C crc, Path file) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        long length = 0;
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            for (int count = channel.read(buffer.clear()); count >= 0; count = channel.read(buffer.clear())) {
                crc.update(buffer.flip());
                length += count;
            }
        }
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(length).flip());
    }
}
