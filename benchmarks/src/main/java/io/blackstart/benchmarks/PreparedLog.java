package io.blackstart.benchmarks;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/**
 * What a log that waits to be replayed must come to. It stands in the file {@value #FILE} beside the log's own directory, and is
 * written last: where it is, the log is whole.
 *
 * @param design that wrote the log
 * @param logBytes payload bytes that were asked for
 * @param seed of the traffic
 * @param recordCount records in the log
 * @param payloadBytes bytes of all records
 * @param storedBytes bytes of the log's files that hold them, frames included
 * @param contentChecksum {@link ContentChecksum} of all records
 * @param recordDigest of all records, from the traffic's own books
 * @param stateDigest of the state they make, from the traffic's own books
 */
record PreparedLog(
        String design,
        long logBytes,
        long seed,
        long recordCount,
        long payloadBytes,
        long storedBytes,
        long contentChecksum,
        long recordDigest,
        long stateDigest) {
    private static final String FILE = "replay.properties";
    private static final String LOG = "log";

    /** Where the log's own files are in a prepared directory. */
    static Path logDirectory(Path directory) {
        return directory.resolve(LOG);
    }

    /**
     * Reads what a directory holds.
     *
     * @return empty when there is no whole log
     * @throws BlackstartException IO or CORRUPT
     */
    static Optional<PreparedLog> find(Path directory) {
        Path file = directory.resolve(FILE);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw AllocatedFile.failure("a prepared log's properties cannot be read", file, e);
        }
        try {
            return Optional.of(new PreparedLog(
                    text(properties, "design"),
                    number(properties, "logBytes"),
                    number(properties, "seed"),
                    number(properties, "recordCount"),
                    number(properties, "payloadBytes"),
                    number(properties, "storedBytes"),
                    number(properties, "contentChecksum"),
                    number(properties, "recordDigest"),
                    number(properties, "stateDigest")));
        } catch (IllegalArgumentException e) {
            throw new BlackstartException(
                    ErrorCode.CORRUPT, String.valueOf(e.getMessage()), file, BlackstartException.NO_POSITION, e);
        }
    }

    /** Writes it beside the log, whole or not at all. */
    void write(Path directory) {
        var properties = new Properties();
        properties.setProperty("design", design);
        properties.setProperty("logBytes", Long.toString(logBytes));
        properties.setProperty("seed", Long.toString(seed));
        properties.setProperty("recordCount", Long.toString(recordCount));
        properties.setProperty("payloadBytes", Long.toString(payloadBytes));
        properties.setProperty("storedBytes", Long.toString(storedBytes));
        properties.setProperty("contentChecksum", Long.toString(contentChecksum));
        properties.setProperty("recordDigest", Long.toString(recordDigest));
        properties.setProperty("stateDigest", Long.toString(stateDigest));
        Path file = directory.resolve(FILE);
        Path unfinished = directory.resolve(FILE + ".new");
        try {
            try (Writer writer = Files.newBufferedWriter(unfinished)) {
                properties.store(writer, "A log to be replayed, and what a replay must come to.");
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw AllocatedFile.failure("a prepared log's properties cannot be written", file, e);
        }
    }

    /**
     * Refuses a log that is not the one asked for. Its seed may be any: the digests belong to it.
     *
     * @throws BlackstartException FOREIGN
     */
    void require(String wantedDesign, long wantedLogBytes, Path directory) {
        if (!design.equals(wantedDesign) || logBytes != wantedLogBytes) {
            throw new BlackstartException(
                    ErrorCode.FOREIGN,
                    "found a log of design=" + design + " logBytes=" + logBytes + ", wanted design=" + wantedDesign
                            + " logBytes=" + wantedLogBytes + "; remove it or name another directory",
                    directory,
                    BlackstartException.NO_POSITION,
                    null);
        }
    }

    private static String text(Properties properties, String name) {
        String value = properties.getProperty(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    private static long number(Properties properties, String name) {
        return Long.parseLong(text(properties, name));
    }
}
