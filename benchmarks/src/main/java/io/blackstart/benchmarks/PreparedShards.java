package io.blackstart.benchmarks;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.chat.ScreenRequest;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What shards that wait to be recovered must come to, and what users will ask meanwhile. It stands in the file {@value #FILE} and
 * is written last: where it is, the shards are whole.
 *
 * @param design that wrote the logs
 * @param logBytes payload bytes that were asked for, in all shards
 * @param shardCount logs
 * @param recordCount records in all of them
 * @param payloadBytes bytes of all records
 * @param storedBytes bytes of the logs' files that hold them, frames included
 * @param aidBytes bytes of the aids kept beside the logs
 * @param stateDigest of the state they make, from the traffic's own books
 * @param requests with the right answers, from the traffic as it was made
 */
record PreparedShards(
        String design,
        long logBytes,
        int shardCount,
        long recordCount,
        long payloadBytes,
        long storedBytes,
        long aidBytes,
        long stateDigest,
        List<ScreenRequest> requests) {
    private static final String FILE = "shards.bin";
    private static final int REQUESTS_MAX = 1_000_000;

    PreparedShards {
        requests = List.copyOf(requests);
    }

    /** Where the log of a shard is in a prepared directory. */
    static Path logDirectory(Path directory, int shard) {
        return directory.resolve("shard-" + shard).resolve("log");
    }

    /**
     * Reads what a directory holds.
     *
     * @return empty when the shards are not whole
     * @throws BlackstartException IO or CORRUPT
     */
    static Optional<PreparedShards> find(Path directory) {
        Path file = directory.resolve(FILE);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            String design = in.readUTF();
            long logBytes = in.readLong();
            int shardCount = in.readInt();
            long recordCount = in.readLong();
            long payloadBytes = in.readLong();
            long storedBytes = in.readLong();
            long aidBytes = in.readLong();
            long stateDigest = in.readLong();
            int count = in.readInt();
            if (count < 1 || count > REQUESTS_MAX) {
                throw new BlackstartException(
                        ErrorCode.CORRUPT, "requests=" + count, file, BlackstartException.NO_POSITION, null);
            }
            var requests = new ArrayList<ScreenRequest>();
            for (int i = 0; i < count; i++) {
                requests.add(new ScreenRequest(in.readLong(), in.readInt(), in.readLong(), in.readLong()));
            }
            return Optional.of(new PreparedShards(
                    design,
                    logBytes,
                    shardCount,
                    recordCount,
                    payloadBytes,
                    storedBytes,
                    aidBytes,
                    stateDigest,
                    requests));
        } catch (IOException e) {
            throw AllocatedFile.failure("the prepared shards' description cannot be read", file, e);
        }
    }

    /** Writes it beside the shards, whole or not at all. */
    void write(Path directory) {
        Path file = directory.resolve(FILE);
        Path unfinished = directory.resolve(FILE + ".new");
        try {
            try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(unfinished)))) {
                out.writeUTF(design);
                out.writeLong(logBytes);
                out.writeInt(shardCount);
                out.writeLong(recordCount);
                out.writeLong(payloadBytes);
                out.writeLong(storedBytes);
                out.writeLong(aidBytes);
                out.writeLong(stateDigest);
                out.writeInt(requests.size());
                for (ScreenRequest request : requests) {
                    out.writeLong(request.roomId());
                    out.writeInt(request.count());
                    out.writeLong(request.lastSequence());
                    out.writeLong(request.contents());
                }
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw AllocatedFile.failure("the prepared shards' description cannot be written", file, e);
        }
    }

    /**
     * Refuses shards that are not those asked for.
     *
     * @throws BlackstartException FOREIGN
     */
    void require(String wantedDesign, long wantedLogBytes, int wantedShards, Path directory) {
        if (!design.equals(wantedDesign) || logBytes != wantedLogBytes || shardCount != wantedShards) {
            throw new BlackstartException(
                    ErrorCode.FOREIGN,
                    "found shards of design=" + design + " logBytes=" + logBytes + " shards=" + shardCount
                            + ", wanted design=" + wantedDesign + " logBytes=" + wantedLogBytes + " shards="
                            + wantedShards + "; remove them or name another directory",
                    directory,
                    BlackstartException.NO_POSITION,
                    null);
        }
    }
}
