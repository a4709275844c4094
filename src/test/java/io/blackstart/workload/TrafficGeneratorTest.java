package io.blackstart.workload;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.blackstart.chat.ChatState;
import io.blackstart.chat.ChatStateOptions;
import io.blackstart.chat.HeaderDecoder;
import io.blackstart.chat.RecordKind;
import java.lang.management.ManagementFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrafficGeneratorTest {
    private static final WorkloadOptions SMALL = WorkloadOptions.DEFAULT
            .with(WorkloadParameter.ROOM_COUNT, 500)
            .with(WorkloadParameter.BROADCAST_SHARE, 0.01)
            .with(WorkloadParameter.RETRY_SHARE, 0.02);

    private final HeaderDecoder header = new HeaderDecoder();

    private static byte[] take(RecordSource source) {
        source.next();
        byte[] record = new byte[source.length()];
        source.buffer().getBytes(source.offset(), record);
        return record;
    }

    private static String sha256(RecordSource source, int recordCount) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i < recordCount; i++) {
            digest.update(take(source));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** When this fails the traffic has changed: count {@link TrafficGenerator#VERSION} up and note the new digests. */
    @Test
    void makesTheSameBytesOnEveryPlatform() throws NoSuchAlgorithmException {
        assertEquals(1, TrafficGenerator.VERSION);
        assertEquals(
                "20ae3257733fedc5ead6fa84723298cad9f18b07728fd0254a8cf87dfaca55c5",
                sha256(new TrafficGenerator(WorkloadOptions.DEFAULT), 100_000));
        assertEquals(
                "452b056b0d8b8b0874c6ba0cb2d1506a5cb385ca765cefafa8ae5a54fbdcaeb5",
                sha256(new TrafficGenerator(SMALL.withSeed(-5)), 20_000));
    }

    @Test
    void anotherSeedMakesOtherTraffic() {
        var one = new TrafficGenerator(SMALL.withSeed(1));
        var same = new TrafficGenerator(SMALL.withSeed(1));
        var other = new TrafficGenerator(SMALL.withSeed(2));
        int unlike = 0;
        for (int i = 0; i < 1_000; i++) {
            byte[] record = take(one);
            assertArrayEquals(record, take(same));
            unlike += Arrays.equals(record, take(other)) ? 0 : 1;
        }
        assertTrue(unlike > 900, "unlike=" + unlike);
    }

    @Test
    void itsBooksAgreeWithAChatState() {
        var generator = new TrafficGenerator(SMALL);
        var state = new ChatState(new ChatStateOptions(0, 0, 0, 0));
        assertEquals(state.digest(), generator.expectedDigest());
        for (int i = 0; i < 50_000; i++) {
            generator.next();
            state.apply(i, generator.buffer(), generator.offset(), generator.length());
            if (i % 5_000 == 0) {
                assertEquals(state.digest(), generator.expectedDigest(), "after record " + i);
            }
        }
        assertEquals(state.digest(), generator.expectedDigest());
        assertEquals(50_000, generator.recordCount());
        assertEquals(0, state.missingCount());
        assertTrue(state.duplicateCount() > 0, "retries and repeated receipts are duplicates");
        assertTrue(state.channelCount() > 0);
    }

    @Test
    void aLostRecordChangesTheDigest() {
        var generator = new TrafficGenerator(SMALL.with(WorkloadParameter.RETRY_SHARE, 0));
        var whole = new ChatState();
        var without = new ChatState();
        boolean lost = false;
        for (int i = 0; i < 1_000; i++) {
            generator.next();
            whole.apply(i, generator.buffer(), generator.offset(), generator.length());
            header.wrap(generator.buffer(), generator.offset(), generator.length());
            if (lost || i < 700 || header.kind() != RecordKind.MESSAGE) {
                without.apply(i, generator.buffer(), generator.offset(), generator.length());
            } else {
                lost = true;
            }
        }
        assertTrue(lost);
        assertEquals(whole.digest(), generator.expectedDigest());
        assertNotEquals(without.digest(), generator.expectedDigest());
        assertEquals(whole.appliedCount() - 1, without.appliedCount());
    }

    @Test
    void everyRecordIsSoundAndReceiptsNameWhatWasSent() {
        var generator = new TrafficGenerator(SMALL);
        Map<Long, Long> last = new HashMap<>();
        long clock = 0;
        for (int i = 0; i < 50_000; i++) {
            generator.next();
            header.wrap(generator.buffer(), generator.offset(), generator.length());
            assertTrue(header.sentAtMillis() >= clock, "time goes forward");
            clock = header.sentAtMillis();
            switch (header.kind()) {
                case MESSAGE, MEDIA -> last.merge(header.roomId(), header.sequence(), Math::max);
                case RECEIPT -> assertTrue(header.sequence() <= last.getOrDefault(header.roomId(), 0L));
                case BROADCAST -> assertTrue(header.senderId() > 0);
                default -> throw new AssertionError(header.kind());
            }
        }
        assertTrue(last.size() > 300, "rooms written to: " + last.size());
    }

    @Test
    void kindsHaveTheSharesAskedFor() {
        WorkloadReport report = WorkloadReport.measure(new TrafficGenerator(WorkloadOptions.DEFAULT), 200_000);
        double messages = report.kindCounts().getOrDefault(RecordKind.MESSAGE, 0L);
        double media = report.kindCounts().getOrDefault(RecordKind.MEDIA, 0L);
        double receipts = report.kindCounts().getOrDefault(RecordKind.RECEIPT, 0L);
        assertEquals(0.16, media / (messages + media), 0.005);
        assertEquals(1.57 / 2, receipts / (messages + media), 0.015);
        assertEquals(200, report.p90Length(), "a media pointer is 200 bytes");
    }

    @Test
    void noShareMeansNone() {
        WorkloadOptions textsOnly = SMALL.with(WorkloadParameter.MEDIA_SHARE, 0)
                .with(WorkloadParameter.BROADCAST_SHARE, 0)
                .with(WorkloadParameter.RECEIPTS_PER_RECEIVE, 0)
                .with(WorkloadParameter.RETRY_SHARE, 0);
        WorkloadReport report = WorkloadReport.measure(new TrafficGenerator(textsOnly), 5_000);
        assertEquals(5_000L, report.kindCounts().get(RecordKind.MESSAGE));
        WorkloadOptions broadcastsOnly =
                SMALL.with(WorkloadParameter.BROADCAST_SHARE, 1).with(WorkloadParameter.RETRY_SHARE, 0);
        report = WorkloadReport.measure(new TrafficGenerator(broadcastsOnly), 5_000);
        assertEquals(5_000L, report.kindCounts().get(RecordKind.BROADCAST));
    }

    @Test
    void extremesOfEveryParameterMakeSoundTraffic() {
        for (WorkloadParameter parameter : WorkloadParameter.values()) {
            for (double value : new double[] {parameter.lowest(), Math.min(parameter.highest(), 50_000)}) {
                if (value < parameter.lowest() || isImpossibleAlone(parameter, value)) {
                    continue;
                }
                var generator = new TrafficGenerator(SMALL.with(parameter, value));
                var state = new ChatState();
                for (int i = 0; i < 300; i++) {
                    generator.next();
                    state.apply(i, generator.buffer(), generator.offset(), generator.length());
                }
                assertEquals(state.digest(), generator.expectedDigest(), parameter.label() + "=" + value);
            }
        }
    }

    /** Values that contradict the default of another parameter, which options refuse. */
    private static boolean isImpossibleAlone(WorkloadParameter parameter, double value) {
        return (parameter == WorkloadParameter.USER_COUNT && value < 3_000)
                || (parameter == WorkloadParameter.CHANNEL_RECEIVERS_MAX && value < 10_000);
    }

    @Test
    void allocatesNothingPerRecord() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var generator = new TrafficGenerator(SMALL);
        long allocated = -1;
        for (int pass = 0; pass < 3; pass++) {
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int i = 0; i < 20_000; i++) {
                generator.next();
            }
            allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        }
        assertEquals(0, allocated, "bytes in the third pass");
    }

    @Test
    void sendsTheSameAgainWordForWord() {
        var generator = new TrafficGenerator(
                SMALL.with(WorkloadParameter.RETRY_SHARE, 0.5).with(WorkloadParameter.RECEIPTS_PER_RECEIVE, 0));
        byte[] before = take(generator);
        int repeated = 0;
        for (int i = 0; i < 1_000; i++) {
            byte[] record = take(generator);
            repeated += Arrays.equals(before, record) ? 1 : 0;
            before = record;
        }
        assertEquals(333, repeated, 60);
        assertFalse(generator.recordBytes() == 0);
    }
}
