package io.blackstart.recovery;

import io.blackstart.chat.ChatStateOptions;
import io.blackstart.chat.ScreenRequest;
import io.blackstart.log.Durability;
import io.blackstart.log.LogDesign;
import io.blackstart.log.LogDesigns;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogOptions;
import io.blackstart.log.MessageLog;
import io.blackstart.recovery.aid.RoomIndexWriter;
import io.blackstart.workload.DemandModel;
import io.blackstart.workload.DemandOptions;
import io.blackstart.workload.TrafficGenerator;
import io.blackstart.workload.WorkloadOptions;
import io.blackstart.workload.WorkloadParameter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Logs of chat traffic in small segments, and what must come of them. */
public final class RecoveryFixture {
    /** Log id of the tests. */
    public static final long LOG_ID = 77;

    private RecoveryFixture() {}

    /**
     * What was written.
     *
     * @param source closed
     * @param directory of the log
     * @param digest of the state, by the generator's books
     * @param requests with their right answers
     * @param recordCount in the log
     */
    public record Written(
            ShardSource source, Path directory, long digest, List<ScreenRequest> requests, long recordCount) {
        /** What to recover, into small tables. */
        public RecoverySources sources() {
            return RecoverySources.of(source)
                    .withStateOptions(new ChatStateOptions(100, 1_000, 100, 10))
                    .withOptions(new RecoveryOptions(1, 8_192));
        }
    }

    /** Traffic of few rooms. */
    public static WorkloadOptions workload(long seed) {
        return WorkloadOptions.DEFAULT
                .withSeed(seed)
                .with(WorkloadParameter.ROOM_COUNT, 150)
                .with(WorkloadParameter.GROUP_MEMBERS_MAX, 20)
                .with(WorkloadParameter.USER_COUNT, 400)
                .with(WorkloadParameter.RETRY_SHARE, 0.05);
    }

    /** The options of the log. */
    public static LogOptions options() {
        return LogOptions.of(LOG_ID, Durability.PROCESS).withSegmentBytes(LogOptions.SEGMENT_BYTES_MIN);
    }

    /** Writes a log of a design that names class PROCESS or POWER, with room indexes every {@code indexEveryBytes}, 0 for none. */
    public static Written write(String designName, Path directory, long seed, int recordCount, int indexEveryBytes) {
        LogDesign design = LogDesigns.find(designName);
        LogOptions options = new LogOptions(
                LOG_ID,
                design.durabilities().contains(Durability.PROCESS) ? Durability.PROCESS : Durability.POWER,
                LogOptions.SEGMENT_BYTES_MIN,
                0,
                LogOptions.SEGMENT_BYTES_MIN / 4,
                java.util.Map.of());
        WorkloadOptions workload = workload(seed);
        var traffic = new TrafficGenerator(workload);
        var demand = new DemandModel(workload, new DemandOptions(seed, 500, 30, 100));
        // The indexes are left as they are when the log's process dies.
        try (MessageLog log = design.open(LogFiles.system(directory), options);
                LogFiles aids = LogFiles.system(ShardSource.aidsDirectory(directory))) {
            RoomIndexWriter indexes = indexEveryBytes == 0 ? null : RoomIndexWriter.open(log, aids, indexEveryBytes);
            for (int i = 0; i < recordCount; i++) {
                traffic.next();
                demand.observe(traffic.buffer(), traffic.offset(), traffic.length());
                long position = log.append(traffic.buffer(), traffic.offset(), traffic.length());
                if (i % 64 == 0 && indexes != null) {
                    log.awaitDurable(position);
                    indexes.advance();
                }
            }
            if (indexes != null) {
                indexes.advance();
            }
        }
        return new Written(
                ShardSource.of(design, directory, options),
                directory,
                traffic.expectedDigest(),
                demand.requests(),
                traffic.recordCount());
    }

    /** A meter that puts a request at every poll, by a clock that each look moves by a microsecond. */
    public static RestorationMeter eager(List<ScreenRequest> requests) {
        var nanos = new AtomicLong();
        return new RestorationMeter(requests, 1e9, () -> nanos.addAndGet(1_000));
    }
}
