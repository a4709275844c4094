package io.blackstart.benchmarks;

import io.blackstart.log.Durability;
import io.blackstart.log.LogDesign;
import io.blackstart.log.LogDesigns;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogOptions;
import io.blackstart.log.MessageLog;
import io.blackstart.workload.RecordTape;
import java.nio.file.Path;

/** One log of one design in a directory of its own: made, measured, read back, removed. */
final class LogUnderTest implements AutoCloseable {
    /**
     * Room a record may take beside its own bytes. Our frames take 8 to 16 and padding to 8; a design that needs more than
     * this outgrows its room, which the counter {@code grownBytes} or its time shows.
     */
    private static final int FRAME_BYTES_MAX = 32;

    private static final long LOG_ID = 0x626c_6b73_7472_74L;

    private final Path directory;
    private final MessageLog log;

    private LogUnderTest(Path directory, MessageLog log) {
        this.directory = directory;
        this.log = log;
    }

    /**
     * The design of that name.
     *
     * @throws UsageException when there is none; the message names the nearest
     */
    static LogDesign design(String name) {
        try {
            return LogDesigns.find(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Makes an empty log with room for what will be appended.
     *
     * @param design how it keeps records
     * @param durability refused when the file system cannot give it
     * @param recordCount records that will be appended
     * @param payloadBytes bytes of all of them
     */
    static LogUnderTest create(LogDesign design, Durability durability, long recordCount, long payloadBytes) {
        ForkDirectory forkDirectory = ForkDirectory.ofThisJvm();
        if (durability.covers(Durability.POWER)) {
            forkDirectory.requireDurable();
        }
        Path directory = forkDirectory.create(design.name());
        LogOptions options = options(durability);
        options = options.withPreallocatedBytes(payloadBytes + FRAME_BYTES_MAX * recordCount + options.segmentBytes());
        return new LogUnderTest(directory, design.open(LogFiles.system(directory), options));
    }

    /** What every log under test is opened with; without room allocated ahead. */
    static LogOptions options(Durability durability) {
        return LogOptions.of(LOG_ID, durability);
    }

    /** The log itself. */
    MessageLog log() {
        return log;
    }

    /** Where its files are. */
    Path directory() {
        return directory;
    }

    /**
     * Reads the log back and compares each record with what was sent, in order.
     *
     * @param tape from which the records came
     * @param recordCounts records of each stream, from stream 0
     */
    ReadBack readBack(RecordTape tape, long... recordCounts) {
        return ReadBack.of(log, tape, recordCounts);
    }

    /** Closes the log and removes its files. */
    @Override
    public void close() {
        log.close();
        ForkDirectory.ofThisJvm().remove(directory);
    }
}
