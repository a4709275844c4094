package io.blackstart.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.blackstart.chat.ChatLayout;
import io.blackstart.chat.HeaderDecoder;
import io.blackstart.chat.MessageDecoder;
import io.blackstart.chat.RecordKind;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordTapeTest {
    private static final int TAPE_BYTES = 1 << 16;
    private static final WorkloadOptions OPTIONS = WorkloadOptions.DEFAULT.with(WorkloadParameter.ROOM_COUNT, 100);

    @ParameterizedTest
    @ValueSource(ints = {60, 61, 62, 63, 64, 65, 256, 1_024, 5_000})
    void fixedRecordsAreMessagesOfThatLength(int recordLength) {
        RecordTape tape = RecordTape.fixed(1, recordLength, TAPE_BYTES);
        RecordSource cursor = tape.cursor(0);
        var message = new MessageDecoder();
        for (int i = 0; i < tape.recordCount(); i++) {
            cursor.next();
            assertEquals(recordLength, cursor.length());
            message.wrap(cursor.buffer(), cursor.offset(), cursor.length());
            assertFalse(message.text().contains("\uFFFD"), message.text());
        }
        assertEquals(tape.recordCount() * (long) recordLength, tape.recordBytes());
        assertEquals(recordLength, tape.recordLengthMax());
        int slotLength = (recordLength + 7) / 8 * 8;
        assertTrue((tape.recordCount() + 2) * slotLength > TAPE_BYTES, "as many as fit, less one to be odd");
    }

    @Test
    void theChatTapeHasTheRecordsOfTheGenerator() {
        RecordTape tape = RecordTape.chat(OPTIONS, TAPE_BYTES);
        RecordSource cursor = tape.cursor(0);
        var generator = new TrafficGenerator(OPTIONS);
        for (int i = 0; i < tape.recordCount(); i++) {
            cursor.next();
            generator.next();
            assertEquals(generator.length(), cursor.length());
            var expected = new UnsafeBuffer(new byte[generator.length()]);
            expected.putBytes(0, generator.buffer(), generator.offset(), generator.length());
            ChatLayout.stamp(expected, 0, 0, i);
            var actual = new UnsafeBuffer(cursor.buffer(), cursor.offset(), cursor.length());
            assertEquals(expected, actual, "index=" + i);
        }
    }

    @Test
    void goesRoundWithEachRecordUnlikeEveryOther() {
        RecordTape tape = RecordTape.chat(OPTIONS, TAPE_BYTES);
        RecordSource cursor = tape.cursor(3);
        var header = new HeaderDecoder();
        for (long index = 0; index < 3L * tape.recordCount() + 5; index++) {
            cursor.next();
            header.wrap(cursor.buffer(), cursor.offset(), cursor.length());
            assertEquals(3, header.stampStream());
            assertEquals(index, header.stampIndex());
            assertTrue(tape.matches(3, index, cursor.buffer(), cursor.offset(), cursor.length()));
            assertFalse(tape.matches(2, index, cursor.buffer(), cursor.offset(), cursor.length()));
            assertFalse(tape.matches(3, index + 1, cursor.buffer(), cursor.offset(), cursor.length()));
            assertFalse(tape.matches(3, -1, cursor.buffer(), cursor.offset(), cursor.length()));
        }
    }

    @Test
    void matchesNoRecordWithAnyByteOrLengthChanged() {
        RecordTape tape = RecordTape.chat(OPTIONS, TAPE_BYTES);
        RecordSource cursor = tape.cursor(0);
        for (long index = 0; index < 40; index++) {
            cursor.next();
            var copy = new UnsafeBuffer(new byte[cursor.length() + 8]);
            copy.putBytes(0, cursor.buffer(), cursor.offset(), cursor.length());
            for (int i = 0; i < cursor.length(); i++) {
                byte kept = copy.getByte(i);
                copy.putByte(i, (byte) (kept ^ 0x10));
                assertFalse(tape.matches(0, index, copy, 0, cursor.length()), "index=" + index + " byte=" + i);
                copy.putByte(i, kept);
            }
            assertTrue(tape.matches(0, index, copy, 0, cursor.length()));
            for (int length = 0; length < cursor.length() + 8; length++) {
                assertEquals(
                        length == cursor.length(),
                        tape.matches(0, index, new UnsafeBuffer(copy, 0, length), 0, length),
                        "length=" + length);
            }
        }
    }

    @Test
    void cursorsDoNotDisturbEachOther() {
        RecordTape tape = RecordTape.fixed(5, 64, 4_096);
        RecordSource first = tape.cursor(0);
        RecordSource second = tape.cursor(1);
        assertNotSame(first.buffer(), second.buffer());
        for (long index = 0; index < 200; index++) {
            first.next();
            if (index % 3 == 0) {
                second.next();
                assertTrue(tape.matches(1, index / 3, second.buffer(), second.offset(), second.length()));
            }
            assertTrue(tape.matches(0, index, first.buffer(), first.offset(), first.length()));
        }
    }

    @Test
    void countsBytesOfAStream() {
        RecordTape tape = RecordTape.chat(OPTIONS, TAPE_BYTES);
        RecordSource cursor = tape.cursor(0);
        long bytes = 0;
        for (long count = 0; count < 2L * tape.recordCount() + 10; count++) {
            if (count % 97 == 0) {
                assertEquals(bytes, tape.streamBytes(count));
            }
            cursor.next();
            bytes += cursor.length();
        }
        assertThrows(IllegalArgumentException.class, () -> tape.streamBytes(-1));
        RecordSource other = tape.cursor(5);
        long otherBytes = 0;
        for (int i = 0; i < 100; i++) {
            other.next();
            otherBytes += other.length();
        }
        assertEquals(otherBytes, tape.streamBytes(5, 100));
    }

    @Test
    void beginsAgainWhereItBegan() {
        RecordTape tape = RecordTape.chat(OPTIONS, TAPE_BYTES);
        RecordSource cursor = tape.cursor(4);
        for (int round = 0; round < 3; round++) {
            for (long index = 0; index < 700; index++) {
                cursor.next();
                assertTrue(tape.matches(4, index, cursor.buffer(), cursor.offset(), cursor.length()));
            }
            RecordTape.rewind(cursor);
        }
        assertThrows(IllegalArgumentException.class, () -> RecordTape.rewind(new FixedLengthSource(1, 64)));
    }

    @Test
    void streamsBeginAtDifferentRecords() {
        RecordTape tape = RecordTape.fixed(5, 64, 4_096);
        assertEquals(63, tape.recordCount());
        Set<Integer> starts = new HashSet<>();
        for (int stream = 0; stream < 63; stream++) {
            starts.add(tape.offsetOf(stream, 0));
        }
        assertEquals(63, starts.size());
        assertEquals(tape.offsetOf(0, 62), tape.offsetOf(0, 63L * 1_000_000_000_000L + 62));
    }

    @Test
    void hasAnOddNumberOfRecords() {
        for (int tapeBytes = 4_096; tapeBytes < 4_096 + 64 * 6; tapeBytes += 64) {
            assertEquals(1, RecordTape.fixed(1, 64, tapeBytes).recordCount() & 1, "tapeBytes=" + tapeBytes);
        }
    }

    @Test
    void refusesWhatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> RecordTape.fixed(1, 59, TAPE_BYTES));
        assertThrows(IllegalArgumentException.class, () -> RecordTape.fixed(1, 65_537, 1 << 20));
        assertThrows(IllegalArgumentException.class, () -> RecordTape.fixed(1, 64, 4_095));
        assertThrows(IllegalArgumentException.class, () -> RecordTape.fixed(1, 1_400, 4_096));
        assertThrows(
                IllegalArgumentException.class,
                () -> RecordTape.fixed(1, 64, 4_096).cursor(-1));
    }

    @Test
    void allocatesNothingPerRecord() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        RecordTape tape = RecordTape.fixed(1, 256, TAPE_BYTES);
        RecordSource cursor = tape.cursor(0);
        var verifier = new TapeVerifier(tape, 60_000);
        long allocated = -1;
        for (int pass = 0; pass < 3; pass++) {
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int i = 0; i < 20_000; i++) {
                cursor.next();
                verifier.onRecord(pass * 20_000L + i, cursor.buffer(), cursor.offset(), cursor.length());
            }
            allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        }
        assertEquals(0, allocated, "bytes in the third pass");
        assertTrue(verifier.finish().isWhole());
    }

    @Test
    void reportsWhatItHolds() {
        RecordTape tape = RecordTape.chat(OPTIONS, 1 << 20);
        WorkloadReport report = tape.report();
        assertEquals(tape.recordCount(), report.recordCount());
        assertEquals(tape.recordBytes(), report.recordBytes());
        assertEquals(
                tape.recordCount(),
                report.kindCounts().values().stream().mapToLong(Long::longValue).sum());
        WorkloadReport fixed = RecordTape.fixed(1, 256, 1 << 20).report();
        assertEquals(256, fixed.medianLength());
        assertEquals(256, fixed.maxLength());
        assertEquals(196, fixed.medianTextBytes());
        assertEquals(fixed.recordCount(), fixed.kindCounts().get(RecordKind.MESSAGE));
        assertTrue(fixed.lines().get(0).startsWith("records 4,"), fixed.lines().get(0));
        assertTrue(fixed.textCompressRatio() > 2 && fixed.textCompressRatio() < 3.5);
    }
}
