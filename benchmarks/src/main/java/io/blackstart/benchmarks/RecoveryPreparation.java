package io.blackstart.benchmarks;

import io.blackstart.chat.ChatDigest;
import io.blackstart.chat.HeaderDecoder;
import io.blackstart.log.LogDesign;
import io.blackstart.log.LogFiles;
import io.blackstart.log.MessageLog;
import io.blackstart.log.SegmentedLog;
import io.blackstart.measure.DataDirectory;
import io.blackstart.recovery.ShardSource;
import io.blackstart.recovery.aid.RoomIndexWriter;
import io.blackstart.workload.DemandModel;
import io.blackstart.workload.DemandOptions;
import io.blackstart.workload.TrafficGenerator;
import io.blackstart.workload.WorkloadOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Writes shards of chat traffic with their aids, which other JVMs will recover, and what users will ask of them. The aids end as
 * they do when the server dies: an index of the last segment may lack the newest records. Does nothing when the directory holds
 * the shards asked for; replaces what a preparation left that was killed.
 */
@Command(name = "prepare-shards")
final class RecoveryPreparation implements Runnable {
    private static final int ADVANCE_RECORDS = 1 << 12;

    @Option(names = "--design", required = true, description = "name of the logs' design")
    private String design = "";

    @Option(names = "--bytes", required = true, description = "payload bytes to write in all, at least 1")
    private long logBytes;

    @Option(names = "--shards", required = true, description = "logs that share the rooms, 1 to 64")
    private int shardCount;

    @Option(
            names = "--into",
            required = true,
            description = "directory that gets the shards and what they must come to")
    private Path directory = Path.of("");

    /** For the command line. */
    RecoveryPreparation() {}

    /** Prepares {@code logBytes} of a design in a directory. */
    RecoveryPreparation(String design, long logBytes, int shardCount, Path directory) {
        this.design = design;
        this.logBytes = logBytes;
        this.shardCount = shardCount;
        this.directory = directory;
    }

    @Override
    public void run() {
        if (logBytes < 1 || shardCount < 1 || shardCount > 64) {
            throw new UsageException(
                    "--bytes=" + logBytes + " must be at least 1, --shards=" + shardCount + " from 1 to 64");
        }
        LogDesign logDesign = LogUnderTest.design(design);
        Optional<PreparedShards> found = PreparedShards.find(directory);
        if (found.isPresent()) {
            found.get().require(design, logBytes, shardCount, directory);
            return;
        }
        if (Files.exists(directory) && DataDirectory.isMarked(directory)) {
            DataDirectory.remove(directory);
        }
        DataDirectory.claim(directory);
        write(logDesign).write(directory);
    }

    /** The shard of a room or channel. */
    private int shardOf(long id) {
        return (int) Math.floorMod(ChatDigest.mix(id), (long) shardCount);
    }

    private PreparedShards write(LogDesign logDesign) {
        WorkloadOptions workload =
                WorkloadOptions.DEFAULT.withSeed(ForkSettings.ofThisJvm().seed());
        var traffic = new TrafficGenerator(workload);
        var demand = new DemandModel(workload, DemandOptions.DEFAULT.withSeed(workload.seed() + 1));
        var header = new HeaderDecoder();
        List<Shard> shards = new ArrayList<>();
        try {
            for (int shard = 0; shard < shardCount; shard++) {
                shards.add(Shard.open(logDesign, PreparedShards.logDirectory(directory, shard)));
            }
            while (traffic.recordBytes() < logBytes) {
                traffic.next();
                demand.observe(traffic.buffer(), traffic.offset(), traffic.length());
                header.wrap(traffic.buffer(), traffic.offset(), traffic.length());
                Shard shard = shards.get(shardOf(header.roomId()));
                shard.position = shard.log.append(traffic.buffer(), traffic.offset(), traffic.length());
                if (traffic.recordCount() % ADVANCE_RECORDS == 0) {
                    shard.log.awaitDurable(shard.position);
                    shard.advance();
                }
            }
            for (Shard shard : shards) {
                if (shard.position >= 0) {
                    shard.log.awaitDurable(shard.position);
                }
            }
        } finally {
            shards.forEach(Shard::close);
        }
        return described(traffic, demand);
    }

    private PreparedShards described(TrafficGenerator traffic, DemandModel demand) {
        long storedBytes = 0;
        long aidBytes = 0;
        for (int shard = 0; shard < shardCount; shard++) {
            Path log = PreparedShards.logDirectory(directory, shard);
            storedBytes += StoredBytes.used(log);
            aidBytes += StoredBytes.allocated(ShardSource.aidsDirectory(log));
        }
        return new PreparedShards(
                design,
                logBytes,
                shardCount,
                traffic.recordCount(),
                traffic.recordBytes(),
                storedBytes,
                aidBytes,
                traffic.expectedDigest(),
                demand.requests());
    }

    /** A log that is being written, and its aids. */
    private static final class Shard implements AutoCloseable {
        private final MessageLog log;
        private final LogFiles aids;
        /** None for a log whose segments cannot be read apart. */
        private final @Nullable RoomIndexWriter indexes;

        private long position = -1;

        private Shard(MessageLog log, LogFiles aids, @Nullable RoomIndexWriter indexes) {
            this.log = log;
            this.aids = aids;
            this.indexes = indexes;
        }

        static Shard open(LogDesign design, Path directory) {
            MessageLog log = design.open(
                    LogFiles.system(directory), LogUnderTest.options(ReplayPreparation.durabilityOf(design)));
            LogFiles aids = LogFiles.system(ShardSource.aidsDirectory(directory));
            RoomIndexWriter indexes = log instanceof SegmentedLog
                    ? RoomIndexWriter.open(log, aids, RoomIndexWriter.EVERY_BYTES_DEFAULT)
                    : null;
            return new Shard(log, aids, indexes);
        }

        void advance() {
            if (indexes != null) {
                indexes.advance();
            }
        }

        @Override
        public void close() {
            aids.close();
            log.close();
        }
    }
}
