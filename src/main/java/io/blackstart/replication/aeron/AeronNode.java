package io.blackstart.replication.aeron;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;

/** A media driver and a client in this process. Its files are in the replica's directory, so that nothing is left elsewhere. */
final class AeronNode implements AutoCloseable {
    /** Stream of the records. */
    static final int STREAM_ID = 7101;

    private final MediaDriver driver;
    private final Aeron aeron;

    AeronNode(Path replicaDirectory) {
        String directory = replicaDirectory.resolve("aeron").toString();
        driver = MediaDriver.launchEmbedded(new MediaDriver.Context()
                .aeronDirectoryName(directory)
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true)
                .threadingMode(ThreadingMode.SHARED)
                .sharedIdleStrategy(idle())
                .spiesSimulateConnection(false)
                .termBufferSparseFile(true)
                .warnIfDirectoryExists(false));
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(directory));
    }

    /** Spins a little, then sleeps ever longer: replicas share processors. */
    static BackoffIdleStrategy idle() {
        return new BackoffIdleStrategy(10, 5, TimeUnit.MICROSECONDS.toNanos(1), TimeUnit.MICROSECONDS.toNanos(200));
    }

    Aeron aeron() {
        return aeron;
    }

    @Override
    public void close() {
        aeron.close();
        driver.close();
    }
}
