package io.blackstart.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoomModelTest {
    private static final int DRAWS = 1_000_000;

    private final RoomModel model = new RoomModel(WorkloadOptions.DEFAULT);
    private final Xoshiro256 random = new Xoshiro256(11);

    @Test
    void receiversOfASendAreAsManyAsAskedFor() {
        assertEquals(1.57, model.receivesPerSend(), 0.001);
        double receives = 0;
        for (int i = 0; i < DRAWS; i++) {
            receives += model.memberCount(model.drawSend(random.nextLong())) - 1;
        }
        assertEquals(1.57, receives / DRAWS, 0.1);
    }

    @Test
    void mostRoomsAreOneToOneAndGroupsHaveALongTail() {
        int[] members = IntStream.range(0, model.roomCount())
                .map(model::memberCount)
                .sorted()
                .toArray();
        assertEquals(2, members[members.length * 8 / 10]);
        assertTrue(members[members.length - 1] > 300, "largest=" + members[members.length - 1]);
        assertTrue(members[members.length - 1] <= 3_000);
    }

    @Test
    void popularityFollowsZipfsLaw() {
        double harmonic = IntStream.rangeClosed(1, 100_000)
                .mapToDouble(rank -> 1.0 / rank)
                .sum();
        int[] sends = new int[model.roomCount()];
        for (int i = 0; i < DRAWS; i++) {
            sends[model.drawSend(random.nextLong())]++;
        }
        for (int rank : new int[] {1, 2, 3, 10, 100}) {
            double expected = DRAWS / harmonic / rank;
            assertEquals(expected, sends[rank - 1], 5 * Math.sqrt(expected), "rank=" + rank);
        }
    }

    @Test
    void receivesGoWhereThereAreMoreReceivers() {
        double[] receives = new double[model.roomCount()];
        for (int i = 0; i < DRAWS; i++) {
            receives[model.drawReceive(random.nextLong())]++;
        }
        int group = IntStream.range(0, 200)
                .filter(room -> model.memberCount(room) > 3)
                .findFirst()
                .orElseThrow();
        double perWeight = (model.memberCount(group) - 1.0) / (group + 1);
        double firstPerWeight = model.memberCount(0) - 1.0;
        assertEquals(perWeight / firstPerWeight, receives[group] / receives[0], 0.3 * perWeight / firstPerWeight);
    }

    @Test
    void idsAreUniqueAndAtLeastOne() {
        Set<Long> rooms = new HashSet<>();
        for (int room = 0; room < model.roomCount(); room++) {
            assertTrue(model.roomId(room) > 0);
            assertTrue(rooms.add(model.roomId(room)));
            Set<Long> users = new HashSet<>();
            for (int member = 0; member < model.memberCount(room); member++) {
                assertTrue(model.userId(room, member) > 0);
                assertTrue(users.add(model.userId(room, member)), "room=" + room + " member=" + member);
            }
        }
        Set<Long> channels = new HashSet<>();
        for (int channel = 0; channel < model.channelCount(); channel++) {
            assertTrue(model.channelId(channel) > 0);
            assertTrue(channels.add(model.channelId(channel)));
        }
    }

    @Test
    void channelsLieBetweenTheirBounds() {
        int[] receivers = IntStream.range(0, model.channelCount())
                .map(model::channelReceivers)
                .sorted()
                .toArray();
        assertTrue(receivers[0] >= 10_000);
        assertTrue(receivers[receivers.length - 1] <= 1_000_000);
        assertEquals(
                100_000, receivers[receivers.length / 2], 40_000, "evenly by factor: the middle is the geometric mean");
    }

    @Test
    void oneRoomIsEnough() {
        var one = new RoomModel(WorkloadOptions.DEFAULT.with(WorkloadParameter.ROOM_COUNT, 1));
        assertEquals(0, one.drawSend(-1));
        assertEquals(2, one.memberCount(0));
        assertEquals(1, one.receivesPerSend());
    }
}
