package io.blackstart.benchmarks;

import io.blackstart.log.Durability;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogOptions;
import io.blackstart.log.MessageLog;
import io.blackstart.replication.Cluster;
import io.blackstart.replication.ReplicationDesigns;
import io.blackstart.replication.ReplicationOptions;
import io.blackstart.replication.node.Follower;
import io.blackstart.replication.node.FollowerOptions;
import io.blackstart.replication.node.LogOpener;
import io.blackstart.replication.node.Notices;
import io.blackstart.replication.node.ReplicaLog;
import io.blackstart.replication.wire.Links;
import io.blackstart.workload.RecordTape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * A replica in a JVM of its own. Commands on standard input, one answer each: {@code await N}, records it has once it has N;
 * {@code cpu}, nanoseconds its threads have run; {@code verify RECORD N}, closes and compares its log with the first N records
 * of that tape.
 */
@Command(name = "follow")
final class FollowerJob implements Runnable {
    private static final long LOG_ID = 0x626c_6b72_6c6fL;
    private static final long AWAIT_MILLIS = TimeUnit.SECONDS.toMillis(120);

    @Option(names = "--design", required = true, description = "replication design")
    private String design = "";

    @Option(names = "--members", required = true, description = "node@site@host:port, joined by commas")
    private String members = "";

    @Option(names = "--node", required = true, description = "which of them this is")
    private int node;

    @Option(names = "--log", required = true, description = "log design")
    private String log = "";

    @Option(names = "--durability", required = true, description = "class of the log")
    private Durability durability = Durability.PROCESS;

    @Option(names = "--directory", required = true, description = "where the replica keeps its copy")
    private Path directory = Path.of("");

    @Option(names = "--isolated", description = "the network is one that only this measurement can reach")
    private boolean isolated;

    @Option(names = "--option", description = "of the replication, name=value")
    private Map<String, String> options = Map.of();

    /** How a replica opens its log, the leader's too. */
    static LogOpener opener(String log, Durability durability) {
        return path -> openLog(log, durability, path);
    }

    private static MessageLog openLog(String log, Durability durability, Path path) {
        LogOptions logOptions = LogOptions.of(LOG_ID, durability).withMaxRecordLength(1 << 16);
        return LogUnderTest.design(log).open(LogFiles.system(path), logOptions);
    }

    /** Lines of a replica, for whoever looks at what a fork said. */
    static Notices notices(int node) {
        return new Notices(line -> System.err.println("replica " + node + ": " + line));
    }

    @Override
    public void run() {
        Cluster cluster = ReplicaPlan.parse(members);
        Links links = isolated ? Links.isolatedNetwork() : Links.loopback();
        var followerOptions =
                new FollowerOptions(cluster, node, ReplicationOptions.parse(options), links, notices(node));
        ReplicaLog replica = ReplicaLog.open(directory, opener(log, durability));
        try (Follower follower = ReplicationDesigns.find(design).follow(replica, followerOptions)) {
            serve(follower, replica);
        } catch (IOException e) {
            throw AllocatedFile.failure("commands cannot be read", directory, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(Follower follower, ReplicaLog replica) throws IOException, InterruptedException {
        PrintStream answers = System.out;
        answers.println(HelperProcess.READY);
        var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ", -1);
            answers.println(
                    switch (words[0]) {
                        case "await" -> follower.awaitEnd(Long.parseLong(words[1]), AWAIT_MILLIS);
                        case "cpu" -> processorNanos();
                        case "verify" -> verify(follower, replica, words[1], Long.parseLong(words[2]));
                        default -> throw new UsageException("unknown command '" + line + "'");
                    });
        }
    }

    /** Processor time of this process. */
    static long processorNanos() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime();
    }

    private String verify(Follower follower, ReplicaLog replica, String record, long count) {
        follower.close();
        return verify(replica.logDirectory(), log, durability, record, count);
    }

    /** Compares a closed log with the first records of a tape; {@code N equal} when it is. */
    static String verify(Path logDirectory, String log, Durability durability, String record, long count) {
        RecordTape tape = Tapes.of(record);
        try (MessageLog closed = openLog(log, durability, logDirectory)) {
            ReadBack readBack = ReadBack.of(closed, tape, new long[] {count});
            return readBack.equalCount() == count && readBack.differentCount() == 0
                    ? count + " equal"
                    : readBack.summary();
        }
    }
}
