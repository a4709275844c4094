package io.blackstart.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class RecordEncoderTest {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final MessageEncoder encoder = new MessageEncoder();

    @Test
    void refusesIdsAndSequencesBelowOne() {
        encoder.wrap(buffer, 0);
        assertThrows(IllegalArgumentException.class, () -> encoder.roomId(0));
        assertThrows(IllegalArgumentException.class, () -> encoder.senderId(-1));
        assertThrows(IllegalArgumentException.class, () -> encoder.sequence(0));
        assertThrows(IllegalArgumentException.class, () -> encoder.sentAtMillis(-1));
    }

    @Test
    void refusesABufferWithoutRoomForTheFixedPart() {
        assertThrows(IllegalArgumentException.class, () -> encoder.wrap(buffer, 256 - 59));
        assertThrows(IllegalArgumentException.class, () -> encoder.wrap(buffer, -1));
        assertEquals(60, encoder.wrap(buffer, 256 - 60).encodedLength());
        assertThrows(IllegalArgumentException.class, () -> new MediaEncoder().wrap(buffer, 256 - 115));
    }

    @Test
    void refusesATextWithoutRoom() {
        encoder.wrap(buffer, 0);
        assertEquals(256, encoder.textLength(196).encodedLength());
        assertThrows(IllegalArgumentException.class, () -> encoder.textLength(197));
        assertThrows(IllegalArgumentException.class, () -> encoder.textLength(-1));
        assertThrows(IllegalArgumentException.class, () -> encoder.text("a".repeat(197)));
        assertThrows(IllegalArgumentException.class, () -> encoder.text(buffer, 200, 57));
    }

    @Test
    void refusesATextLongerThanARecordMayBe() {
        var large = new UnsafeBuffer(new byte[ChatLayout.RECORD_LENGTH_MAX + 100]);
        encoder.wrap(large, 0);
        assertEquals(
                ChatLayout.RECORD_LENGTH_MAX,
                encoder.textLength(ChatLayout.TEXT_LENGTH_MAX).encodedLength());
        assertThrows(IllegalArgumentException.class, () -> encoder.textLength(ChatLayout.TEXT_LENGTH_MAX + 1));
    }

    @Test
    void refusesToSayTheLengthOfNothing() {
        assertThrows(IllegalStateException.class, encoder::encodedLength);
        assertThrows(IllegalStateException.class, () -> encoder.textLength(0));
    }

    @Test
    void wrappingAgainForgetsTheRecordBefore() {
        encoder.wrap(buffer, 0).roomId(7).senderId(8).sequence(9).text("long gone");
        encoder.wrap(buffer, 0).roomId(1).senderId(1).sequence(1);
        var decoder = new MessageDecoder().wrap(buffer, 0, encoder.encodedLength());
        assertEquals(1, decoder.roomId());
        assertEquals("", decoder.text());
    }

    @Test
    void aKeyMayBeAsLongAsItsLengthFieldCanSay() {
        var large = new UnsafeBuffer(new byte[70_000]);
        var media = new MediaEncoder();
        media.wrap(large, 0)
                .mediaType(MediaType.PHOTO)
                .roomId(1)
                .senderId(1)
                .sequence(1)
                .key("k".repeat(65_535));
        assertEquals(
                65_535, new MediaDecoder().wrap(large, 0, media.encodedLength()).keyLength());
        assertThrows(IllegalArgumentException.class, () -> media.key("k".repeat(65_536)));
    }
}
