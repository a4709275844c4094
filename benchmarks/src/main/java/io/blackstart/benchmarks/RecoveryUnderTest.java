package io.blackstart.benchmarks;

import io.blackstart.log.LogDesign;
import io.blackstart.recovery.Recoveries;
import io.blackstart.recovery.Recovery;
import io.blackstart.recovery.RecoveryOptions;
import io.blackstart.recovery.RecoverySources;
import io.blackstart.recovery.ShardSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Names and sources of what a benchmark recovers. */
final class RecoveryUnderTest {
    private RecoveryUnderTest() {}

    /**
     * The recovery design of that name.
     *
     * @throws UsageException when there is none; the message names the nearest
     */
    static Recovery design(String name) {
        try {
            return Recoveries.find(name);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    /** Prepared shards, to be recovered with so many threads. */
    static RecoverySources sources(PreparedShards prepared, Path directory, int threadCount) {
        LogDesign logDesign = LogUnderTest.design(prepared.design());
        List<ShardSource> shards = IntStream.range(0, prepared.shardCount())
                .mapToObj(shard -> ShardSource.of(
                        logDesign,
                        PreparedShards.logDirectory(directory, shard),
                        LogUnderTest.options(ReplayPreparation.durabilityOf(logDesign))))
                .toList();
        return RecoverySources.of(shards).withOptions(RecoveryOptions.DEFAULT.withThreadCount(threadCount));
    }

    /** Every file of the shards and their aids. */
    static List<Path> files(PreparedShards prepared, Path directory) {
        var files = new ArrayList<Path>();
        for (int shard = 0; shard < prepared.shardCount(); shard++) {
            Path log = PreparedShards.logDirectory(directory, shard);
            files.addAll(StoredBytes.files(log));
            files.addAll(StoredBytes.files(ShardSource.aidsDirectory(log)));
        }
        return files;
    }
}
