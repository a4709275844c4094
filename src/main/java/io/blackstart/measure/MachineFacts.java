package io.blackstart.measure;

import io.blackstart.BlackstartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SortedMap;

/** What one kind of operating system can tell for the {@link Environment}. Directories are absolute, without links, and exist. */
sealed interface MachineFacts permits LinuxFacts, PortableFacts {
    Environment.Hardware hardware();

    Environment.OperatingSystem system();

    Environment.Storage storage(Path realDirectory);

    Environment.State state(Path realDirectory, Instant now);

    /** Raw texts by file name. */
    SortedMap<String, String> dumps(Path realDirectory);

    /**
     * Bytes that this process may still write.
     *
     * @throws BlackstartException IO
     */
    static long freeDiskBytes(Path directory) {
        try {
            return Files.getFileStore(directory).getUsableSpace();
        } catch (IOException e) {
            throw IoFailures.of("cannot ask for free room", directory, e);
        }
    }
}
