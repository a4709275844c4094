package io.blackstart.replication.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The bytes of every frame, and what becomes of bytes that are none. */
class WireFrameTest {
    private static final long CLUSTER_ID = 7;
    private static final int MAX_RECORD_LENGTH = 100;
    private static final int BATCH_BYTES = 1024;

    /** A DATA frame of the records "a" and "bcdef", as version 1 has it for good. */
    private static final String GOLDEN_DATA = "4253523101000400140000001983fcc707000000000000000300000000000000"
            + "2a00000000000000020000000000000001000000020000000000000000000000"
            + "0100000061000000050000006263646566000000";

    private static ByteBuffer data() {
        var batch = new RecordBatch(BATCH_BYTES, MAX_RECORD_LENGTH);
        for (String text : List.of("a", "bcdef")) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            assertTrue(batch.add(new UnsafeBuffer(bytes), 0, bytes.length));
        }
        return batch.seal(CLUSTER_ID, 3, 1, 42, 2);
    }

    private static byte[] bytes(ByteBuffer frame) {
        byte[] bytes = new byte[frame.remaining()];
        frame.duplicate().get(bytes);
        return bytes;
    }

    /** Gives bytes in pieces. */
    private static final class BytesLink implements Link {
        private final ByteBuffer bytes;
        private final int pieceLength;

        BytesLink(byte[] bytes, int pieceLength) {
            this.bytes = ByteBuffer.wrap(bytes);
            this.pieceLength = pieceLength;
        }

        @Override
        public int read(ByteBuffer target) {
            int count = Math.min(pieceLength, Math.min(bytes.remaining(), target.remaining()));
            for (int index = 0; index < count; index++) {
                target.put(bytes.get());
            }
            return count == 0 ? -1 : count;
        }

        @Override
        public void write(ByteBuffer source) {
            throw new IllegalStateException("nothing is written here");
        }

        @Override
        public String peer() {
            return "test";
        }

        @Override
        public long sentBytes() {
            return 0;
        }

        @Override
        public void close() {}
    }

    private static FrameReader reader(byte[] bytes, int pieceLength) {
        var reader = new FrameReader(new BytesLink(bytes, pieceLength), CLUSTER_ID, BATCH_BYTES, MAX_RECORD_LENGTH);
        reader.expectRecords();
        return reader;
    }

    @Test
    void writesTheGoldenBytes() {
        assertEquals(GOLDEN_DATA, HexFormat.of().formatHex(bytes(data())));
    }

    @Test
    void readsTheGoldenBytesInPiecesOfEveryLength() throws IOException {
        byte[] golden = HexFormat.of().parseHex(GOLDEN_DATA);
        for (int pieceLength = 1; pieceLength <= golden.length; pieceLength++) {
            FrameReader reader = reader(golden, pieceLength);
            assertEquals(new WireFrame.Header(FrameType.DATA, CLUSTER_ID, 3, 1, 42, 2, 2), reader.next());
            RecordBatch.check(reader.payload(), reader.payloadOffset(), reader.payloadLength(), 2, MAX_RECORD_LENGTH);
            assertEquals(1, RecordBatch.recordLength(reader.payload(), reader.payloadOffset()));
            assertThrows(EOFException.class, reader::next);
        }
    }

    @Test
    void findsEveryFlippedBit() {
        byte[] golden = bytes(data());
        for (int bit = 0; bit < golden.length * Byte.SIZE; bit++) {
            byte[] flipped = golden.clone();
            flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            FrameReader reader = reader(flipped, flipped.length);
            // A longer length that still fits waits for bytes that never come.
            Exception found = assertThrows(Exception.class, reader::next, "bit " + bit);
            assertTrue(found instanceof BlackstartException || found instanceof EOFException, "bit " + bit);
        }
    }

    @Test
    void tellsAnotherVersionAndAnotherCluster() {
        byte[] newer = bytes(data());
        newer[4] = 2;
        BlackstartException version = assertThrows(BlackstartException.class, reader(newer, 1)::next);
        assertEquals(ErrorCode.VERSION, version.code());
        assertTrue(String.valueOf(version.getMessage()).contains("found replication version 2, know 1"));
        var batch = new RecordBatch(BATCH_BYTES, MAX_RECORD_LENGTH);
        batch.add(new UnsafeBuffer(new byte[] {1}), 0, 1);
        byte[] foreign = bytes(batch.seal(CLUSTER_ID + 1, 3, 1, 42, 2));
        BlackstartException cluster = assertThrows(BlackstartException.class, reader(foreign, 1)::next);
        assertEquals(ErrorCode.FOREIGN, cluster.code());
    }

    @Test
    void refusesALengthBeforeItWaitsForIt() {
        for (int length : new int[] {-1, Integer.MIN_VALUE, BATCH_BYTES + 1, Integer.MAX_VALUE}) {
            ByteBuffer frame = data();
            frame.putInt(8, length);
            BlackstartException refused = assertThrows(BlackstartException.class, reader(bytes(frame), 64)::next);
            assertEquals(ErrorCode.CORRUPT, refused.code());
        }
    }

    @Test
    void refusesRecordsThatLeaveTheFrame() {
        var wire = new WireFrame();
        for (int recordLength : new int[] {0, -5, 17, 1000, Integer.MAX_VALUE}) {
            ByteBuffer frame = data();
            frame.limit(frame.capacity());
            frame.putInt(WireFrame.HEADER_LENGTH + 8, recordLength);
            wire.seal(frame, 0, 20, new WireFrame.Header(FrameType.DATA, CLUSTER_ID, 3, 1, 42, 2, 2));
            var payload = new UnsafeBuffer(frame);
            BlackstartException refused = assertThrows(
                    BlackstartException.class,
                    () -> RecordBatch.check(payload, WireFrame.HEADER_LENGTH, 20, 2, MAX_RECORD_LENGTH));
            assertEquals(ErrorCode.CORRUPT, refused.code());
        }
    }

    /** Bytes of every kind end in a refusal or the end of the link, never in another exception, whatever their checksum. */
    @Test
    void survivesWhateverComes() throws IOException {
        var random = new Random(20221015);
        var wire = new WireFrame();
        byte[] golden = bytes(data());
        for (int round = 0; round < Integer.getInteger("blackstart.fuzz.rounds", 5_000); round++) {
            byte[] bytes = golden.clone();
            int edits = 1 + random.nextInt(6);
            for (int edit = 0; edit < edits; edit++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            if (random.nextBoolean()) {
                // With the checksum put right, the meaning is what must hold.
                ByteBuffer frame = WireFrame.allocate(bytes.length);
                frame.put(bytes);
                var header = new WireFrame.Header(
                        FrameType.of(1 + random.nextInt(7)),
                        CLUSTER_ID,
                        frame.getLong(24),
                        frame.getInt(48),
                        frame.getLong(32),
                        frame.getLong(40),
                        frame.getInt(52));
                wire.seal(frame, 0, bytes.length - WireFrame.HEADER_LENGTH, header);
                bytes = bytes(frame);
            }
            var link = new BytesLink(bytes, 1 + random.nextInt(bytes.length));
            consume(new FrameReader(link, CLUSTER_ID, BATCH_BYTES, MAX_RECORD_LENGTH));
        }
    }

    private static void consume(FrameReader reader) throws IOException {
        try {
            while (true) {
                WireFrame.Header header = reader.next();
                if (header.type() == FrameType.DATA) {
                    RecordBatch.check(
                            reader.payload(),
                            reader.payloadOffset(),
                            reader.payloadLength(),
                            header.count(),
                            MAX_RECORD_LENGTH);
                }
            }
        } catch (EOFException | BlackstartException e) {
            assertTrue(e.getMessage() != null);
        }
    }
}
