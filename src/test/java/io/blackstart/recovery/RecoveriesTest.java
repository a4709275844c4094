package io.blackstart.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import io.blackstart.chat.ChatStateOptions;
import io.blackstart.chat.MessageEncoder;
import io.blackstart.log.LogDesigns;
import io.blackstart.log.LogFiles;
import io.blackstart.log.LogOptions;
import io.blackstart.log.MessageLog;
import io.blackstart.recovery.RecoveryFixture.Written;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every recovery design: the generator's digest, and no wrong answer on the way. */
class RecoveriesTest {
    @TempDir
    Path directory;

    static Stream<Arguments> designsAndLogs() {
        return Recoveries.all().stream()
                .flatMap(recovery -> Stream.of("mapped", "group-commit").map(log -> Arguments.of(recovery, log)));
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("designsAndLogs")
    void endsInTheGeneratorsDigestAndAnswersNothingWrongly(Recovery recovery, String log) {
        Written written = RecoveryFixture.write(log, directory.resolve("log"), 3, 4_000, 20_000);
        var meter = RecoveryFixture.eager(written.requests());
        RecoveryReport report = recovery.recover(written.sources(), meter, RecoveryListener.NONE);
        assertEquals(List.of(), report.lostRanges());
        assertEquals(Long.toHexString(written.digest()), Long.toHexString(report.digest()));
        assertEquals(recovery.name(), report.design());
        RestorationCurve curve = meter.curve();
        assertEquals(0, curve.wrongCount());
        assertTrue(curve.askedCount() > 100, "asked=" + curve.askedCount());
        assertTrue(curve.nanosTo(1) >= 0, "all requests put at the end were answered");
    }

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("designsAndLogs")
    void addsShardsUp(Recovery recovery, String log) {
        var sources = new ArrayList<ShardSource>();
        var whole = new ArrayList<Written>();
        for (int shard = 0; shard < 3; shard++) {
            // The same rooms in each shard would not be shards, so each is recovered apart to know its state.
            Written written = RecoveryFixture.write(log, directory.resolve("log" + shard), 40 + shard, 900, 30_000);
            whole.add(written);
            sources.add(written.source());
        }
        RecoveryReport report = recovery.recover(
                RecoverySources.of(sources).withStateOptions(new ChatStateOptions(0, 0, 0, 0)),
                Demand.NONE,
                RecoveryListener.NONE);
        assertEquals(3, report.states().size());
        for (int shard = 0; shard < 3; shard++) {
            assertEquals(whole.get(shard).digest(), report.states().get(shard).digest());
        }
        assertEquals(whole.stream().mapToLong(Written::recordCount).sum(), report.readCount());
    }

    @ParameterizedTest
    @ValueSource(strings = {"parallel", "direct"})
    void threadsShareTheRoomsOfALogOrTheLogs(String name) {
        Written written = RecoveryFixture.write("mapped", directory.resolve("log"), 21, 5_000, 0);
        for (int threads = 1; threads <= 5; threads++) {
            var meter = RecoveryFixture.eager(written.requests());
            RecoveryReport report = Recoveries.find(name)
                    .recover(
                            written.sources().withOptions(RecoveryOptions.DEFAULT.withThreadCount(threads)),
                            meter,
                            RecoveryListener.NONE);
            assertEquals(List.of(), report.lostRanges());
            assertEquals(written.digest(), report.digest(), "threads=" + threads);
            assertEquals(written.recordCount(), report.readCount(), "threads=" + threads);
            assertEquals(threads, report.states().size());
            assertEquals(0, meter.curve().wrongCount());
            assertTrue(meter.curve().nanosTo(1) >= 0);
        }
    }

    /** Segments of several blocks, records of all lengths up to the longest, some across blocks. */
    @Test
    void longRecordsMayReachFromBlockToBlock() {
        LogOptions options = RecoveryFixture.options().withSegmentBytes(1 << 22).withMaxRecordLength(1 << 20);
        Path log = directory.resolve("long");
        var buffer = new UnsafeBuffer(new byte[1 << 20]);
        var message = new MessageEncoder();
        var random = new Random(4);
        try (MessageLog open = LogDesigns.find("mapped").open(LogFiles.system(log), options)) {
            for (int sequence = 1; sequence <= 400; sequence++) {
                int length = random.nextInt(4) == 0 ? random.nextInt(400_000) : random.nextInt(3_000);
                message.wrap(buffer, 0)
                        .roomId(1 + random.nextInt(7))
                        .senderId(1)
                        .sequence(sequence)
                        .textLength(length);
                open.append(buffer, 0, message.encodedLength());
            }
        }
        RecoverySources sources = RecoverySources.of(ShardSource.of(LogDesigns.find("mapped"), log, options));
        RecoveryReport scan = Recoveries.find("scan").recover(sources, Demand.NONE, RecoveryListener.NONE);
        assertEquals(400, scan.readCount());
        for (String name : List.of("parallel", "direct", "newest-first", "on-demand")) {
            for (int threads : new int[] {1, 3}) {
                RecoveryReport report = Recoveries.find(name)
                        .recover(
                                sources.withOptions(RecoveryOptions.DEFAULT.withThreadCount(threads)),
                                Demand.NONE,
                                RecoveryListener.NONE);
                assertEquals(List.of(), report.lostRanges(), name);
                assertEquals(scan.digest(), report.digest(), name + " threads=" + threads);
            }
        }
    }

    @Test
    void designsThatGoBackServeBeforeTheyAreThrough() {
        Written written = RecoveryFixture.write("mapped", directory.resolve("log"), 9, 6_000, 20_000);
        for (String name : List.of("newest-first", "on-demand")) {
            var meter = RecoveryFixture.eager(written.requests());
            RecoveryReport report = Recoveries.find(name).recover(written.sources(), meter, RecoveryListener.NONE);
            assertEquals(written.digest(), report.digest());
            RestorationCurve curve = meter.curve();
            assertEquals(0, curve.wrongCount());
            assertTrue(curve.firstServedNanos() < curve.allNanos(), name);
            assertTrue(curve.readBytesTo(0.5) < curve.allReadBytes() / 2, name);
        }
    }

    @Test
    void onDemandAnswersTheFirstRequestFromTheIndexAlone() {
        Written written = RecoveryFixture.write("mapped", directory.resolve("log"), 9, 6_000, 20_000);
        var meter = RecoveryFixture.eager(written.requests());
        Recoveries.find("on-demand").recover(written.sources(), meter, RecoveryListener.NONE);
        RestorationCurve curve = meter.curve();
        assertEquals(curve.steps().get(0).share(), 1.0);
    }

    @Test
    void logsWithoutSegmentsAreForScanAlone() {
        Written written = RecoveryFixture.write("chronicle", directory.resolve("log"), 3, 500, 0);
        var meter = RecoveryFixture.eager(written.requests());
        RecoveryReport report = Recoveries.find("scan").recover(written.sources(), meter, RecoveryListener.NONE);
        assertEquals(written.digest(), report.digest());
        assertEquals(0, meter.curve().wrongCount());
        BlackstartException refusal = assertThrows(
                BlackstartException.class,
                () -> Recoveries.find("newest-first").recover(written.sources(), Demand.NONE, RecoveryListener.NONE));
        assertEquals(ErrorCode.UNSUPPORTED, refusal.code());
    }
}
