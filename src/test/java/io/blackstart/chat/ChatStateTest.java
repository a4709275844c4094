package io.blackstart.chat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.blackstart.BlackstartException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatStateTest {
    private static final long ROOM = 77;
    private static final long USER = 5;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final ChatState state = new ChatState(small());

    private static ChatStateOptions small() {
        return new ChatStateOptions(0, 0, 0, 0);
    }

    /** Position of a message in the log of these tests. */
    private static long position(long sequence) {
        return sequence * 100;
    }

    private boolean message(ChatState to, long room, long sequence) {
        MessageEncoder encoder = new MessageEncoder()
                .wrap(buffer, 0)
                .roomId(room)
                .senderId(USER)
                .sequence(sequence)
                .clientMessageId(sequence * 31 + room)
                .sentAtMillis(sequence)
                .text("hello");
        return to.apply(position(sequence), buffer, 0, encoder.encodedLength());
    }

    private boolean receipt(ChatState to, long room, long user, long sequence) {
        ReceiptEncoder encoder =
                new ReceiptEncoder().wrap(buffer, 0).roomId(room).senderId(user).sequence(sequence);
        return to.apply(1, buffer, 0, encoder.encodedLength());
    }

    private boolean broadcast(ChatState to, long channel, long sequence, int receivers) {
        BroadcastEncoder encoder = new BroadcastEncoder()
                .wrap(buffer, 0)
                .roomId(channel)
                .senderId(channel)
                .sequence(sequence)
                .receiverCount(receivers)
                .text("sale");
        return to.apply(position(sequence), buffer, 0, encoder.encodedLength());
    }

    private long[] newest(ChatState of, long room) {
        long[] target = new long[30];
        int count = of.newestPositions(room, target);
        return LongStream.of(target).limit(count).toArray();
    }

    private static long[] positions(long newest, long oldest) {
        return LongStream.rangeClosed(oldest, newest)
                .map(sequence -> position(newest + oldest - sequence))
                .toArray();
    }

    @Test
    void keepsTheNewestPositionsNewestFirst() {
        for (long sequence = 1; sequence <= 200; sequence++) {
            assertTrue(message(state, ROOM, sequence));
            assertArrayEquals(positions(sequence, Math.max(1, sequence - 29)), newest(state, ROOM), "at " + sequence);
        }
        assertEquals(200, state.lastSequence(ROOM));
        assertEquals(200, state.messageCount(ROOM));
        assertEquals(1, state.roomCount());
        assertEquals(200, state.appliedCount());
        assertEquals(0, state.missingCount());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 63, 64, 65, 127, 128, 129, 2_500})
    void keepsTheWholeHistory(int count) {
        var of = new ChatState(small());
        for (long sequence = 1; sequence <= count; sequence++) {
            message(of, ROOM, sequence);
        }
        long[] all = new long[count];
        assertEquals(count, of.newestPositions(ROOM, all));
        assertArrayEquals(positions(count, 1), all);
        long[] page = new long[10];
        for (long end = 1; end <= count + 1; end++) {
            int found = of.history(ROOM, end, page);
            assertArrayEquals(
                    positions(end - 1, Math.max(1, end - 10)),
                    LongStream.of(page).limit(found).toArray(),
                    "below " + end);
            assertEquals(end > count ? -1 : position(end), of.position(ROOM, end));
        }
        assertEquals(-1, of.position(ROOM, 0));
        assertEquals(-1, of.position(ROOM + 1, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 63, 64, 65, 200})
    void oldestMayComeLast(int count) {
        var inOrder = new ChatState(small());
        for (long sequence = 1; sequence <= count; sequence++) {
            message(inOrder, ROOM, sequence);
            assertTrue(message(state, ROOM, count + 1 - sequence));
        }
        assertEquals(inOrder.digest(), state.digest());
        assertArrayEquals(newest(inOrder, ROOM), newest(state, ROOM));
        for (long sequence = 1; sequence <= count; sequence++) {
            assertEquals(position(sequence), state.position(ROOM, sequence));
            assertFalse(message(state, ROOM, sequence));
        }
        assertEquals(count, state.messageCount(ROOM));
    }

    @Test
    void handsOverNoMoreThanFit() {
        for (long sequence = 1; sequence <= 9; sequence++) {
            message(state, ROOM, sequence);
        }
        long[] two = new long[2];
        assertEquals(2, state.newestPositions(ROOM, two));
        assertArrayEquals(positions(9, 8), two);
    }

    @Test
    void knowsNothingOfStrangers() {
        message(state, ROOM, 1);
        for (long stranger : new long[] {0, -1, Long.MIN_VALUE, ROOM + 1}) {
            assertEquals(0, state.lastSequence(stranger));
            assertEquals(0, state.messageCount(stranger));
            assertEquals(0, state.newestPositions(stranger, new long[30]));
            assertEquals(0, state.readSequence(stranger, USER));
            assertEquals(0, state.unreadCount(stranger, USER));
            assertEquals(0, state.channelLastSequence(stranger));
            assertEquals(0, state.channelReceiverCount(stranger));
        }
    }

    @Test
    void aSecondCopyChangesNothing() {
        for (long sequence = 1; sequence <= 40; sequence++) {
            message(state, ROOM, sequence);
        }
        long digest = state.digest();
        long[] newest = newest(state, ROOM);
        for (long sequence = 40; sequence > 0; sequence--) {
            assertFalse(message(state, ROOM, sequence), "sequence=" + sequence);
        }
        assertEquals(40, state.duplicateCount());
        assertEquals(digest, state.digest());
        assertArrayEquals(newest, newest(state, ROOM));
        assertEquals(40, state.messageCount(ROOM));
    }

    @Test
    void lateMessagesFindTheirPlace() {
        for (long base = 0; base < 200; base += 5) {
            for (long sequence : new long[] {3, 1, 5, 2, 4}) {
                assertTrue(message(state, ROOM, base + sequence));
            }
        }
        var inOrder = new ChatState(small());
        for (long sequence = 1; sequence <= 200; sequence++) {
            message(inOrder, ROOM, sequence);
        }
        assertArrayEquals(newest(inOrder, ROOM), newest(state, ROOM));
        assertEquals(inOrder.digest(), state.digest());
        assertEquals(0, state.missingCount());
    }

    @Test
    void aGapIsCountedAsMissingAndShowsInTheDigest() {
        var whole = new ChatState(small());
        for (long sequence = 1; sequence <= 60; sequence++) {
            message(whole, ROOM, sequence);
            if (sequence != 40 && sequence != 41 && sequence != 7) {
                message(state, ROOM, sequence);
            }
        }
        assertEquals(3, state.missingCount());
        assertEquals(57, state.messageCount(ROOM));
        assertEquals(60, state.lastSequence(ROOM));
        assertNotEquals(whole.digest(), state.digest());
        assertEquals(28, newest(state, ROOM).length);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 33, 100, 1_000_000_007, Long.MAX_VALUE - 3})
    void aLongJumpLeavesNoOldPositionsBehind(long jump) {
        for (long sequence = 1; sequence <= 3; sequence++) {
            message(state, ROOM, sequence);
        }
        message(state, ROOM, jump);
        message(state, ROOM, jump + 2);
        var expected = new ArrayList<Long>(List.of(position(jump + 2), position(jump)));
        for (long sequence = 3; sequence > Math.max(0, jump + 2 - 30); sequence--) {
            expected.add(position(sequence));
        }
        assertArrayEquals(expected.stream().mapToLong(Long::longValue).toArray(), newest(state, ROOM));
        assertEquals(jump + 2 - 5, state.missingCount());
        assertTrue(message(state, ROOM, jump + 1));
        assertFalse(message(state, ROOM, jump + 1));
    }

    @Test
    void cursorsOnlyRise() {
        assertTrue(receipt(state, ROOM, USER, 3));
        assertTrue(receipt(state, ROOM, USER, 9));
        assertFalse(receipt(state, ROOM, USER, 4));
        assertFalse(receipt(state, ROOM, USER, 9));
        assertEquals(9, state.readSequence(ROOM, USER));
        assertEquals(1, state.cursorCount());
        assertEquals(2, state.appliedCount());
        assertEquals(2, state.duplicateCount());
        assertEquals(0, state.readSequence(ROOM, USER + 1));
    }

    @Test
    void unreadIsWhatLiesBehindTheCursor() {
        for (long sequence = 1; sequence <= 10; sequence++) {
            message(state, ROOM, sequence);
        }
        assertEquals(10, state.unreadCount(ROOM, USER));
        receipt(state, ROOM, USER, 7);
        assertEquals(3, state.unreadCount(ROOM, USER));
        receipt(state, ROOM, USER, 12);
        assertEquals(0, state.unreadCount(ROOM, USER));
    }

    @Test
    void channelsAreNotRooms() {
        broadcast(state, ROOM, 1, 10_000);
        broadcast(state, ROOM, 2, 20_000);
        message(state, ROOM, 1);
        assertEquals(1, state.channelCount());
        assertEquals(1, state.roomCount());
        assertEquals(2, state.channelLastSequence(ROOM));
        assertEquals(2, state.broadcastCount(ROOM));
        assertEquals(1, state.lastSequence(ROOM));
        assertEquals(20_000, state.channelReceiverCount(ROOM));
        long[] positions = new long[30];
        assertEquals(2, state.channelNewestPositions(ROOM, positions));
        assertEquals(position(2), positions[0]);
    }

    @Test
    void aLateBroadcastDoesNotSayHowManyReceiversThereAreNow() {
        broadcast(state, ROOM, 3, 300);
        broadcast(state, ROOM, 2, 200);
        broadcast(state, ROOM, 3, 999);
        assertEquals(300, state.channelReceiverCount(ROOM));
    }

    @Test
    void tellsARoomFromAChannelInTheDigest() {
        var rooms = new ChatState(small());
        message(rooms, 1, 1);
        var channels = new ChatState(small());
        broadcast(channels, 1, 1, 1);
        assertNotEquals(rooms.digest(), channels.digest());
    }

    @Test
    void manyRoomsAndCursorsBeyondWhatWasExpected() {
        for (long id = 1; id <= 3_000; id++) {
            for (long sequence = 1; sequence <= 1 + id % 7; sequence++) {
                message(state, id, sequence);
            }
            receipt(state, id, id % 10 + 1, 1 + id % 7);
            broadcast(state, id, 1, 1);
        }
        assertEquals(3_000, state.roomCount());
        assertEquals(3_000, state.cursorCount());
        assertEquals(3_000, state.channelCount());
        long[] rooms = new long[3_000];
        int[] next = {0};
        state.forEachRoom(id -> rooms[next[0]++] = id);
        assertArrayEquals(
                LongStream.rangeClosed(1, 3_000).toArray(),
                LongStream.of(rooms).sorted().toArray());
        for (long id = 1; id <= 3_000; id++) {
            assertEquals(1 + id % 7, state.lastSequence(id));
            assertEquals(1 + id % 7, state.readSequence(id, id % 10 + 1));
            assertArrayEquals(positions(1 + id % 7, 1), newest(state, id));
        }
        var presized = new ChatState(new ChatStateOptions(10_000, 50_000, 10_000, 10_000));
        for (long id = 3_000; id >= 1; id--) {
            broadcast(presized, id, 1, 1);
            receipt(presized, id, id % 10 + 1, 1 + id % 7);
            for (long sequence = 1; sequence <= 1 + id % 7; sequence++) {
                message(presized, id, sequence);
            }
        }
        assertEquals(presized.digest(), state.digest());
    }

    @Test
    void shardsAddUpToOneDigest() {
        var first = new ChatState(small());
        var second = new ChatState(small());
        for (long id = 1; id <= 50; id++) {
            message(state, id, 1);
            receipt(state, id, USER, 1);
            ChatState shard = id % 3 == 0 ? first : second;
            message(shard, id, 1);
            receipt(shard, id, USER, 1);
        }
        assertEquals(state.digest(), ChatState.digest(List.of(first, second)));
        assertNotEquals(state.digest(), first.digest());
    }

    @Test
    void aMalformedRecordChangesNothing() {
        message(state, ROOM, 1);
        long digest = state.digest();
        message(new ChatState(small()), ROOM, 2);
        buffer.putByte(1, (byte) 9);
        assertThrows(BlackstartException.class, () -> state.apply(55, buffer, 0, 65));
        assertEquals(digest, state.digest());
        assertEquals(1, state.appliedCount());
    }

    @Test
    void refusesOptionsOutOfRange() {
        assertThrows(IllegalArgumentException.class, () -> new ChatStateOptions(-1, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new ChatStateOptions(0, 1_000_000_001, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new ChatStateOptions(0, 0, 300_000_001, 0));
        assertThrows(IllegalArgumentException.class, () -> new ChatStateOptions(0, 0, 0, -1));
    }
}
