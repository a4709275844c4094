package io.blackstart.benchmarks;

import io.blackstart.workload.RecordSource;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Records in a tape of 64 MiB, and 256 MiB of touched memory through which they are streamed, as a log streams through
 * its file: neither is held by a processor's caches. Positions go on from shot to shot, so small records pass through all of it too.
 */
@State(Scope.Benchmark)
public class Footprint {
    private static final int FOOTPRINT_BYTES = 256 << 20;
    private static final int ALIGNMENT = 8;
    private static final int NOTHING = -1;

    /** Bytes of each record, or {@code chat} for the mix of kinds and lengths. */
    @Param({"64", "256", "1024", "chat"})
    public String record;

    private final ByteBuffer memory = ByteBuffer.allocateDirect(FOOTPRINT_BYTES);
    private final UnsafeBuffer target = new UnsafeBuffer(memory);
    private final CRC32C crc = new CRC32C();
    private final int[] offsets = new int[Shot.RECORD_COUNT];
    private final int[] lengths = new int[Shot.RECORD_COUNT];
    private DirectBuffer tape;
    private int targetOffset;
    private int lastCopied = NOTHING;
    private long shotBytes;

    /** Makes the tape, notes where its records are, and touches every page of the footprint with text. */
    @Setup(Level.Trial)
    public void fill() {
        RecordSource records = Tapes.of(record).cursor(0);
        for (int index = 0; index < Shot.RECORD_COUNT; index++) {
            records.next();
            offsets[index] = records.offset();
            lengths[index] = records.length();
            shotBytes += records.length();
        }
        tape = records.buffer();
        Tapes.fill(memory.duplicate());
    }

    /** Checks that the last record that was to be copied is where it belongs, so that no copy was optimised away. */
    @TearDown(Level.Iteration)
    public void check() {
        if (lastCopied == NOTHING) {
            return;
        }
        int length = lengths[lastCopied];
        var expected = new UnsafeBuffer(tape, offsets[lastCopied], length);
        var actual = new UnsafeBuffer(target, targetOffset - length, length);
        Checks.require("last-record-copied", true, expected.equals(actual));
    }

    /** Payload bytes of one shot. */
    long shotBytes() {
        return shotBytes;
    }

    /** Copies the records {@code from} to {@code to} of the shot. */
    void copy(int from, int to) {
        int at = targetOffset;
        for (int index = from; index < to; index++) {
            int length = lengths[index];
            at = placeFor(at, length);
            target.putBytes(at, tape, offsets[index], length);
            at += length;
        }
        targetOffset = at;
        lastCopied = to - 1;
    }

    /** Checksums as many bytes as the records {@code from} to {@code to} have, record by record, in the footprint. */
    long crc32c(int from, int to) {
        long sum = 0;
        int at = targetOffset;
        for (int index = from; index < to; index++) {
            int length = lengths[index];
            at = placeFor(at, length);
            sum += crcAt(at, length);
            at += length;
        }
        targetOffset = at;
        return sum;
    }

    /** Copies and checksums: the least that an append with a checksum must do. */
    long copyAndCrc32c(int from, int to) {
        long sum = 0;
        int at = targetOffset;
        for (int index = from; index < to; index++) {
            int length = lengths[index];
            at = placeFor(at, length);
            target.putBytes(at, tape, offsets[index], length);
            sum += crcAt(at, length);
            at += length;
        }
        targetOffset = at;
        lastCopied = to - 1;
        return sum;
    }

    private long crcAt(int offset, int length) {
        crc.reset();
        crc.update(memory.limit(offset + length).position(offset));
        return crc.getValue();
    }

    private static int placeFor(int offset, int length) {
        int aligned = (offset + ALIGNMENT - 1) & -ALIGNMENT;
        return aligned + length <= FOOTPRINT_BYTES ? aligned : 0;
    }

    /** What one shot went through. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Counters {
        /** Payload bytes, without padding. */
        public long payloadBytes;
    }
}
