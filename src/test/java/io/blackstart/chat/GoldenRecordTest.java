package io.blackstart.chat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What version 1 wrote must be read for ever, and written the same. */
class GoldenRecordTest {
    private static final int OFFSET = 5;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[512]);

    private byte[] written(RecordEncoder<?> encoder) {
        byte[] bytes = new byte[encoder.encodedLength()];
        buffer.getBytes(OFFSET, bytes);
        return bytes;
    }

    private static byte[] sha256() {
        byte[] bytes = new byte[ChatLayout.SHA256_LENGTH];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (0xa0 + i);
        }
        return bytes;
    }

    @Test
    void writesAMessage() throws IOException {
        Arrays.fill(buffer.byteArray(), (byte) 0xff);
        MessageEncoder encoder = new MessageEncoder()
                .wrap(buffer, OFFSET)
                .text("서비스 복구 중 - back soon")
                .roomId(0x0102030405060708L)
                .senderId(0x1112131415161718L)
                .sequence(0x2122232425262728L)
                .clientMessageId(-2)
                .sentAtMillis(1_665_815_220_000L);
        ChatLayout.stamp(buffer, OFFSET, 3, 7);
        assertArrayEquals(Golden.bytes("message"), written(encoder));
    }

    @Test
    void readsAMessage() throws IOException {
        UnsafeBuffer golden = Golden.buffer("message");
        MessageDecoder decoder = new MessageDecoder().wrap(golden, 0, golden.capacity());
        assertEquals(RecordKind.MESSAGE, decoder.kind());
        assertEquals(golden.capacity(), decoder.length());
        assertEquals(0x0102030405060708L, decoder.roomId());
        assertEquals(0x1112131415161718L, decoder.senderId());
        assertEquals(0x2122232425262728L, decoder.sequence());
        assertEquals(-2, decoder.clientMessageId());
        assertEquals(1_665_815_220_000L, decoder.sentAtMillis());
        assertEquals(7, decoder.stampIndex());
        assertEquals(3, decoder.stampStream());
        assertEquals("서비스 복구 중 - back soon", decoder.text());
        assertEquals(ChatLayout.HEADER_LENGTH, decoder.textOffset());
    }

    @Test
    void writesAReceipt() throws IOException {
        Arrays.fill(buffer.byteArray(), (byte) 0xff);
        ReceiptEncoder encoder = new ReceiptEncoder()
                .wrap(buffer, OFFSET)
                .roomId(281_474_976_710_655L)
                .senderId(1)
                .sequence(Long.MAX_VALUE)
                .clientMessageId(0)
                .sentAtMillis(0);
        assertArrayEquals(Golden.bytes("receipt"), written(encoder));
    }

    @Test
    void readsAReceipt() throws IOException {
        UnsafeBuffer golden = Golden.buffer("receipt");
        ReceiptDecoder decoder = new ReceiptDecoder().wrap(golden, 0, golden.capacity());
        assertEquals(RecordKind.RECEIPT, decoder.kind());
        assertEquals(281_474_976_710_655L, decoder.roomId());
        assertEquals(1, decoder.senderId());
        assertEquals(Long.MAX_VALUE, decoder.sequence());
        assertEquals(0, decoder.clientMessageId());
        assertEquals(0, decoder.sentAtMillis());
    }

    @Test
    void writesABroadcast() throws IOException {
        Arrays.fill(buffer.byteArray(), (byte) 0xff);
        BroadcastEncoder encoder = new BroadcastEncoder()
                .wrap(buffer, OFFSET)
                .receiverCount(1_000_000)
                .text("공지")
                .roomId(42)
                .senderId(43)
                .sequence(44)
                .clientMessageId(45)
                .sentAtMillis(46);
        assertArrayEquals(Golden.bytes("broadcast"), written(encoder));
    }

    @Test
    void readsABroadcast() throws IOException {
        UnsafeBuffer golden = Golden.buffer("broadcast");
        BroadcastDecoder decoder = new BroadcastDecoder().wrap(golden, 0, golden.capacity());
        assertEquals(RecordKind.BROADCAST, decoder.kind());
        assertEquals(42, decoder.roomId());
        assertEquals(43, decoder.senderId());
        assertEquals(44, decoder.sequence());
        assertEquals(45, decoder.clientMessageId());
        assertEquals(46, decoder.sentAtMillis());
        assertEquals(1_000_000, decoder.receiverCount());
        assertEquals("공지", decoder.text());
    }

    @Test
    void writesAMediaPointer() throws IOException {
        Arrays.fill(buffer.byteArray(), (byte) 0xff);
        MediaEncoder encoder = new MediaEncoder()
                .wrap(buffer, OFFSET)
                .mediaType(MediaType.VIDEO)
                .mediaBytes(5_000_000_000L)
                .widthPixels(1920)
                .heightPixels(1080)
                .durationMillis(61_500)
                .sha256(new UnsafeBuffer(sha256()), 0)
                .key("talk/k/2022/10/15/video.mp4")
                .roomId(9)
                .senderId(8)
                .sequence(7)
                .clientMessageId(6)
                .sentAtMillis(5);
        assertArrayEquals(Golden.bytes("media"), written(encoder));
    }

    @Test
    void readsAMediaPointer() throws IOException {
        UnsafeBuffer golden = Golden.buffer("media");
        MediaDecoder decoder = new MediaDecoder().wrap(golden, 0, golden.capacity());
        assertEquals(RecordKind.MEDIA, decoder.kind());
        assertEquals(9, decoder.roomId());
        assertEquals(8, decoder.senderId());
        assertEquals(7, decoder.sequence());
        assertEquals(6, decoder.clientMessageId());
        assertEquals(5, decoder.sentAtMillis());
        assertEquals(MediaType.VIDEO, decoder.mediaType());
        assertEquals(5_000_000_000L, decoder.mediaBytes());
        assertEquals(1920, decoder.widthPixels());
        assertEquals(1080, decoder.heightPixels());
        assertEquals(61_500, decoder.durationMillis());
        var digest = new UnsafeBuffer(new byte[ChatLayout.SHA256_LENGTH]);
        decoder.sha256(digest, 0);
        assertArrayEquals(sha256(), digest.byteArray());
        assertEquals("talk/k/2022/10/15/video.mp4", decoder.key());
        assertEquals(
                "talk/k/2022/10/15/video.mp4",
                new String(golden.byteArray(), decoder.keyOffset(), decoder.keyLength(), StandardCharsets.UTF_8));
    }

    @Test
    void aDecoderOfOneKindRefusesAnother() throws IOException {
        UnsafeBuffer golden = Golden.buffer("receipt");
        var refusal = org.junit.jupiter.api.Assertions.assertThrows(
                IllegalArgumentException.class, () -> new MessageDecoder().wrap(golden, 0, golden.capacity()));
        assertEquals("kind=RECEIPT is not MESSAGE", refusal.getMessage());
    }
}
