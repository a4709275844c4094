package io.blackstart.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.chat.ChatLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class TapeVerifierTest {
    private static final int COUNT = 500;

    private final RecordTape tape = RecordTape.fixed(9, 64, 4_096);

    /** What two streams handed out, every third record of stream 1. */
    private List<UnsafeBuffer> sent() {
        var records = new ArrayList<UnsafeBuffer>();
        RecordSource first = tape.cursor(0);
        RecordSource second = tape.cursor(1);
        for (int i = 0; i < COUNT; i++) {
            records.add(next(first));
            if (i % 2 == 0) {
                records.add(next(second));
            }
        }
        return records;
    }

    private static UnsafeBuffer next(RecordSource source) {
        source.next();
        var copy = new UnsafeBuffer(new byte[source.length()]);
        copy.putBytes(0, source.buffer(), source.offset(), source.length());
        return copy;
    }

    private TapeVerdict verdict(List<UnsafeBuffer> read) {
        var verifier = new TapeVerifier(tape, COUNT, COUNT / 2);
        for (int i = 0; i < read.size(); i++) {
            assertTrue(verifier.onRecord(i * 72L, read.get(i), 0, read.get(i).capacity()));
        }
        return verifier.finish();
    }

    private static void assertFaults(
            TapeVerdict verdict, long missing, long duplicated, long reordered, long altered, long extra) {
        assertEquals(
                List.of(missing, duplicated, reordered, altered, extra, 0L),
                List.of(
                        verdict.missingCount(),
                        verdict.duplicatedCount(),
                        verdict.reorderedCount(),
                        verdict.alteredCount(),
                        verdict.extraCount(),
                        verdict.misplacedCount()),
                verdict.summary());
        assertFalse(verdict.isWhole());
    }

    @Test
    void acceptsWhatWasSent() {
        TapeVerdict verdict = verdict(sent());
        assertTrue(verdict.isWhole(), verdict.summary());
        assertEquals(COUNT * 3 / 2, verdict.recordCount());
        assertEquals(COUNT * 3 / 2, verdict.matchedCount());
        assertEquals(COUNT * 3 / 2 * 64, verdict.recordBytes());
        assertNull(verdict.firstFault());
        assertEquals("750 records, 48000 bytes, all as sent", verdict.summary());
    }

    @Test
    void streamsMayInterleaveInAnyWay() {
        List<UnsafeBuffer> read = sent();
        read.sort((a, b) -> Integer.compare(ChatLayout.stampStream(b, 0), ChatLayout.stampStream(a, 0)));
        assertTrue(verdict(read).isWhole());
    }

    @Test
    void seesEachMissingRecord() {
        for (int i = 0; i < COUNT * 3 / 2; i++) {
            List<UnsafeBuffer> read = sent();
            read.remove(i);
            assertFaults(verdict(read), 1, 0, 0, 0, 0);
        }
    }

    @Test
    void seesAMissingTailAndAMissingStream() {
        assertFaults(verdict(sent().subList(0, 600)), 150, 0, 0, 0, 0);
        List<UnsafeBuffer> read = sent();
        read.removeIf(record -> ChatLayout.stampStream(record, 0) == 1);
        TapeVerdict verdict = verdict(read);
        assertFaults(verdict, 250, 0, 0, 0, 0);
        assertEquals("stream=1 ends before index=0", verdict.firstFault());
        assertFaults(verdict(List.of()), 750, 0, 0, 0, 0);
    }

    @Test
    void seesEachDuplicate() {
        for (int i = 0; i < COUNT * 3 / 2; i += 7) {
            for (int distance : new int[] {1, 2, 100}) {
                List<UnsafeBuffer> read = sent();
                read.add(Math.min(read.size(), i + distance), read.get(i));
                assertFaults(verdict(read), 0, 1, 0, 0, 0);
            }
        }
    }

    @Test
    void seesRecordsOutOfOrder() {
        List<UnsafeBuffer> read = sent();
        Collections.swap(read, 0, 2);
        TapeVerdict verdict = verdict(read);
        assertFaults(verdict, 0, 0, 1, 0, 0);
        assertEquals("stream=0 index=1 came where index=0 was to come [@ 0]", verdict.firstFault());
        read = sent();
        Collections.reverse(read);
        assertFaults(verdict(read), 0, 0, COUNT * 3 / 2 - 2, 0, 0);
    }

    @Test
    void aRecordThatComesLateTwiceIsADuplicate() {
        List<UnsafeBuffer> read = sent();
        UnsafeBuffer late = read.remove(30);
        read.add(200, late);
        read.add(300, late);
        assertFaults(verdict(read), 0, 1, 1, 0, 0);
    }

    @Test
    void seesEveryFlippedBit() {
        List<UnsafeBuffer> records = sent();
        for (int bit = 0; bit < 64 * 8; bit++) {
            int at = 300 + bit % 5;
            UnsafeBuffer kept = records.get(at);
            var flipped = new UnsafeBuffer(new byte[kept.capacity()]);
            flipped.putBytes(0, kept, 0, kept.capacity());
            flipped.putByte(bit / 8, (byte) (flipped.getByte(bit / 8) ^ (1 << bit % 8)));
            records.set(at, flipped);
            TapeVerdict verdict = verdict(records);
            assertFalse(verdict.isWhole(), "bit=" + bit);
            assertEquals(1, verdict.alteredCount() + verdict.extraCount(), "bit=" + bit + ": " + verdict.summary());
            boolean inStamp = bit / 8 >= ChatLayout.STAMP_INDEX_OFFSET && bit / 8 < ChatLayout.HEADER_LENGTH;
            assertEquals(inStamp ? 1 : 0, verdict.missingCount(), "bit=" + bit + ": " + verdict.summary());
            records.set(at, kept);
        }
    }

    @Test
    void seesOtherLengths() {
        List<UnsafeBuffer> records = sent();
        UnsafeBuffer kept = records.get(10);
        for (int length : new int[] {0, 1, 59, 60, 63, 65, 128}) {
            var other = new UnsafeBuffer(new byte[length]);
            other.putBytes(0, kept, 0, Math.min(length, kept.capacity()));
            records.set(10, other);
            TapeVerdict verdict = verdict(records);
            assertEquals(1, verdict.alteredCount() + verdict.extraCount(), "length=" + length);
            assertEquals(length < 60 ? 1 : 0, verdict.missingCount(), "length=" + length + verdict.summary());
        }
    }

    @Test
    void seesWhatNobodySent() {
        RecordSource stranger = tape.cursor(2);
        List<UnsafeBuffer> read = sent();
        read.add(40, next(stranger));
        assertFaults(verdict(read), 0, 0, 0, 0, 1);
        RecordSource beyond = tape.cursor(0);
        for (int i = 0; i < COUNT; i++) {
            beyond.next();
        }
        read = sent();
        read.add(next(beyond));
        read.add(next(beyond));
        TapeVerdict verdict = verdict(read);
        assertFaults(verdict, 0, 0, 0, 0, 2);
        assertEquals("stream=0 index=500 was never sent [@ 54000]", verdict.firstFault());
    }

    @Test
    void seesPositionsThatDoNotGrow() {
        var verifier = new TapeVerifier(tape, 3);
        RecordSource source = tape.cursor(0);
        for (long position : new long[] {8, 8, 4}) {
            source.next();
            verifier.onRecord(position, source.buffer(), source.offset(), source.length());
        }
        assertEquals(2, verifier.finish().misplacedCount());
        assertFalse(verifier.finish().isWhole());
    }

    @Test
    void afterACrashOnlyWhatWasAcknowledgedMustBeThere() {
        List<UnsafeBuffer> read = sent().subList(0, 600);
        var verifier = new TapeVerifier(tape, COUNT, COUNT / 2);
        for (int i = 0; i < read.size(); i++) {
            verifier.onRecord(i, read.get(i), 0, 64);
        }
        assertTrue(verifier.finish(400, 200).isWhole());
        assertEquals(1, verifier.finish(401, 200).missingCount());
        assertEquals(3, verifier.finish(402, 201).missingCount());
        assertThrows(IllegalArgumentException.class, () -> verifier.finish(501, 0));
        assertThrows(IllegalArgumentException.class, () -> verifier.finish(1L));
    }

    /** Any mixture of faults: what is there and what is not must add up to what was sent and what was read. */
    @Test
    void countsAddUpWhateverHappens() {
        long seed = 31;
        var random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<UnsafeBuffer> read = sent();
            for (int fault = 0; fault < 1 + random.nextInt(8); fault++) {
                int at = random.nextInt(read.size());
                switch (random.nextInt(3)) {
                    case 0 -> read.remove(at);
                    case 1 -> read.add(random.nextInt(read.size()), read.get(at));
                    default -> Collections.swap(read, at, random.nextInt(read.size()));
                }
            }
            TapeVerdict verdict = verdict(read);
            long distinct = read.stream().distinct().count();
            String about = "seed=" + seed + " round=" + round + " " + verdict.summary();
            assertEquals(750 - distinct, verdict.missingCount(), about);
            assertEquals(read.size() - distinct, verdict.duplicatedCount(), about);
            assertEquals(distinct, verdict.matchedCount() + verdict.reorderedCount(), about);
            assertEquals(read.size(), verdict.recordCount(), about);
        }
    }

    @Test
    void refusesStreamsThatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> new TapeVerifier(tape));
        assertThrows(IllegalArgumentException.class, () -> new TapeVerifier(tape, 5, -1));
    }
}
