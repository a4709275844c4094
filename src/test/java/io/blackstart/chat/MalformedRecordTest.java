package io.blackstart.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.BlackstartException;
import io.blackstart.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedRecordTest {
    private static final long POSITION = 4_096;

    private static BlackstartException refusal(byte[] record) {
        var buffer = new UnsafeBuffer(record);
        return assertThrows(BlackstartException.class, () -> ChatLayout.check(POSITION, buffer, 0, buffer.capacity()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # record | offset | bytes | value | what the line says
            message   |  0 | 1 | 2  | VERSION: chat record: found version 2, know 1 [@ 4096]
            message   |  0 | 1 | 0  | VERSION: chat record: found version 0, know 1 [@ 4096]
            message   |  1 | 1 | 0  | CORRUPT: chat record: kind=0 is unknown, known are 1 to 4 [@ 4096]
            message   |  1 | 1 | 5  | CORRUPT: chat record: kind=5 is unknown, known are 1 to 4 [@ 4096]
            message   |  2 | 2 | 1  | CORRUPT: chat record: unknown flags=1 [@ 4096]
            message   |  4 | 4 | 91 | CORRUPT: chat record: declares length=91 in a record of length=92 [@ 4096]
            message   |  4 | 4 | -1 | CORRUPT: chat record: declares length=-1 in a record of length=92 [@ 4096]
            message   |  8 | 8 | 0  | CORRUPT: chat record: roomId=0 must be at least 1 [@ 4096]
            message   |  8 | 8 | -9 | CORRUPT: chat record: roomId=-9 must be at least 1 [@ 4096]
            message   | 16 | 8 | 0  | CORRUPT: chat record: senderId=0 must be at least 1 [@ 4096]
            receipt   | 24 | 8 | 0  | CORRUPT: chat record: sequence=0 must be at least 1 [@ 4096]
            receipt   | 40 | 8 | -1 | CORRUPT: chat record: sentAtMillis=-1 must not be negative [@ 4096]
            message   |  1 | 1 | 3  | CORRUPT: chat record: a receipt of length=92 must have no payload [@ 4096]
            receipt   |  1 | 1 | 4  | CORRUPT: chat record: a broadcast of length=60 must be at least 64 bytes [@ 4096]
            message   |  1 | 1 | 2  | CORRUPT: chat record: a media pointer of length=92 must be at least 116 bytes [@ 4096]
            broadcast | 60 | 4 | 0  | CORRUPT: chat record: receiverCount=0 must be at least 1 [@ 4096]
            media     | 60 | 1 | 3  | CORRUPT: chat record: mediaType=3 is unknown, known are 1 and 2 [@ 4096]
            media     | 61 | 1 | 1  | CORRUPT: chat record: reserved byte=1 must be 0 [@ 4096]
            media     | 62 | 2 | 28 | CORRUPT: chat record: keyLength=28 does not fill a media pointer of length=143 [@ 4096]
            media     | 62 | 2 | -1 | CORRUPT: chat record: keyLength=65535 does not fill a media pointer of length=143 [@ 4096]
            media     | 72 | 4 | -5 | CORRUPT: chat record: mediaBytes=5000000000 width=-5 height=1080 durationMillis=61500 must not be negative [@ 4096]
            """)
    void saysWhatIsWrong(String name, int offset, int byteCount, long value, String line) throws IOException {
        byte[] record = Golden.bytes(name);
        byte[] bytes = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
        System.arraycopy(bytes, 0, record, offset, byteCount);
        BlackstartException refusal = refusal(record);
        assertEquals(line, refusal.getMessage());
        assertEquals(POSITION, refusal.position());
    }

    @ParameterizedTest
    @ValueSource(strings = {"message", "media", "receipt", "broadcast"})
    void refusesEveryCut(String name) throws IOException {
        byte[] record = Golden.bytes(name);
        for (int length = 0; length < record.length; length++) {
            byte[] cut = Arrays.copyOf(record, length);
            assertEquals(ErrorCode.CORRUPT, refusal(cut).code(), "length=" + length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"message", "media", "receipt", "broadcast"})
    void refusesTrailingBytes(String name) throws IOException {
        byte[] record = Golden.bytes(name);
        assertEquals(
                ErrorCode.CORRUPT,
                refusal(Arrays.copyOf(record, record.length + 1)).code());
    }

    @Test
    void refusesWhatIsLongerThanARecordMayBe() {
        byte[] record = new byte[ChatLayout.RECORD_LENGTH_MAX + 1];
        assertTrue(String.valueOf(refusal(record).getMessage()).contains("must be from 60 to 1048576 bytes"));
    }

    @Test
    void refusesARecordThatDoesNotLieInItsBuffer() throws IOException {
        UnsafeBuffer buffer = Golden.buffer("receipt");
        assertThrows(IllegalArgumentException.class, () -> ChatLayout.check(0, buffer, 0, 61));
        assertThrows(IllegalArgumentException.class, () -> ChatLayout.check(0, buffer, 1, 60));
        assertThrows(IllegalArgumentException.class, () -> ChatLayout.check(0, buffer, -1, 60));
        assertThrows(IllegalArgumentException.class, () -> ChatLayout.check(0, buffer, 0, -1));
        assertThrows(IllegalArgumentException.class, () -> ChatLayout.check(0, buffer, Integer.MAX_VALUE, 60));
    }

    /** Agrona's own bounds checks, on in tests, would throw something else than a refusal if a length were not checked. */
    @Test
    void neverReadsOutOfBoundsWhateverTheBytes() throws IOException {
        long seed = 20_221_015;
        var random = new Random(seed);
        byte[][] records = {
            Golden.bytes("message"), Golden.bytes("media"), Golden.bytes("receipt"), Golden.bytes("broadcast")
        };
        int refused = 0;
        for (int round = 0; round < 200_000; round++) {
            byte[] record = records[round % records.length].clone();
            int flips = 1 + random.nextInt(3);
            for (int flip = 0; flip < flips; flip++) {
                record[random.nextInt(record.length)] ^= (byte) (1 << random.nextInt(8));
            }
            var buffer = new UnsafeBuffer(record);
            try {
                var header = new HeaderDecoder().wrap(buffer, 0, record.length);
                touchAll(header.kind(), buffer);
            } catch (BlackstartException e) {
                refused++;
            }
        }
        assertTrue(refused > 1_000, "seed=" + seed + " refused=" + refused);
    }

    private static void touchAll(RecordKind kind, UnsafeBuffer buffer) {
        switch (kind) {
            case MESSAGE ->
                new MessageDecoder().wrap(buffer, 0, buffer.capacity()).text();
            case RECEIPT ->
                new ReceiptDecoder().wrap(buffer, 0, buffer.capacity()).sequence();
            case BROADCAST ->
                new BroadcastDecoder().wrap(buffer, 0, buffer.capacity()).text();
            case MEDIA -> new MediaDecoder().wrap(buffer, 0, buffer.capacity()).key();
            default -> throw new AssertionError(kind);
        }
    }

    @Test
    void aDecoderThatPointsNowhereReadsNothing() {
        var decoder = new MessageDecoder();
        assertEquals(0, decoder.roomId());
        assertThrows(IllegalArgumentException.class, decoder::kind);
    }
}
