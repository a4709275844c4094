package io.blackstart.benchmarks;

import io.blackstart.log.Durability;
import io.blackstart.log.LogDesign;
import io.blackstart.log.LogFiles;
import io.blackstart.log.MessageLog;
import io.blackstart.measure.DataDirectory;
import io.blackstart.workload.TrafficGenerator;
import io.blackstart.workload.WorkloadOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Writes a log of chat traffic that other JVMs will replay, so that those are fresh: they have neither compiled the log's code
 * nor do they hold anything of it in their heap. Does nothing when the directory holds the log asked for already; replaces what a
 * preparation left that was killed.
 */
@Command(name = "prepare")
final class ReplayPreparation implements Runnable {
    @Option(names = "--design", required = true, description = "name of the log's design")
    private String design = "";

    @Option(names = "--bytes", required = true, description = "payload bytes to write, at least 1")
    private long logBytes;

    @Option(names = "--into", required = true, description = "directory that gets the log and what it must come to")
    private Path directory = Path.of("");

    /** For the command line. */
    ReplayPreparation() {}

    /** Prepares {@code logBytes} of a design in a directory. */
    ReplayPreparation(String design, long logBytes, Path directory) {
        this.design = design;
        this.logBytes = logBytes;
        this.directory = directory;
    }

    @Override
    public void run() {
        if (logBytes < 1) {
            throw new UsageException("--bytes=" + logBytes + " must be at least 1");
        }
        LogDesign logDesign = LogUnderTest.design(design);
        Optional<PreparedLog> found = PreparedLog.find(directory);
        if (found.isPresent()) {
            found.get().require(design, logBytes, directory);
            return;
        }
        if (Files.exists(directory) && DataDirectory.isMarked(directory)) {
            DataDirectory.remove(directory);
        }
        DataDirectory.claim(directory);
        write(logDesign).write(directory);
    }

    private PreparedLog write(LogDesign logDesign) {
        long seed = ForkSettings.ofThisJvm().seed();
        var traffic = new TrafficGenerator(WorkloadOptions.DEFAULT.withSeed(seed));
        Path logDirectory = PreparedLog.logDirectory(directory);
        var checksum = new ContentChecksum();
        LogFiles files = LogFiles.system(logDirectory);
        try (MessageLog log = logDesign.open(files, LogUnderTest.options(durabilityOf(logDesign)))) {
            long position = 0;
            while (traffic.recordBytes() < logBytes) {
                traffic.next();
                checksum.add(traffic.buffer(), traffic.offset(), traffic.length());
                position = log.append(traffic.buffer(), traffic.offset(), traffic.length());
            }
            log.awaitDurable(position);
        }
        return new PreparedLog(
                design,
                logBytes,
                seed,
                traffic.recordCount(),
                traffic.recordBytes(),
                StoredBytes.used(logDirectory),
                checksum.value(),
                traffic.recordDigest(),
                traffic.expectedDigest());
    }

    /** The weakest class that survives the end of the writing JVM: what is read back does not depend on it. */
    static Durability durabilityOf(LogDesign design) {
        return design.durabilities().stream()
                .filter(durability -> durability.covers(Durability.PROCESS))
                .min(Durability::compareTo)
                .orElseThrow(() -> new UsageException("design " + design.name()
                        + " keeps nothing beyond its process, so there is nothing to replay"));
    }
}
