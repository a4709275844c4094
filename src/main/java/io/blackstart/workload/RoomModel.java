package io.blackstart.workload;

import static io.blackstart.workload.WorkloadParameter.CHANNEL_COUNT;
import static io.blackstart.workload.WorkloadParameter.CHANNEL_RECEIVERS_MAX;
import static io.blackstart.workload.WorkloadParameter.CHANNEL_RECEIVERS_MIN;
import static io.blackstart.workload.WorkloadParameter.GROUP_EXPONENT;
import static io.blackstart.workload.WorkloadParameter.GROUP_MEMBERS_MAX;
import static io.blackstart.workload.WorkloadParameter.RECEIVES_PER_SEND;
import static io.blackstart.workload.WorkloadParameter.ROOM_COUNT;
import static io.blackstart.workload.WorkloadParameter.ROOM_EXPONENT;
import static io.blackstart.workload.WorkloadParameter.USER_COUNT;

import io.blackstart.chat.ChatDigest;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * The rooms, members and channels of a made-up service. Rooms are ordered by popularity, which follows Zipf's law. Each has two
 * members, or is a group whose size follows Zipf's law from 3 on; there are as many groups as bring the receivers of a send,
 * averaged over sends, to the number asked for (or as near as so few rooms allow). Ids are spread
 * over 48 bits, as ids of a service that has run for years are. Immutable.
 */
final class RoomModel implements RoomDirectory {
    private static final int DIRECT_MEMBERS = 2;
    private static final int GROUP_MEMBERS_MIN = 3;
    private static final long ID_MASK = (1L << 48) - 1;
    /** Odd, so that multiplication is a bijection of 48 bits. */
    private static final long ROOM_SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private static final long USER_SPREAD = 0xD6E8_FEB8_6659_FD93L;
    private static final long CHANNEL_SPREAD = 0xA076_1D64_78BD_642FL;

    private final long seed;
    private final int userCount;
    private final int[] members;
    private final int[] channelReceivers;
    private final AliasTable sends;
    private final AliasTable receives;
    private final AliasTable broadcasts;
    private final double receivesPerSend;

    RoomModel(WorkloadOptions options) {
        var random = new Xoshiro256(options.seed() ^ ROOM_SPREAD);
        seed = random.nextLong();
        userCount = options.count(USER_COUNT);
        int rooms = options.count(ROOM_COUNT);
        double[] weights = Zipf.weights(rooms, 1, options.value(ROOM_EXPONENT));
        members = dealGroups(weights, options, random);
        sends = new AliasTable(weights);
        double sendWeight = 0;
        double receiveWeight = 0;
        for (int room = 0; room < rooms; room++) {
            sendWeight += weights[room];
            weights[room] *= members[room] - 1;
            receiveWeight += weights[room];
        }
        receives = new AliasTable(weights);
        receivesPerSend = receiveWeight / sendWeight;
        int channels = options.count(CHANNEL_COUNT);
        broadcasts = new AliasTable(Zipf.weights(channels, 1, options.value(ROOM_EXPONENT)));
        channelReceivers =
                receivers(channels, options.count(CHANNEL_RECEIVERS_MIN), options.count(CHANNEL_RECEIVERS_MAX), random);
    }

    /**
     * Members of each room. As many groups are drawn as, were they as popular as other rooms, would bring the receivers of a send
     * to what was asked for. A group that is too large for its place, since so popular a room would bring more receivers than
     * are owed so far, waits for the next place that it fits. What is owed in the end makes the most popular rooms that fit
     * groups of three.
     */
    private static int[] dealGroups(double[] weights, WorkloadOptions options, Xoshiro256 random) {
        int[] members = new int[weights.length];
        Arrays.fill(members, DIRECT_MEMBERS);
        int largest = options.count(GROUP_MEMBERS_MAX);
        if (largest < GROUP_MEMBERS_MIN) {
            return members;
        }
        double excess = options.value(RECEIVES_PER_SEND) - 1;
        double[] sizeWeights =
                Zipf.weights(largest - GROUP_MEMBERS_MIN + 1, GROUP_MEMBERS_MIN, options.value(GROUP_EXPONENT));
        AliasTable sizes = new AliasTable(sizeWeights);
        double groupShare = excess / meanExcess(sizeWeights);
        var waiting = new TreeMap<Integer, Integer>();
        double owed = 0;
        for (int room = 0; room < weights.length; room++) {
            owed += weights[room] * excess;
            if (random.nextDouble() < groupShare) {
                waiting.merge(GROUP_MEMBERS_MIN + sizes.draw(random.nextLong()), 1, Integer::sum);
            }
            Integer fits = waiting.floorKey((int) Math.min(largest, DIRECT_MEMBERS + owed / weights[room]));
            if (fits != null) {
                waiting.computeIfPresent(fits, (size, count) -> count == 1 ? null : count - 1);
                members[room] = fits;
                owed -= weights[room] * (fits - DIRECT_MEMBERS);
            }
        }
        for (int room = 0; room < weights.length; room++) {
            if (members[room] == DIRECT_MEMBERS && weights[room] <= owed) {
                members[room] = GROUP_MEMBERS_MIN;
                owed -= weights[room];
            }
        }
        return members;
    }

    /** Members beyond two of a group, averaged over groups. */
    private static double meanExcess(double[] sizeWeights) {
        double weight = 0;
        double excess = 0;
        for (int i = 0; i < sizeWeights.length; i++) {
            weight += sizeWeights[i];
            excess += sizeWeights[i] * (GROUP_MEMBERS_MIN + i - DIRECT_MEMBERS);
        }
        return excess / weight;
    }

    /** Receivers of each channel: the same chance for each factor of two between the bounds. */
    private static int[] receivers(int channels, int fewest, int most, Xoshiro256 random) {
        int[] receivers = new int[channels];
        double spread = StrictMath.log((double) most / fewest);
        for (int channel = 0; channel < channels; channel++) {
            double drawn = fewest * StrictMath.exp(random.nextDouble() * spread);
            receivers[channel] = (int) Math.min(most, Math.max(fewest, drawn));
        }
        return receivers;
    }

    /** The room of a send. */
    int drawSend(long bits) {
        return sends.draw(bits);
    }

    /** The room of a receive: rooms with more receivers come up more often. */
    int drawReceive(long bits) {
        return receives.draw(bits);
    }

    /** The channel of a broadcast. */
    int drawBroadcast(long bits) {
        return broadcasts.draw(bits);
    }

    /** Receivers of a send, averaged over sends, as the rooms dealt have it. */
    double receivesPerSend() {
        return receivesPerSend;
    }

    int channelReceivers(int channel) {
        return channelReceivers[channel];
    }

    @Override
    public int roomCount() {
        return members.length;
    }

    @Override
    public long roomId(int room) {
        return ((room + 1L) * ROOM_SPREAD) & ID_MASK;
    }

    @Override
    public int memberCount(int room) {
        return members[room];
    }

    @Override
    public long userId(int room, int member) {
        long drawn = ChatDigest.mix(seed + room);
        long first = ((drawn >>> 32) * userCount) >>> 32;
        long step = 1 + (((drawn & 0xFFFF_FFFFL) * (userCount / members[room])) >>> 32);
        long user = first + step * member;
        return (((user < userCount ? user : user - userCount) + 1) * USER_SPREAD) & ID_MASK;
    }

    @Override
    public int channelCount() {
        return channelReceivers.length;
    }

    @Override
    public long channelId(int channel) {
        return ((channel + 1L) * CHANNEL_SPREAD) & ID_MASK;
    }
}
