package io.blackstart.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The state against the plainest model there is: a map of maps. */
class ChatStateModelTest {
    private static final int NEWEST_COUNT = 10;
    private static final int ROOMS = 12;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[128]);
    private final Random random = new Random(SEED);
    private static final long SEED = 7;

    private record Message(long room, long sequence, long position) {}

    private void apply(ChatState state, Message message) {
        MessageEncoder encoder = new MessageEncoder()
                .wrap(buffer, 0)
                .roomId(message.room)
                .senderId(1)
                .sequence(message.sequence)
                .clientMessageId(message.sequence);
        state.apply(message.position, buffer, 0, encoder.encodedLength());
    }

    /** Messages of all rooms, some sent twice, some sequences left out, some swapped with one of the next few. */
    private List<Message> traffic(int count, int gapMax, boolean swaps) {
        var messages = new ArrayList<Message>();
        long[] last = new long[ROOMS];
        for (int i = 0; i < count; i++) {
            int room = random.nextInt(1 + random.nextInt(ROOMS));
            last[room] += random.nextInt(20) == 0 ? 1 + random.nextInt(1 + random.nextInt(gapMax)) : 1;
            messages.add(new Message(room + 1, last[room], i * 64L));
            if (random.nextInt(10) == 0) {
                messages.add(messages.get(messages.size() - 1));
            }
        }
        for (int i = 0; swaps && i + 5 < messages.size(); i += 5) {
            Collections.swap(messages, i, i + random.nextInt(5));
        }
        return messages;
    }

    @Test
    void agreesWithAMapOfMaps() {
        for (int round = 0; round < 200; round++) {
            var state = new ChatState(new ChatStateOptions(0, 0, 0, 0));
            Map<Long, NavigableMap<Long, Long>> model = new HashMap<>();
            boolean swaps = round % 2 == 0;
            for (Message message : traffic(1 + random.nextInt(400), swaps ? 2 : 100, swaps)) {
                apply(state, message);
                model.computeIfAbsent(message.room, room -> new TreeMap<>())
                        .putIfAbsent(message.sequence, message.position);
                check(state, model.getOrDefault(message.room, new TreeMap<>()), message.room);
            }
            assertEquals(model.size(), state.roomCount(), "round=" + round + " seed=" + SEED);
            assertEquals(model.values().stream().mapToLong(Map::size).sum(), state.appliedCount());
        }
    }

    private static void check(ChatState state, NavigableMap<Long, Long> model, long room) {
        assertEquals(model.lastKey(), state.lastSequence(room));
        assertEquals(model.size(), state.messageCount(room));
        long[] positions = new long[NEWEST_COUNT];
        int count = state.newestPositions(room, positions);
        List<Long> expected = new ArrayList<>(model.descendingMap()
                .headMap(model.lastKey() - NEWEST_COUNT, false)
                .values());
        List<Long> actual = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            actual.add(positions[i]);
        }
        assertEquals(expected, actual);
        model.forEach((sequence, position) -> assertEquals(position, state.position(room, sequence)));
    }

    @Test
    void theDigestDoesNotDependOnTheOrderOfRooms() {
        List<Message> messages = traffic(2_000, 2, true);
        var inOrder = new ChatState(new ChatStateOptions(0, 0, 0, 0));
        messages.forEach(message -> apply(inOrder, message));
        var byRoom = new ChatState(new ChatStateOptions(500, 1_000, 1_000, 10));
        messages.stream().sorted((a, b) -> Long.compare(b.room, a.room)).forEach(message -> apply(byRoom, message));
        assertEquals(inOrder.digest(), byRoom.digest());
    }

    @Test
    void neitherTheDigestNorAPlaceDependsOnTheOrderOfRecords() {
        for (int round = 0; round < 100; round++) {
            List<Message> messages = traffic(1 + random.nextInt(1_500), round % 2 == 0 ? 2 : 300, true);
            var inOrder = new ChatState(new ChatStateOptions(0, 0, 0, 0));
            messages.forEach(message -> apply(inOrder, message));
            List<Message> other = new ArrayList<>(messages);
            if (round % 4 < 2) {
                Collections.reverse(other);
            } else {
                Collections.shuffle(other, random);
            }
            var shuffled = new ChatState(new ChatStateOptions(0, 0, 0, 0));
            other.forEach(message -> apply(shuffled, message));
            assertEquals(inOrder.digest(), shuffled.digest(), "round=" + round + " seed=" + SEED);
            assertEquals(inOrder.appliedCount(), shuffled.appliedCount());
            for (Message message : messages) {
                assertTrue(shuffled.position(message.room, message.sequence) >= 0);
            }
        }
    }

    @Test
    void theDigestTellsEveryMessageAndCursor() {
        List<Message> messages = traffic(300, 2, false).stream().distinct().toList();
        var whole = new ChatState(new ChatStateOptions(0, 0, 0, 0));
        messages.forEach(message -> apply(whole, message));
        for (int left = 0; left < messages.size(); left++) {
            var without = new ChatState(new ChatStateOptions(0, 0, 0, 0));
            for (int i = 0; i < messages.size(); i++) {
                if (i != left) {
                    apply(without, messages.get(i));
                }
            }
            assertNotEquals(whole.digest(), without.digest(), "without " + messages.get(left));
        }
    }

    @Test
    void allocatesNothingInSteadyState() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var state = new ChatState(new ChatStateOptions(100, 120_000, 100, 10));
        var messages = new MessageEncoder();
        var receipts = new ReceiptEncoder();
        long[] allocated = new long[3];
        for (int pass = 0; pass < allocated.length; pass++) {
            long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            for (int i = 0; i < 20_000; i++) {
                long sequence = pass * 20_000L / 40 + i / 40 + 1;
                messages.wrap(buffer, 0).roomId(i % 40 + 1).senderId(1).sequence(sequence);
                state.apply(i, buffer, 0, messages.encodedLength());
                receipts.wrap(buffer, 0).roomId(i % 40 + 1).senderId(2).sequence(sequence);
                state.apply(i, buffer, 0, receipts.encodedLength());
            }
            allocated[pass] =
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        }
        assertEquals(120_000, state.appliedCount());
        assertEquals(0, allocated[2], "bytes in the third pass");
    }
}
